#include "sim/actors/round_stops.hpp"

namespace fedjoule {

RoundStops::RoundStops(const Stop& stop, EvaluationSet watched, RunControl& control)
    : rounds_{stop.rounds}, watched_{watched}, control_{control} {
  if (stop.target_accuracy) target_.emplace(stop.target_accuracy->value, stop.target_accuracy->sustained);
}

void RoundStops::after_evaluation(const EvaluationResult& result) {
  const double accuracy = watched_ == EvaluationSet::validation ? result.validation_accuracy : result.test_accuracy;
  if (target_ && target_->observe(accuracy)) control_.stop("target_accuracy");
}

void RoundStops::after_round(std::int32_t round) {
  if (rounds_ && round >= *rounds_) control_.stop("rounds");
}

}  // namespace fedjoule
