#pragma once

#include <optional>
#include <string>

namespace roundwatt {

/// The numbers that a key accepts.
struct ValueRange {
  double low = 0;
  bool low_included = true;
  std::optional<double> high;  ///< included

  bool contains(double value) const;
  /// "≥ 1", "> 0", "in (0, 1]".
  std::string text() const;
};

inline ValueRange at_least(double low) { return {low, true, {}}; }
inline ValueRange above(double low) { return {low, false, {}}; }
inline ValueRange between(double low, double high) { return {low, true, high}; }
inline ValueRange above_up_to(double low, double high) { return {low, false, high}; }

}  // namespace roundwatt
