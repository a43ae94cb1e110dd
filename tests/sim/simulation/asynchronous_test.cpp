#include <algorithm>
#include <cmath>

#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// The participations in the order in which they were asked.
std::vector<ParticipationRow> by_question(const SmallRun& run) {
  auto rows = run.rows<ParticipationRow>();
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.selected_s < b.selected_s; });
  return rows;
}

std::vector<RoundRow> by_number(const SmallRun& run) {
  auto rows = run.rows<RoundRow>();
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.round < b.round; });
  return rows;
}

}  // namespace

TEST_CASE("an asynchronous server merges each update as it comes") {
  // fast answers after 30.2 s, slow after 40.2 s. Versions at 30.2 (fast), 40.2 (slow, which has missed one), 60.4 (fast, asked
  // at 30.2, has missed slow's) and 80.4 s (slow, asked at 40.2, has missed fast's).
  const SmallRun run{"asynchronous"};
  const auto rounds = by_number(run);
  REQUIRE(rounds.size() == 4);
  const std::vector<double> versions_s{30.2, 40.2, 60.4, 80.4};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(rounds[i].end_s == soft(versions_s[i]));
    CHECK(rounds[i].closed_by == RoundEnd::quorum);
    CHECK(rounds[i].staleness_mean == (i == 0 ? 0 : 1));
  }
  CHECK(rounds[0].selected == 2);
  CHECK(rounds[0].aggregated == 2);
  // fast was asked a third time at 60.4 s, and the run ended while it trained.
  const auto parts = by_question(run);
  REQUIRE(parts.size() == 5);
  CHECK(parts.back().outcome == Outcome::cancelled);
  CHECK(parts.back().round == 4);
  CHECK(parts.back().end_s == soft(80.4));
  CHECK(run.summary.end_reason == "rounds");
}

TEST_CASE("an update that has missed too much is dropped and its client asked again") {
  // fast makes a version every 30.2 s. slow takes 40.2 s, and so always misses one: dropped at 40.2, 80.4 and 120.6 s.
  const SmallRun run{"asynchronous", {"federation.asynchronous.max_staleness=0"}};
  const auto rounds = by_number(run);
  REQUIRE(rounds.size() == 4);
  CHECK(rounds[3].end_s == soft(120.8));
  std::vector<double> dropped_s;
  for (const ParticipationRow& row : by_question(run)) {
    if (row.outcome == Outcome::dropped) dropped_s.push_back(row.end_s);
    CHECK((row.outcome != Outcome::aggregated || row.host == run.host("fast")));
  }
  REQUIRE(dropped_s.size() == 3);
  CHECK(dropped_s[0] == soft(40.2));
  CHECK(dropped_s[1] == soft(80.4));
  CHECK(dropped_s[2] == soft(120.6));
}

TEST_CASE("a run that ends between two versions closes the round under way") {
  const SmallRun run{"asynchronous", {"stop.time=50s"}};
  const auto rounds = by_number(run);
  REQUIRE(rounds.size() == 3);
  CHECK(rounds.back().closed_by == RoundEnd::end_of_run);
  CHECK(rounds.back().end_s == soft(50));
  CHECK(std::isnan(rounds.back().staleness_mean));
  CHECK(run.summary.end_reason == "time");
}

TEST_CASE("an answer at the instant at which the run ends is dropped") {
  const SmallRun run{"asynchronous", {"stop.time=40.2s"}};
  for (const ParticipationRow& row : run.rows<ParticipationRow>()) CHECK(row.end_s <= run.summary.end_s);
  std::int32_t selected = 0;
  for (const RoundRow& row : run.rows<RoundRow>()) selected += row.selected;
  CHECK(static_cast<std::size_t>(selected) == run.rows<ParticipationRow>().size());
}

TEST_CASE("a buffer that nobody is left to fill is merged as it is") {
  // Of four clients three die or go off in the first version: one answer at 30.2 s is all that comes. The one that is back then
  // makes two of each later version, 30.2 s each.
  const SmallRun run{"fedbuff"};
  const auto rounds = by_number(run);
  REQUIRE(rounds.size() == 4);
  CHECK(rounds[0].closed_by == RoundEnd::nobody_left);
  CHECK(rounds[0].failed == 3);
  CHECK(rounds[0].end_s == soft(30.2));
  CHECK(rounds[1].closed_by == RoundEnd::quorum);
  CHECK(rounds[1].aggregated == 2);
  CHECK(rounds[3].end_s == soft(120.8));
}

TEST_CASE("at concurrency one no update is stale") {
  const SmallRun run{"fedasync", {"federation.asynchronous.max_concurrency=1"}};
  for (const RoundRow& row : run.rows<RoundRow>()) CHECK(row.staleness_mean == 0);
}

TEST_CASE("an asynchronous server asks another as soon as a client leaves") {
  // Both are asked at 0 s, and fast again at 30.2 s. slow, asked at 0 s, is away from 35 s on: it is stopped while it sends, 5
  // s before its answer. fast alone makes versions at 30.2, 60.4 and 90.6 s.
  const SmallRun run{
      "asynchronous",
      {"federation.availability.kind=intervals",
       "federation.availability.intervals={file: " ROUNDWATT_SOURCE_DIR "/scenarios/small/leaves-at-35s.csv, afterwards: off}",
       "stop.rounds=3"}};
  const auto rounds = by_number(run);
  REQUIRE(rounds.size() == 3);
  CHECK(rounds[2].end_s == soft(90.6));
  std::vector<ParticipationRow> left;
  for (const ParticipationRow& row : by_question(run)) {
    if (row.outcome == Outcome::left) left.push_back(row);
  }
  REQUIRE(left.size() == 1);
  CHECK(left[0].host == run.host("slow"));
  CHECK(left[0].end_s == soft(35));
  CHECK(rounds[0].left == 1);
}

TEST_CASE("an asynchronous server keeps the place of a client until it gives it up") {
  // One place. With seed 2 slow has it first: it leaves at 35 s and is given up at 55 s; fast answers at 85.2 s.
  const SmallRun run{
      "asynchronous",
      {"seed=2", "federation.availability.kind=intervals", "federation.asynchronous.max_concurrency=1",
       "federation.availability.intervals={file: " ROUNDWATT_SOURCE_DIR "/scenarios/small/leaves-at-35s.csv, afterwards: off}",
       "federation.failure_detection.timeout=20s", "stop={time: 90s}"}};
  const auto parts = by_question(run);
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].outcome == Outcome::left);
  CHECK(parts[0].end_s == soft(35));
  CHECK(parts[1].selected_s == soft(55));
  CHECK(parts[1].end_s == soft(85.2));
  CHECK(by_number(run)[0].end_s == soft(85.2));
}

TEST_CASE("speeds and slow rounds of devices count in asynchronous runs") {
  // Training takes twice its 10 s on fast and 20 s on slow: answers after 40.2 and 60.2 s.
  const SmallRun run{"asynchronous", {"federation.devices.speed.distribution=constant", "federation.devices.speed.factor=0.5"}};
  const auto rounds = by_number(run);
  CHECK(rounds[0].end_s == soft(40.2));
  CHECK(rounds[1].end_s == soft(60.2));
}

}  // namespace roundwatt
