#pragma once

#include <set>
#include <string>

#include "analysis/carbon/carbon_ledger.hpp"
#include "analysis/carbon/grid_assignment.hpp"

namespace roundwatt {

/// What a paper says of a run, and the works that it cites for it.
struct MethodsParagraph {
  std::string latex;           ///< one paragraph, with \cite
  std::set<std::string> keys;  ///< of the bibliography, and "roundwatt"
};

/// From the trace and its scenario alone. \throws UserError when the scenario in the trace cannot be read.
MethodsParagraph methods_paragraph(const EnergyLedger& energy, const GridAssignment& grids, const CarbonLedger& carbon);

/// BibTeX of \p keys, each entry once, by key.
std::string bibtex(const std::set<std::string>& keys);

}  // namespace roundwatt
