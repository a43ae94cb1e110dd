#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/study/input.hpp"

namespace roundwatt {

/// What a run would have emitted with something else than it had.
struct WhatIfCase {
  std::string text;                              ///< as it was asked
  std::vector<std::pair<Input, double>> inputs;  ///< docs/methods/questions.md, table 1
  std::vector<WhatIf> moves;                     ///< sites on another grid
  std::optional<GridKind> kind;                  ///< average or marginal
  std::optional<int> year;                       ///< in which the run starts, at the same day and hour

  bool changes_the_grid() const { return !moves.empty() || kind.has_value() || year.has_value(); }
};

/// Reads "zone=CHN,pue=1.1,device_power=0.5,kind=marginal,year=2022": zone moves all edge sites, zone.SITE one; the rest are
/// the inputs of table 1. \throws UserError naming what is no such thing, a value out of bounds, or a name given twice.
WhatIfCase parse_what_if(const std::string& text);

/// Grams of the run's energy in this \p asked case. \throws UserError when the grid does not have it, or an input has no part
/// in the run's grams.
double grams_of(const EnergyLedger& energy, const GridChoice& choice, const WhatIfCase& asked);

/// \throws UserError, naming keys and cure, when the run would have gone another way in this case: it used grid or calendar,
/// counted joules, or lived on batteries.
void refuse_other_run(const EnergyLedger& energy, const WhatIfCase& asked);

}  // namespace roundwatt
