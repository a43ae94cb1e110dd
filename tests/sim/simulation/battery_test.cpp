#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "tests/catch.hpp"
#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("a device goes off at the floor of its battery in the middle of its training") {
  // 10 Wh x 0.8 / 5 W = 1.6 h = 5760 s. It is plugged in at 21:00 UTC, 10800 s, and stores 8 W of the charger's 10 W: 3 Wh up
  // to 50 % take 1350 s. On, the 8 W less its own 5 W fill the 18000 J that lack in 6000 s; the download, 600 epochs of 10 s
  // and the upload take 20.2 s longer, on the grid alone.
  const SmallRun run{"battery"};
  const ParticipationRow first = run.participation("client", 1);
  CHECK(first.outcome == Outcome::failed);
  CHECK(first.end_s == soft(5760));
  CHECK(std::isnan(first.train_end_s));
  const ParticipationRow second = run.participation("client", 2);
  CHECK(second.outcome == Outcome::aggregated);
  CHECK(second.selected_s == soft(12150));
  CHECK(second.end_s == soft(18170.2));
  CHECK(run.energy("client", Activity::off) == 0);
  const std::vector<BatteryRow> rows = run.rows<BatteryRow>();
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].end_s == soft(5760));
  CHECK(rows[0].level_end_j == soft(7200));
  CHECK(rows[1].drawn_j == 0);  // off
  CHECK(rows[1].end_s == soft(10800));
  CHECK(rows[2].end_s == soft(12150));
  CHECK(rows[2].from_grid_j == soft(13500));
  CHECK(rows[3].end_s == soft(18150));
  CHECK(rows[3].level_end_j == 36000);
  CHECK(rows[4].from_grid_j == soft(5 * 20.2));
  CHECK(rows[4].direct_j == rows[4].drawn_j);
}

TEST_CASE("a run whose devices are below min charge for good ends and says so") {
  CHECK_THROWS_WITH(
      (SmallRun{"battery",
                {"federation.battery.initial=0.3", "federation.battery.charging=never", "federation.battery.daily=null"}}),
      "no client can take part any more: all 1 devices are off, or too low on battery (federation.battery), for "
      "good at 0 s");
}

TEST_CASE("a device that is too low to be asked is asked at the instant at which it holds enough") {
  // 30 % to 50 % are 7200 J at 8 W - 5 W: 2400 s.
  const SmallRun run{"battery",
                     {"federation.battery.initial=0.3", "federation.battery.charging=always", "federation.battery.daily=null",
                      "stop.rounds=1"}};
  CHECK(run.participation("client").selected_s == soft(2400));
}

TEST_CASE("an asynchronous run leaves out devices that are off and goes on when they are back") {
  const SmallRun run{"battery",
                     {"federation.mode=asynchronous", "federation.clients_per_round=null",
                      "federation.asynchronous.algorithm=fedasync", "federation.asynchronous.max_concurrency=1"}};
  CHECK(run.participation("client", 1).outcome == Outcome::failed);
  CHECK(run.participation("client", 1).end_s == soft(5760));
  CHECK(run.participation("client", 2).selected_s == soft(12150));
  CHECK(run.participation("client", 2).outcome == Outcome::aggregated);
}

TEST_CASE("a charging window follows the local clock when it goes forward") {
  // On 2021-03-28 Paris skips from 02:00 to 03:00: 22:00 to 06:00 are 7 h, from 21:00 UTC to 04:00 UTC, 10800 s to 36000 s.
  const SmallRun run{"battery", {"start=2021-03-27T18:00:00Z", "stop={rounds: null, time: 40000s}"}};
  double unplugged_s = -1;
  for (const BatteryRow& row : run.rows<BatteryRow>()) {
    if (row.plugged != 0) unplugged_s = row.end_s;
  }
  CHECK(unplugged_s == soft(36000));
}

TEST_CASE("a charging window follows the local clock when it goes back") {
  // On 2021-10-31 Paris has 02:00 to 03:00 twice: 22:00 to 06:00 are 9 h, from 20:00 UTC to 05:00 UTC, 7200 s to 39600 s.
  const SmallRun run{"battery", {"start=2021-10-30T18:00:00Z", "stop={rounds: null, time: 45000s}"}};
  double unplugged_s = -1;
  for (const BatteryRow& row : run.rows<BatteryRow>()) {
    if (row.plugged != 0) unplugged_s = row.end_s;
  }
  CHECK(unplugged_s == soft(39600));
}

TEST_CASE("with the filter charging a device is asked once it is plugged in and not before") {
  // 19:30 in Paris is 18:30 UTC, half an hour after the start.
  const SmallRun run{"battery",
                     {"federation.selection.filters=charging", "federation.battery.daily.from='19:30'", "stop.rounds=1"}};
  CHECK(run.participation("client").selected_s == soft(1800));
}

TEST_CASE("who is asked over days is plugged in and holds enough and nobody works while off") {
  const SmallRun run{
      "broadcast-4-2",
      {"start=2021-10-29T12:00:00Z", "platform.defaults.hosts={battery_wh: 10, battery_charge_w: 20, charge_efficiency: 0.9}",
       "federation.clients_per_round=2", "federation.selection.filters=[charging]", "learning.local.epochs=20",
       "federation.battery={initial: 0.3, initial_to: 0.9, min_charge: 0.5, floor: 0.2, charging: daily, "
       "daily: {from: '22:00', to: '06:00', jitter: 2h}}",
       "stop={rounds: null, time: 3d}"}};
  const auto rows = run.rows<BatteryRow>();
  const double min_charge_j = run.rows<BatteryPackRow>().at(0).min_charge_j;
  const auto participations = run.rows<ParticipationRow>();
  CHECK(participations.size() > 100);
  for (const ParticipationRow& part : participations) {
    const auto holds = [&](const BatteryRow& row) {
      return row.host == part.host && row.start_s <= part.selected_s && part.selected_s < row.end_s;
    };
    const auto row = std::find_if(rows.begin(), rows.end(), holds);
    REQUIRE(row != rows.end());
    CHECK(row->plugged == 1);
    const double done = (part.selected_s - row->start_s) / (row->end_s - row->start_s);
    CHECK(row->level_start_j + done * (row->level_end_j - row->level_start_j) >= min_charge_j - 1e-3);
  }
  bool some_went_off = false;
  for (const HostEnergyRow& row : run.rows<HostEnergyRow>()) {
    if (row.activity != Activity::off) continue;
    some_went_off = true;
    CHECK(row.energy_j == 0);
  }
  CHECK(some_went_off);
}

TEST_CASE("edge aggregators wait for batteries too") {
  // 36 kJ, 40 W of which 20 W are stored less 5 W of its own: 0.1 x 36 kJ / 15 W = 240 s to half.
  const SmallRun run{"hierarchical",
                     {"platform.defaults.hosts={battery_wh: 10, battery_charge_w: 40, charge_efficiency: 0.5}",
                      "federation.battery={initial: 0.4, min_charge: 0.5, floor: 0.2, charging: always}"}};
  for (const ParticipationRow& part : run.rows<ParticipationRow>()) {
    if (part.client >= 0) CHECK(part.selected_s >= 240 - 1e-6);
  }
  CHECK(run.rows<RoundRow>().size() == 5);
}

TEST_CASE("with the filter wifi only stations of access points are asked") {
  const SmallRun run{"hierarchical",
                     {"federation.mode=synchronous", "federation.hierarchical=null", "federation.clients_per_round=4",
                      "federation.selection.filters=wifi"}};
  CHECK(run.rows<ParticipationRow>().size() == 2);
}

TEST_CASE("the filter wifi without a station is refused") {
  CHECK_THROWS_WITH((SmallRun{"one-client", {"federation.selection.filters=wifi"}}),
                    ContainsSubstring("no client with samples is on one that is a station of an access point"));
}

}  // namespace roundwatt
