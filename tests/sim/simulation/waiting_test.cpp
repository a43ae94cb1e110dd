#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("a round waits for the valley of its day and the next one is in it") {
  // valley.csv: 400, 380, 600 and 50 g/kWh from 03:00; the run starts at midnight, a round takes 30.2 s.
  const SmallRun run{"waiting"};
  const auto rounds = run.rows<RoundRow>();
  REQUIRE(rounds.size() == 2);
  CHECK(rounds[0].start_s == soft(3 * 3600));
  CHECK(rounds[0].end_s == soft(3 * 3600 + 30.2));
  CHECK(rounds[1].start_s == rounds[0].end_s);
  // Told at midnight: what holds, and each hour up to the slack and a round; at 03:00:30.2 only what has come true since.
  const auto signals = run.rows<SignalRow>();
  REQUIRE(signals.size() == 7);
  CHECK(signals[0].kind == "actual");
  CHECK(signals[0].value == 400);
  CHECK(signals[5].kind == "forecast");
  CHECK(signals[5].valid_s == soft(5 * 3600));
  CHECK(signals[6].kind == "actual");
  CHECK(signals[6].issued_s == rounds[0].end_s);
  CHECK(signals[6].valid_s == soft(3 * 3600));
  CHECK(signals[6].value == 50);
}

TEST_CASE("a wait that saves too little is not made") {
  // (400 - 50) / 400 = 0.875.
  const SmallRun run{"waiting", {"federation.wait.saving=0.9"}};
  CHECK(run.rows<RoundRow>().front().start_s == 0);
}

TEST_CASE("a slack that ends before the valley reaches as far as it can") {
  // Up to 01:30 the best is 380 from 01:00 on, which saves 5 %.
  const SmallRun run{"waiting", {"federation.wait.slack=90min"}};
  CHECK(run.rows<RoundRow>().front().start_s == soft(3600));
}

TEST_CASE("all waits together end with their total") {
  // Two hours are left of the three that the valley is away: only 380 from 01:00 on is within reach.
  const SmallRun run{"waiting", {"federation.wait.total=2h"}};
  CHECK(run.rows<RoundRow>().front().start_s == soft(3600));
}

TEST_CASE("a stop on time ends the run in the middle of a wait") {
  const SmallRun run{"waiting", {"stop={rounds: null, time: 100s}"}};
  CHECK(run.summary.end_s == soft(100));
  CHECK(run.rows<RoundRow>().empty());
  CHECK(run.intervals("client").back().end_s == soft(100));
}

TEST_CASE("an inverted forecast makes a round wait for the peak") {
  const SmallRun run{"waiting", {"carbon.forecast.file=" ROUNDWATT_SOURCE_DIR "/scenarios/small/inverted-forecast.csv"}};
  CHECK(run.rows<RoundRow>().front().start_s == soft(2 * 3600));
}

}  // namespace roundwatt
