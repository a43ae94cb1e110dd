#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/carbon/gram_cells.hpp"

namespace roundwatt {

/// A number that grams are linear in: docs/methods/questions.md, table 1.
enum class InputKind {
  grid,  ///< factor on the carbon intensity of all zones, of one, or of edge sites
  pue,   ///< of data centres, of one site
  device_power,
  device_idle,
  server_power,
  network_power,
  reserved_share,
  router_share,
  rounds  ///< of the run, at its mean of grams a round
};

/// One input by its name: "grid", "grid.FRA", "grid.edge", "pue", "pue.dc", "device_power", …
struct Input {
  std::string name;
  InputKind kind{};
  std::string scope;  ///< zone, "edge" or site; empty: all

  /// A value of its own; otherwise a factor, 1 as run.
  bool is_absolute() const;
  double least() const;
  double most() const;
};

/// \throws UserError with the nearest name when there is none.
Input parse_input(const std::string& name);

/// Those that can be named without knowing the run.
std::vector<std::string> input_names();

/// Whether grams of \p cell are proportional to \p input.
bool depends_on(const GramCell& cell, const GramCells& run, const Input& input);

}  // namespace roundwatt
