#include <cmath>

#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("two edge rounds on two sites take the times of the hand calculation") {
  // 10 MB to each aggregator over a line of its own of 2 MB/s: 5 s. An edge round: 10 MB to each client at 1 MB/s, on lines of
  // their own at the wired site, as halves of the 2 MB/s of the access point at the other: 10 s; 10 samples of 1 Gflop at
  // 1 Gflop/s: 10 s; 10 s up; two updates of 1 Gflop on the aggregator: 2 s. Two of them: 64 s. 5 s up. Two edge models of
  // 1 Gflop on the server's 10 Gflop/s: 0.2 s. In all 5 + 64 + 5 + 0.2 = 74.2 s.
  const SmallRun run{"hierarchical"};
  CHECK(run.summary.end_s == soft(74.2));
  CHECK(run.summary.rounds == 1);
  const auto rounds = run.rows<RoundRow>();
  REQUIRE(rounds.size() == 5);
  for (std::size_t i = 0; i < 4; ++i) {
    const RoundRow& edge = rounds[i];
    const double start_s = edge.edge_round == 1 ? 5 : 37;
    CHECK(edge.level == 1);
    CHECK(edge.round == 1);
    CHECK(edge.edge_round == static_cast<std::int32_t>(i / 2 + 1));
    CHECK(edge.start_s == soft(start_s));
    CHECK(edge.closed_s == soft(start_s + 30));
    CHECK(edge.end_s == soft(start_s + 32));
    CHECK(edge.aggregated == 2);
    CHECK(edge.bytes_down == 20e6);
    CHECK(edge.bytes_up == 20e6);
  }
  const RoundRow& global = rounds.back();
  CHECK(global.level == 0);
  CHECK(global.aggregator == run.host("server"));
  CHECK(global.selected == 2);
  CHECK(global.aggregated == 2);
  CHECK(global.closed_s == soft(74));
  // Each model crosses an uplink once each way, and a client's line twice each way.
  CHECK(run.link("wired-uplink").bytes == soft(20e6));
  CHECK(run.link("wireless-uplink").bytes == soft(20e6));
  CHECK(run.link("line-1").bytes == soft(40e6));
  CHECK(run.link("air").bytes == soft(80e6));
  // 80 MB at 2 MB/s of airtime, 7 - 5 W above idle.
  CHECK(run.link("air").energy_j == soft(40 * 2));
  // Half of 4 - 2 W each way: 40 MB at 1 MB/s.
  CHECK(run.link("line-1").energy_j == soft(40));
  // Aggregating: 2 s at 60 W twice.
  CHECK(run.energy("wired-aggregator", Activity::aggregate) == soft(240));
  CHECK(run.energy("wireless-aggregator", Activity::aggregate) == soft(240));
  CHECK(run.energy("wired-1", Activity::train) == soft(2 * 10 * 50));
  CHECK(run.energy("server", Activity::aggregate) == soft(0.2 * 200));
}

TEST_CASE("what goes between server and aggregators stands among the transfers") {
  const SmallRun run{"hierarchical"};
  const auto transfers = run.rows<TransferRow>();
  REQUIRE(transfers.size() == 4);
  for (const TransferRow& row : transfers) {
    const bool down = row.purpose == TransferPurpose::model;
    CHECK((down ? row.source : row.destination) == run.host("server"));
    CHECK(row.start_s == soft(down ? 0 : 69));
    CHECK(row.end_s == soft(down ? 5 : 74));
    CHECK(row.bytes == 10e6);
  }
}

TEST_CASE("a round goes on without an aggregator that died") {
  // It goes off at 50 s, 3 s into its clients' second training of 10 s from 47 s: both are stopped then.
  const SmallRun run{"hierarchical-failing"};
  CHECK(run.summary.rounds == 2);
  std::vector<RoundRow> globals;
  for (const RoundRow& row : run.rows<RoundRow>()) {
    if (row.level == 0) globals.push_back(row);
    if (row.round != 1 || row.edge_round != 2 || row.aggregator != run.host("wired-aggregator")) continue;
    CHECK(row.closed_by == RoundEnd::aggregator_lost);
    CHECK(row.closed_s == soft(50));
    CHECK(row.failed == 2);
  }
  REQUIRE(globals.size() == 2);
  CHECK(globals[0].selected == 2);
  CHECK(globals[0].aggregated == 1);
  CHECK(globals[0].failed == 1);
  CHECK(globals[1].selected == 1);
  CHECK(globals[1].aggregated == 1);
}

TEST_CASE("a stop in the middle of an edge round ends everything at once") {
  const SmallRun run{"hierarchical", {"stop.time=20s"}};
  CHECK(run.summary.end_s == soft(20));
  for (const ParticipationRow& row : run.rows<ParticipationRow>()) {
    CHECK(row.outcome == Outcome::cancelled);
    CHECK(row.end_s == soft(20));
  }
  for (const RoundRow& row : run.rows<RoundRow>()) CHECK(row.closed_by == RoundEnd::end_of_run);
}

}  // namespace roundwatt
