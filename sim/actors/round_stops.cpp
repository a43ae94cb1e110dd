#include "sim/actors/round_stops.hpp"

namespace fedjoule {

RoundStops::RoundStops(const Stop& stop, RunControl& control) : rounds_{stop.rounds}, control_{control} {
  if (stop.target_accuracy) target_.emplace(stop.target_accuracy->value, stop.target_accuracy->sustained);
}

void RoundStops::after_round(std::int32_t round, std::optional<double> accuracy) {
  if (target_ && accuracy && target_->observe(*accuracy)) control_.stop("target_accuracy");
  if (rounds_ && round >= *rounds_) control_.stop("rounds");
}

}  // namespace fedjoule
