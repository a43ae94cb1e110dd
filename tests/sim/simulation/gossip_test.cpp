#include <cmath>
#include <map>
#include <set>

#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// The transfers from one host to another in one step.
std::vector<TransferRow> transfers(const SmallRun& run, const std::string& from, const std::string& to, std::int32_t step) {
  std::vector<TransferRow> found;
  for (const TransferRow& row : run.rows<TransferRow>()) {
    if (row.source == run.host(from) && row.destination == run.host(to) && row.round == step) found.push_back(row);
  }
  return found;
}

double joules(const SmallRun& run, const std::string& host, double HostEnergyRow::*part) {
  double sum = 0;
  for (const HostEnergyRow& row : run.intervals(host)) sum += row.*part;
  return sum;
}

}  // namespace

TEST_CASE("three peers in a ring by hand") {
  // a and b train until 10 s and send until 20.1 s; c trains until 20 s, and its model comes at 30.1 s. The second step the
  // same.
  const SmallRun run{"gossip-ring"};
  for (const char* peer : {"a", "b", "c"}) {
    CHECK(run.participation(peer, 1).end_s == soft(30.1));
    CHECK(run.participation(peer, 2).end_s == soft(60.2));
    CHECK(run.participation(peer, 2).outcome == Outcome::aggregated);
  }
  CHECK(run.participation("a", 1).train_end_s == soft(10));
  CHECK(run.participation("a", 1).upload_end_s == soft(20.1));
  CHECK(run.participation("c", 1).upload_start_s == soft(20));
  const auto sent = transfers(run, "a", "b", 2);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].start_s == soft(40.1));
  CHECK(sent[0].end_s == soft(50.2));
  CHECK(sent[0].bytes == 10e6);
  CHECK(sent[0].purpose == TransferPurpose::model);
  CHECK(run.rows<TransferRow>().size() == 12);
  const auto rounds = run.rows<RoundRow>();
  REQUIRE(rounds.size() == 2);
  CHECK(rounds[1].start_s == soft(30.1));
  CHECK(rounds[1].end_s == soft(60.2));
  CHECK(rounds[1].aggregator == -1);
  CHECK(rounds[1].aggregated == 3);
}

TEST_CASE("what three peers in a ring spend by hand") {
  // a: 5 W for 60.2 s, 45 W more in 2 x 10 s of training; it sends in 2 x 10.1 s (2 W), and receives from 10 to 30.1 and
  // from 40.1 to 60.2 s (1 W). A split line: 4 x 10 MB at 1 MB/s, half of 2 W each.
  const SmallRun run{"gossip-ring"};
  CHECK(joules(run, "a", &HostEnergyRow::base_j) == soft(5 * 60.2));
  CHECK(joules(run, "a", &HostEnergyRow::compute_j) == soft(45 * 20));
  CHECK(joules(run, "a", &HostEnergyRow::tx_j) == soft(2 * 20.2));
  CHECK(joules(run, "a", &HostEnergyRow::rx_j) == soft(40.2));
  CHECK(joules(run, "c", &HostEnergyRow::compute_j) == soft(45 * 40));
  CHECK(run.link("line-ab").bytes == soft(40e6));
  CHECK(run.link("line-ab").energy_j == soft(40));
}

TEST_CASE("the ring and its weights stand in the trace") {
  const SmallRun run{"gossip-ring"};
  const auto edges = run.rows<TopologyRow>();
  REQUIRE(edges.size() == 3);
  for (const TopologyRow& edge : edges) CHECK(edge.weight == soft(1.0 / 3));
}

TEST_CASE("models are on their way while peers train in D-PSGD") {
  // Step 1: a and b are done at 10.1 s; c trains until 20 s. a and b train the second time until 20.1 s and need c's model of
  // that step, which leaves at 20 s: 30.1 s. c trains until 40 s.
  const SmallRun run{"gossip-dpsgd"};
  CHECK(run.participation("a", 1).upload_start_s == soft(0));
  CHECK(run.participation("a", 1).end_s == soft(10.1));
  CHECK(run.participation("c", 1).end_s == soft(20));
  CHECK(run.participation("a", 2).end_s == soft(30.1));
  CHECK(run.summary.end_s == soft(40));
}

TEST_CASE("thirds of the model go around the ring") {
  // Each sends 2 (3 - 1) thirds, 0.1 + 10/3 s each; c, the last to train, begins at 20 s: 20 + 4 x 3.4333 s a step.
  const SmallRun run{"gossip-all-reduce"};
  CHECK(run.participation("c", 1).end_s == Approx(20 + 4 * (0.1 + 10.0 / 3)).margin(1e-5));
  CHECK(run.summary.end_s == Approx(2 * (20 + 4 * (0.1 + 10.0 / 3))).margin(1e-5));
  double bytes = 0;
  for (const TransferRow& row : run.rows<TransferRow>()) bytes += row.round == 1 ? row.bytes : 0;
  CHECK(bytes == soft(3 * 2 * (3 - 1) / 3.0 * 10e6));
  CHECK(transfers(run, "a", "b", 1).size() == 4);
  CHECK(transfers(run, "b", "a", 1).empty());
  CHECK(run.rows<TopologyRow>()[0].weight == soft(1.0 / 3));
}

TEST_CASE("a pair sends both ways and nobody is in two pairs at once") {
  const SmallRun run{"gossip-pairwise", {"stop.rounds=8"}};
  auto rows = run.rows<TransferRow>();
  REQUIRE(rows.size() == 2 * 3 * 8);
  std::map<std::int32_t, std::set<std::pair<double, double>>> spans;
  for (const TransferRow& row : rows) {
    spans[row.source].insert({row.start_s, row.end_s});
    spans[row.destination].insert({row.start_s, row.end_s});
  }
  for (const auto& [host, of_host] : spans) {
    double over_s = 0;
    for (const auto& [start_s, end_s] : of_host) {
      CHECK(start_s >= over_s - 1e-9);
      over_s = end_s;
    }
  }
  for (const ParticipationRow& row : run.rows<ParticipationRow>()) CHECK(row.outcome == Outcome::aggregated);
}

TEST_CASE("neighbours of a peer that fails do not wait for it") {
  // b dies at 15 s, 4.9 of 10 MB on each way lost. a and c end the step at 30.1 s without it. b is back at 18 s and joins in
  // with step 2: it trains until 28 s, and its models are there at 38.1 s, before the others'.
  const SmallRun run{"gossip-failing"};
  CHECK(run.participation("b", 1).outcome == Outcome::failed);
  CHECK(run.participation("b", 1).end_s == soft(15));
  CHECK(run.participation("a", 1).end_s == soft(30.1));
  CHECK(run.participation("b", 2).selected_s == soft(18));
  CHECK(run.participation("b", 2).upload_end_s == soft(38.1));
  CHECK(run.summary.end_s == soft(60.2));
  CHECK(transfers(run, "a", "b", 1)[0].bytes_lost == soft(4.9e6));
  CHECK(transfers(run, "c", "b", 1).empty());
  for (const TransferRow& row : run.rows<TransferRow>()) CHECK((row.bytes_lost == 0 || row.bytes_lost == row.bytes));
}

TEST_CASE("an all-reduce that loses a member mixes nothing and closes over the gap") {
  const SmallRun run{"gossip-failing", {"federation.gossip.exchange=ring-all-reduce", "stop.rounds=3"}};
  CHECK(run.participation("b", 1).outcome == Outcome::failed);
  CHECK(run.participation("a", 1).outcome == Outcome::aggregated);
  CHECK(transfers(run, "a", "b", 3).size() == 4);
  CHECK(run.summary.end_reason == "rounds");
}

TEST_CASE("peers that are all off for good end the run with the reason") {
  CHECK_THROWS_WITH((SmallRun{"gossip-ring", {"platform.file=" ROUNDWATT_SOURCE_DIR "/platforms/small/dying-ring.xml"}}),
                    "no peer can go on any more: all 3 devices are off for good at 15 s");
}

TEST_CASE("what is in flight when a run of peers ends is cancelled and recorded") {
  // At 15 s a and b have sent each other and c 4.9 MB each, and c trains.
  const SmallRun run{"gossip-ring", {"stop.time=15s"}};
  CHECK(run.rows<TransferRow>().size() == 4);
  for (const TransferRow& row : run.rows<TransferRow>()) CHECK(row.bytes_lost == soft(4.9e6));
  for (const ParticipationRow& row : run.rows<ParticipationRow>()) CHECK(row.outcome == Outcome::cancelled);
  const auto rounds = run.rows<RoundRow>();
  REQUIRE(rounds.size() == 1);
  CHECK(rounds[0].closed_by == RoundEnd::end_of_run);
}

TEST_CASE("peers that learn are evaluated one by one and together") {
  const SmallRun run{"gossip-learning"};
  std::vector<EvaluationRow> together;
  std::map<std::int32_t, double> sums;
  for (const EvaluationRow& row : run.rows<EvaluationRow>()) {
    if (row.scope == EvaluationScope::global) together.push_back(row);
    if (row.scope == EvaluationScope::peer) sums[row.round] += row.test_accuracy;
  }
  REQUIRE(together.size() == 4);
  for (const EvaluationRow& row : together) CHECK(row.test_accuracy == soft(sums[row.round] / 9));
  const auto metrics = run.rows<LearningMetricsRow>();
  REQUIRE(metrics.size() == 4);
  for (const LearningMetricsRow& row : metrics) CHECK(row.consensus_distance > 0);
  CHECK(metrics.back().average_accuracy > 0.8);
}

TEST_CASE("peers that know all others agree after each step") {
  const SmallRun run{"gossip-learning", {"federation.topology.kind=complete"}};
  for (const LearningMetricsRow& row : run.rows<LearningMetricsRow>()) {
    CHECK(row.consensus_distance < 1e-6);  // a peer's own weight is 1 less those of the others, in double
    CHECK(row.worst_peer_accuracy == row.average_accuracy);
  }
}

TEST_CASE("an accuracy measured elsewhere is reported for peers too") {
  const SmallRun run{"gossip-ring",
                     {"learning.kind=replay", "learning.replay.file=" ROUNDWATT_SOURCE_DIR "/scenarios/small/replay.csv"}};
  CHECK(run.rows<EvaluationRow>().size() == 2);
}

}  // namespace roundwatt
