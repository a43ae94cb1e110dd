#include "analysis/study/verdict_flip.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

/// The right run keeps its rounds.
StudiedRun with_rounds_fixed(StudiedRun run) {
  run.rounds = 0;
  return run;
}

/// The value at which \p line has so many grams; nothing where it never does or the value is not possible.
std::optional<double> value_at(const Line& line, double grams, const Input& input) {
  if (line.slope == 0) return std::nullopt;
  const double value = (grams - line.constant) / line.slope;
  // At the least value itself nothing lies on its other side: two runs without a grid emit nothing alike.
  if (!(value > input.least() && value <= input.most())) return std::nullopt;
  return value;
}

std::optional<double> crossing(const Line& left, const Line& right, const Input& input) {
  return value_at({left.constant - right.constant, left.slope - right.slope}, 0, input);
}

VerdictFlip required_flip(const StudiedRun& left, const StudiedRun& right, const Input& input) {
  const auto flip = verdict_flip(left, right, input);
  if (flip && flip->now) return *flip;
  throw UserError{std::vector{Problem{left.file, 0, fmt::format("no gram of this run depends on {}.", input.name)}}};
}

}  // namespace

std::optional<VerdictFlip> verdict_flip(const StudiedRun& left, const StudiedRun& right, const Input& input) {
  const GramModel left_model{left, {input}}, right_model{with_rounds_fixed(right), {input}};
  if (!left_model.depends_on(0) && !right_model.depends_on(0)) return std::nullopt;
  VerdictFlip flip{input, left_model.along(0, {0}), right_model.along(0, {0}), std::nullopt, std::nullopt};
  if (flip.left.slope != 0) flip.now = (left.cells.grams() - flip.left.constant) / flip.left.slope;
  flip.at_equality = crossing(flip.left, flip.right, input);
  return flip;
}

std::vector<ContourPoint> flip_contour(const StudiedRun& left, const StudiedRun& right, const Input& first, const Input& second,
                                       const std::vector<double>& values) {
  required_flip(left, right, first);
  const double now = *required_flip(left, right, second).now;
  const GramModel left_model{left, {first, second}}, right_model{with_rounds_fixed(right), {first, second}};
  std::vector<ContourPoint> points;
  for (const double value : values) {
    const Line left_line = left_model.along(1, {value, 0}), right_line = right_model.along(1, {value, 0});
    const double right_now = second.kind == InputKind::rounds ? right_line.constant : right_line.at(now);
    points.push_back({value, crossing(left_line, right_line, second), left_line.at(now), right_now});
  }
  return points;
}

std::vector<double> usual_values(const StudiedRun& left, const StudiedRun& right, const Input& input) {
  const double now = *required_flip(left, right, input).now;
  std::vector<double> values;
  for (const double factor : {0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0}) {
    constexpr double rounding = 1e-9;  // what a share is now comes from sums of grams
    const double value = now * factor;
    if (value >= input.least() && value <= input.most() * (1 + rounding)) values.push_back(std::min(value, input.most()));
  }
  return values;
}

}  // namespace roundwatt
