#include "sim/actors/round_stops.hpp"

namespace roundwatt {

RoundStops::RoundStops(const Stop& stop, EvaluationSet watched, EnergyReading spent, RunControl& control)
    : rounds_{stop.rounds}, time_{stop.time}, watched_{watched}, spent_{std::move(spent)}, control_{control} {
  if (stop.target_accuracy) target_.emplace(stop.target_accuracy->value, stop.target_accuracy->sustained);
}

void RoundStops::after_evaluation(std::int32_t round, const EvaluationResult& result) {
  if (!target_) return;
  const double accuracy = watched_ == EvaluationSet::validation ? result.validation_accuracy : result.test_accuracy;
  const TargetMoment now{round, simgrid::s4u::Engine::get_clock(), spent_().value()};
  if (target_->observe(accuracy, now)) control_.stop("target_accuracy");
}

void RoundStops::after_round(std::int32_t round) {
  if (rounds_ && round >= *rounds_) control_.stop("rounds");
  // No round begins at the instant at which the run ends.
  if (time_ && simgrid::s4u::Engine::get_clock() >= time_->value()) control_.stop("time");
}

}  // namespace roundwatt
