#pragma once

#include <map>
#include <string>

#include "analysis/carbon/grid_assignment.hpp"

namespace roundwatt {

/// Goodput of the access lines of a zone's devices.
struct LineRates {
  double down_byte_s = 0;
  double up_byte_s = 0;
};

struct PublishedFormInputs {
  std::map<std::string, LineRates> lines;  ///< by grid zone of the devices, as run
  double router_w = 7.5;                   ///< power of a home router [W]
};

/// Grams of a run's energy by what it was spent for.
struct FormGrams {
  double training = 0;       ///< of devices; of the server where the run is centralized
  double communication = 0;  ///< the network, and devices that transfer or wait
  double server = 0;         ///< that leads a federation

  double total() const { return training + communication + server; }
};

/// The accounting of Qiu et al., "A first look into the carbon footprint of federated learning" (arXiv 2102.07627), as it was
/// reconstructed: docs/methods/questions.md, equation 5. \throws UserError when a zone of the devices has no line, or the trace
/// no participations.
FormGrams published_form(const TraceReader& trace, const GridChoice& choice, const PublishedFormInputs& inputs);

/// Our own accounting, sorted the same way: the grams of carbon.md, equation 1.
FormGrams own_form(const EnergyLedger& energy, const GridAssignment& grids);

}  // namespace roundwatt
