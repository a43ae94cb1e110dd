#include "sim/actors/round_stops.hpp"

#include "sim/actors/instant.hpp"

namespace roundwatt {

RoundStops::RoundStops(const Stop& stop, EvaluationSet watched, EnergyReading spent, RunControl& control)
    : rounds_{stop.rounds}, time_{stop.time}, watched_{watched}, spent_{std::move(spent)}, control_{control} {
  if (stop.target_accuracy) target_.emplace(stop.target_accuracy->value, stop.target_accuracy->sustained);
}

void RoundStops::after_evaluation(std::int32_t round, const EvaluationResult& result) {
  if (!target_) return;
  const double accuracy = watched_ == EvaluationSet::validation ? result.validation_accuracy : result.test_accuracy;
  const TargetMoment now{round, simgrid::s4u::Engine::get_clock(), spent_().value()};
  if (target_->observe(accuracy, now)) stop("target_accuracy");
}

void RoundStops::after_round(std::int32_t round) {
  if (rounds_ && round >= *rounds_) {
    stop("rounds");
  } else if (time_is_up()) {
    stop("time");
  }
}

bool RoundStops::time_is_up() const { return time_ && simgrid::s4u::Engine::get_clock() + precision_of_time >= time_->value(); }

void RoundStops::stop(const char* reason) {
  control_.intend(reason);
  control_.instant().await(Instant::Turn::stops);
  control_.stop(reason);
}

}  // namespace roundwatt
