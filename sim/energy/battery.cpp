#include "sim/energy/battery.hpp"

#include <algorithm>

namespace roundwatt {

Battery::Battery(const BatteryPack& pack, Joules level)
    : pack_{pack}, level_j_{level.value()}, ready_{level.value() >= pack.min_charge.value()} {}

BatteryFlow Battery::flow() const {
  if (plug_ == Plug::out) return {plug_, drawn_w_, 0, 0};
  if (is_full() && drawn_w_ <= pack_.charge.value()) return {plug_, drawn_w_, drawn_w_, drawn_w_};
  return {plug_, drawn_w_, pack_.charge.value(), 0};
}

double Battery::slope() const {
  const BatteryFlow flow = this->flow();
  return pack_.efficiency * (flow.grid_w - flow.direct_w) - (flow.drawn_w - flow.direct_w);
}

void Battery::advance(double now_s) {
  if (now_s <= now_s_) return;
  level_j_ = std::clamp(level_j_ + slope() * (now_s - now_s_), 0.0, pack_.capacity.value());
  now_s_ = now_s;
}

void Battery::cross(BatteryCrossing crossing) {
  switch (crossing) {
    case BatteryCrossing::floor:
      on_ = ready_ = false;
      break;
    case BatteryCrossing::below_min_charge:
      ready_ = false;
      break;
    case BatteryCrossing::min_charge:
      on_ = ready_ = true;
      break;
    case BatteryCrossing::full:
      // A charger that stopped an ulp short of the capacity would start anew for ever.
      level_j_ = pack_.capacity.value();
      break;
  }
}

std::optional<NextCrossing> Battery::next_crossing() const {
  const double slope = this->slope();
  const auto reaches = [&](Joules level, BatteryCrossing crossing) {
    return NextCrossing{now_s_ + std::max(0.0, (level.value() - level_j_) / slope), crossing};
  };
  if (slope < 0 && ready_) return reaches(pack_.min_charge, BatteryCrossing::below_min_charge);
  if (slope < 0 && on_) return reaches(pack_.floor, BatteryCrossing::floor);
  if (slope > 0 && !ready_) return reaches(pack_.min_charge, BatteryCrossing::min_charge);
  if (slope > 0 && !is_full()) return reaches(pack_.capacity, BatteryCrossing::full);
  return std::nullopt;
}

}  // namespace roundwatt
