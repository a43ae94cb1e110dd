#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/study/gram_model.hpp"

namespace roundwatt {

/// One way to count the same joules: what a reviewer may ask to see otherwise.
struct AccountingChoice {
  Boundary boundary{};
  GridKind kind{};
  std::optional<double> reserved_share;  ///< of all servers, and
  std::optional<double> router_share;    ///< of all links in use; nothing: as run. With Boundary::participation only

  auto operator<=>(const AccountingChoice&) const = default;
};

/// All combinations, as run first: each boundary and kind of grid, and with Boundary::participation each share, also as run.
std::vector<AccountingChoice> accounting_choices(const std::vector<GridKind>& kinds, const std::vector<double>& shares);

/// Grams of \p run, which was studied under the boundary and on the kind of grid of \p choice. Nothing where the run has links
/// of router_share 0 and another share is asked: what they would cost is in no trace.
std::optional<double> grams_under(const StudiedRun& run, const AccountingChoice& choice);

}  // namespace roundwatt
