#include "analysis/study/flip_point.hpp"

#include "analysis/study/break_even.hpp"

namespace roundwatt {

namespace {

FlipPoint flip_rounds(const RunSummary& left, double grams) {
  const RoundLimit limit = rounds_within(left, grams);
  FlipPoint point{FlipQuantity::rounds, static_cast<double>(limit.simulated), std::nullopt, limit.all_within()};
  if (limit.all_within()) {
    if (limit.extrapolated) point.at_equality = static_cast<double>(*limit.extrapolated);
  } else if (limit.within > 0) {
    point.at_equality = static_cast<double>(limit.within);
  }
  return point;
}

/// The factor on \p part at which a total of \p total becomes \p grams.
double factor_at_equality(const LinearPart& part, double total, double grams) {
  return (grams - (total - part.grams)) / part.grams;
}

FlipPoint flip_reserved_share(const RunSummary& left, double grams) {
  const double factor = factor_at_equality(left.server_base, left.total.grams, grams);
  const double now = left.server_base.value.value_or(1);
  const double most = left.server_base.value ? 1 : factor;  // a share is at most 1; of several, the largest is not known here
  FlipPoint point{left.server_base.value ? FlipQuantity::reserved_share : FlipQuantity::reserved_factor, now, std::nullopt,
                  false};
  if (factor > 0 && now * factor <= most) point.at_equality = now * factor;
  return point;
}

FlipPoint flip_device_idle(const RunSummary& left, double grams) {
  const double factor = factor_at_equality(left.device_base, left.total.grams, grams);
  const double now = left.device_base.value.value_or(1);
  FlipPoint point{left.device_base.value ? FlipQuantity::device_idle_w : FlipQuantity::device_idle_factor, now, std::nullopt,
                  false};
  if (factor >= 0) point.at_equality = now * factor;
  return point;
}

}  // namespace

std::vector<FlipPoint> flip_points(const RunSummary& left, const RunSummary& right) {
  const double grams = right.total.grams;
  std::vector<FlipPoint> points;
  if (!left.rounds.empty()) points.push_back(flip_rounds(left, grams));
  if (left.server_base.grams > 0) points.push_back(flip_reserved_share(left, grams));
  if (left.device_base.grams > 0) points.push_back(flip_device_idle(left, grams));
  return points;
}

}  // namespace roundwatt
