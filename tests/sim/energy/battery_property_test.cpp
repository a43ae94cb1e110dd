#include <rapidcheck.h>

#include <cmath>
#include <vector>

#include "sim/energy/battery_meter.hpp"
#include "tests/catch.hpp"

using namespace roundwatt;

namespace {

BatteryPack arbitrary_pack() {
  const double capacity = *rc::gen::inRange(1, 100000);
  const double floor = *rc::gen::inRange(0, 50) / 100.0;
  const double min_charge = floor + *rc::gen::inRange(1, 50) / 100.0;
  return {Joules{capacity}, Watts{*rc::gen::inRange(1, 400) / 4.0}, *rc::gen::inRange(1, 101) / 100.0,
          Joules{capacity * min_charge}, Joules{capacity * floor}};
}

/// Lets all crossings up to \p until happen; a device that is off draws nothing.
void play_until(BatteryMeter& meter, double until) {
  while (const auto next = meter.battery(0).next_crossing()) {
    if (next->time_s > until) return;
    meter.cross(0, next->crossing, next->time_s);
    if (!meter.battery(0).is_on()) meter.set_power(0, Watts{0}, next->time_s);
  }
}

}  // namespace

TEST_CASE("the level of a battery stays within its capacity and every joule is accounted for") {
  CHECK(rc::check("intervals tile, levels balance", [] {
    const BatteryPack pack = arbitrary_pack();
    const double initial = pack.floor.value() + (pack.capacity - pack.floor).value() * *rc::gen::inRange(1, 101) / 100;
    std::vector<BatteryRow> rows;
    BatteryMeter meter{{{HostId{0}, Battery{pack, Joules{initial}}}}, [&](const BatteryRow& row) { rows.push_back(row); }};
    double now = 0;
    for (int change = *rc::gen::inRange(0, 40); change > 0; --change) {
      now += *rc::gen::inRange(0, 4000) / 4.0;
      play_until(meter, now);
      const bool plugs = *rc::gen::arbitrary<bool>();
      if (plugs) {
        meter.set_plug(0, *rc::gen::element(Plug::in, Plug::out), now);
      } else if (meter.battery(0).is_on()) {
        meter.set_power(0, Watts{*rc::gen::inRange(0, 200) / 4.0}, now);
      }
    }
    play_until(meter, now + 1);
    meter.finish(now + 1);
    double end = 0;
    double level = initial;
    for (const BatteryRow& row : rows) {
      RC_ASSERT(row.start_s == end);
      RC_ASSERT(row.level_start_j == level);
      RC_ASSERT(row.level_end_j >= 0);
      RC_ASSERT(row.level_end_j <= pack.capacity.value());
      const double change = pack.efficiency * (row.from_grid_j - row.direct_j) - (row.drawn_j - row.direct_j);
      const double scale = pack.capacity.value() + row.from_grid_j + row.drawn_j;
      RC_ASSERT(std::abs(row.level_end_j - row.level_start_j - change) <= 1e-9 * scale);
      end = row.end_s;
      level = row.level_end_j;
    }
    RC_ASSERT(end == now + 1);
  }));
}
