#include <cmath>

#include "sim/base/error.hpp"
#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("a client that leaves while it trains stops at that instant and the server gives it up later") {
  // slow trains at 50 W from 10.1 s and leaves at 25 s: 14.9 s. fast's update is there at 30.2 s; the server waits for slow
  // until 25 + 30 = 55 s. Round 2 has fast alone; slow is back at 60 s and takes part in round 3.
  const SmallRun run{"availability-intervals"};
  const ParticipationRow slow = run.participation("slow");
  CHECK(slow.outcome == Outcome::left);
  CHECK(slow.end_s == soft(25));
  CHECK(std::isnan(slow.train_end_s));
  CHECK(slow.bytes_down == 10e6);
  CHECK(slow.bytes_lost == 0);
  CHECK(run.energy("slow", Activity::train) == soft(50 * 14.9 + 50 * 20));  // of rounds 1 and 3
  const std::vector<RoundRow> rounds = run.rows<RoundRow>();
  CHECK(rounds[0].left == 1);
  CHECK(rounds[0].closed_by == RoundEnd::nobody_left);
  CHECK(rounds[0].closed_s == soft(55));
  CHECK(rounds[1].selected == 1);
  CHECK(rounds[2].selected == 2);
}

TEST_CASE("a server that learns at once goes on with who is there") {
  const SmallRun run{"availability-intervals", {"federation.failure_detection.timeout=0"}};
  CHECK(run.rows<RoundRow>().front().closed_s == soft(30.2));
}

TEST_CASE("a client that leaves in the middle of its upload has sent what it sent") {
  // slow uploads from 30.1 s on a line of 1 MB/s and 0.1 s latency: by 35 s 4.8 MB have left it.
  const SmallRun run{"deadline",
                     {"federation.stragglers=null", "federation.availability.kind=intervals",
                      "federation.availability.intervals={file: " ROUNDWATT_SOURCE_DIR
                      "/scenarios/small/leaves-at-35s.csv, afterwards: off}"}};
  const ParticipationRow slow = run.participation("slow");
  CHECK(slow.outcome == Outcome::left);
  CHECK(slow.end_s == soft(35));
  CHECK(slow.bytes_up == soft(4.8e6));
  CHECK(slow.bytes_lost == soft(4.8e6));
}

TEST_CASE("a round that everybody leaves is recorded without an update") {
  const SmallRun run{"availability-renewal"};
  std::int32_t empty = 0;
  for (const RoundRow& round : run.rows<RoundRow>()) {
    if (round.aggregated > 0) continue;
    ++empty;
    CHECK(round.left == round.selected);
    CHECK(round.closed_by == RoundEnd::nobody_left);
  }
  CHECK(empty == 8);
}

TEST_CASE("nobody who ever comes back ends the run with the reason") {
  const auto run = [] {
    SmallRun{"availability-intervals", {"federation.availability.intervals.afterwards=off", "stop={rounds: 100}"}};
  };
  CHECK_THROWS_WITH(run(), ContainsSubstring("no client can take part any more: each of 2 is away for good"));
}

TEST_CASE("payload that is sent is received or lost under churn") {
  // Each participation sends the model down and up, 1 MB each; what did not arrive whole is lost.
  const SmallRun run{"availability-renewal", {"stop={rounds: 60}"}};
  double carried = 0;
  for (const ParticipationRow& row : run.rows<ParticipationRow>()) {
    const double received = (std::isnan(row.download_end_s) ? 0 : 1e6) + (std::isnan(row.upload_end_s) ? 0 : 1e6);
    CHECK(row.bytes_down + row.bytes_up == soft(received + row.bytes_lost).margin(1e-3));
    CHECK((row.outcome == Outcome::left || row.outcome == Outcome::aggregated));
    carried += row.bytes_down + row.bytes_up;
  }
  double in_rounds = 0;
  for (const RoundRow& row : run.rows<RoundRow>()) in_rounds += row.bytes_down + row.bytes_up;
  CHECK(in_rounds == soft(carried));
}

TEST_CASE("no host works for a client that is away") {
  // The record of slow, on until 25 s and from 60 to 400 s of each 400 s, against all that its host does.
  const SmallRun run{"availability-intervals", {"stop={rounds: 40}"}};
  bool seen = false;
  for (const HostEnergyRow& row : run.intervals("slow")) {
    if (row.activity == Activity::idle) continue;
    seen = true;
    const double lap = std::floor((row.start_s + 1e-6) / 400) * 400;
    const bool before = row.end_s <= lap + 25 + 1e-6;
    const bool after = row.start_s >= lap + 60 - 1e-6 && row.end_s <= lap + 425 + 1e-6;
    CHECK((before || after));
  }
  CHECK(seen);
}

TEST_CASE("clients that are there at night work by the clock of their place") {
  // Paris, the night before clocks go forward: 22:00 is 9 h after the start, 07:00 17 h, each give or take the jitter.
  const SmallRun run{"availability-diurnal", {"federation.availability.diurnal.share=1", "stop={rounds: 5}"}};
  for (const ParticipationRow& row : run.rows<ParticipationRow>()) {
    const double hour = std::fmod(row.selected_s, 86400) / 3600;
    CHECK(hour >= 7.5);  // 20:00 UTC once clocks have gone forward
    CHECK(hour <= 17.5);
    CHECK(row.end_s - row.selected_s <= 9.5 * 3600);
  }
  CHECK(run.rows<RoundRow>().front().start_s >= 8.5 * 3600);
}

}  // namespace roundwatt
