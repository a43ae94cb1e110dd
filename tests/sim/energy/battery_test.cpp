#include "sim/energy/battery.hpp"

#include "tests/catch.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// 10 Wh; the charger draws 10 W and stores 8 of them; 20 % and 50 %.
constexpr double capacity_j = 36000;
BatteryPack ten_watt_hours() {
  return {Joules{capacity_j}, Watts{10}, 0.8, Joules{0.5 * capacity_j}, Joules{0.2 * capacity_j}};
}

Battery battery_at(double share) { return Battery{ten_watt_hours(), Joules{share * capacity_j}}; }

/// Lets the next crossing happen.
NextCrossing cross_next(Battery& battery) {
  const NextCrossing next = battery.next_crossing().value();
  battery.advance(next.time_s);
  battery.cross(next.crossing);
  return next;
}

}  // namespace

TEST_CASE("a full battery of 10 Wh lets 5 W run for 1.6 hours down to a fifth") {
  Battery battery = battery_at(1);
  battery.set_power(Watts{5});
  // 5 Wh / 5 W: from there on the device is not asked any more.
  const NextCrossing low = cross_next(battery);
  CHECK(low.crossing == BatteryCrossing::below_min_charge);
  CHECK(low.time_s == soft(3600));
  CHECK(battery.is_on());
  CHECK_FALSE(battery.is_ready());
  // 10 Wh x 0.8 / 5 W = 1.6 h
  const NextCrossing off = cross_next(battery);
  CHECK(off.crossing == BatteryCrossing::floor);
  CHECK(off.time_s == soft(1.6 * 3600));
  CHECK(battery.level_j() == soft(7200));
  CHECK_FALSE(battery.is_on());
  battery.set_power(Watts{0});
  CHECK_FALSE(battery.next_crossing());
}

TEST_CASE("a charger stores its efficiency's share and then feeds the device alone") {
  Battery battery = battery_at(0.9);
  battery.set_power(Watts{2});
  battery.set_plug(Plug::in);
  // 0.8 x 10 W - 2 W = 6 W for the 3600 J that lack: 600 s.
  CHECK(battery.flow() == BatteryFlow{Plug::in, 2, 10, 0});
  const NextCrossing full = cross_next(battery);
  CHECK(full.crossing == BatteryCrossing::full);
  CHECK(full.time_s == soft(600));
  CHECK(battery.flow() == BatteryFlow{Plug::in, 2, 2, 2});
  CHECK_FALSE(battery.next_crossing());
  battery.advance(1000);
  CHECK(battery.level_j() == capacity_j);
}

TEST_CASE("a device that draws more than its charger drains a full battery") {
  Battery battery = battery_at(1);
  battery.set_power(Watts{12});
  battery.set_plug(Plug::in);
  battery.advance(100);
  CHECK(battery.level_j() == soft(capacity_j - 4 * 100));  // 0.8 x 10 W - 12 W
}

TEST_CASE("a device that is off comes back at min charge and not at the floor") {
  Battery battery = battery_at(0.3);
  battery.set_power(Watts{5});
  CHECK(cross_next(battery).crossing == BatteryCrossing::floor);
  battery.set_power(Watts{0});
  battery.set_plug(Plug::in);
  const double since = battery.now_s();
  const NextCrossing back = cross_next(battery);
  CHECK(back.crossing == BatteryCrossing::min_charge);
  CHECK(back.time_s - since == soft(0.3 * capacity_j / 8));
  CHECK(battery.is_on());
  CHECK(battery.is_ready());
}
