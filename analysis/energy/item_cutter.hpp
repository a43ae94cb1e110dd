#pragma once

#include <functional>
#include <vector>

#include "analysis/energy/energy_item.hpp"

namespace roundwatt {

/// Splits items at instants of the run. Power is constant within an item, so that each piece has its time's share of the
/// joules: docs/methods/questions.md, equation 1.
class ItemCutter {
 public:
  /// \p cuts_s in any order, repeated or not. [s]
  explicit ItemCutter(std::vector<double> cuts_s);

  /// Increasing, each once.
  const std::vector<double>& cuts_s() const { return cuts_s_; }
  /// Slices of the run: slice i lies between cut i - 1 and cut i, the last behind the last cut.
  std::size_t slice_count() const { return cuts_s_.size() + 1; }

  /// Calls \p visit with the slice and the part of \p item in it, in the order of time. What happens at the instant of a cut
  /// belongs before it.
  void for_each_piece(const EnergyItem& item, const std::function<void(std::size_t, const EnergyItem&)>& visit) const;

 private:
  std::vector<double> cuts_s_;
};

}  // namespace roundwatt
