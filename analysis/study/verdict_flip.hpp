#pragma once

#include <optional>
#include <vector>

#include "analysis/study/gram_model.hpp"

namespace roundwatt {

/// The value of one input at which two runs emit the same: docs/methods/questions.md, equation 4.
struct VerdictFlip {
  Input input;
  Line left, right;           ///< grams of either run as a function of the input
  std::optional<double> now;  ///< of the left run, its mean weighed by grams; nothing where only the right depends on it
  std::optional<double> at_equality;  ///< nothing: no possible value does
};

/// The input holds in both runs, except for `rounds`, which are those of \p left. Nothing where neither depends on it.
std::optional<VerdictFlip> verdict_flip(const StudiedRun& left, const StudiedRun& right, const Input& input);

/// One value of a first input, and the value of a second one at which the verdict flips then.
struct ContourPoint {
  double first = 0;
  std::optional<double> second;            ///< nothing: no possible value does
  double left_grams = 0, right_grams = 0;  ///< at this value of the first, the second as run
};

/// For each value of \p first that of \p second. \throws UserError when the runs do not depend on them.
std::vector<ContourPoint> flip_contour(const StudiedRun& left, const StudiedRun& right, const Input& first, const Input& second,
                                       const std::vector<double>& values);

/// Multiples of what \p input is in the left run, from a quarter to four times, as far as they are possible.
std::vector<double> usual_values(const StudiedRun& left, const StudiedRun& right, const Input& input);

}  // namespace roundwatt
