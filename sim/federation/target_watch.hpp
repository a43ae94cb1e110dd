#pragma once

#include <cstdint>
#include <optional>

namespace roundwatt {

/// An evaluation, and what the run had come to when its result was known.
struct TargetMoment {
  std::int32_t round = 0;
  double time_s = 0;
  double energy_j = 0;

  bool operator==(const TargetMoment&) const = default;
};

/// Watches evaluations for a target. *First* is the earliest at or above it; *sustained* the earliest of n in a row that all
/// are, known only with the last of them. What is charged for either is what was spent up to it: no interpolation between
/// evaluations, and a run that waits to be sure pays through the last. Rounds that are not evaluated say nothing, for or
/// against: n counts evaluations.
class TargetWatch {
 public:
  /// \p sustained ≥ 1.
  TargetWatch(double target, std::int64_t sustained) : target_{target}, sustained_for_{sustained} {}

  /// One more evaluation; a NaN is below every target. Returns whether the target is sustained now, or was before.
  bool observe(double accuracy, const TargetMoment& at);

  double target() const { return target_; }
  std::int64_t sustained_for() const { return sustained_for_; }
  /// The earliest evaluation at or above the target.
  const std::optional<TargetMoment>& first() const { return first_; }
  /// The earliest evaluation that begins n in a row at or above it, and the last of these.
  const std::optional<TargetMoment>& sustained() const { return sustained_; }
  const std::optional<TargetMoment>& confirmed() const { return confirmed_; }

 private:
  double target_;
  std::int64_t sustained_for_;
  std::int64_t in_a_row_ = 0;
  TargetMoment row_began_;
  std::optional<TargetMoment> first_, sustained_, confirmed_;
};

}  // namespace roundwatt
