#include <string>
#include <vector>

#include "sim/base/text_file.hpp"
#include "sim/trace/trace_reader.hpp"
#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

const std::string small = ROUNDWATT_SOURCE_DIR "/scenarios/small/";

/// The trace of a small \p scenario with \p overrides, verified.
std::string simulate(const ScratchFolder& folder, const std::string& scenario, const std::string& name,
                     const std::vector<std::string>& overrides, const std::string& threads = "1") {
  const std::string trace = folder.file(name);
  std::vector<std::string> words{"run", small + scenario + ".yaml", "--quiet", "--threads", threads, "-o", trace};
  for (const std::string& text : overrides) words.insert(words.end(), {"--set", text});
  const CommandResult run = run_roundwatt(words);
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  const CommandResult check = run_analyze({"verify", trace});
  INFO(check.out << check.err);
  REQUIRE(check.exit_code == 0);
  return trace;
}

}  // namespace

TEST_CASE("one aggregator with one edge round learns what a server of rounds does to the last bit") {
  // One of the two clients at the wired site is drawn in each of 20 rounds.
  const ScratchFolder folder;
  const std::vector<std::string> wired{"data.clients=2", "federation.devices.sites=[wired]", "stop.rounds=20"};
  std::vector<std::string> hierarchical = wired, synchronous = wired;
  hierarchical.emplace_back("federation.hierarchical.edge_rounds=1");
  synchronous.insert(synchronous.end(), {"federation.mode=synchronous", "federation.hierarchical=null"});
  const TraceReader by_edge{simulate(folder, "hierarchical-learning", "edge.h5", hierarchical)};
  const TraceReader by_server{simulate(folder, "hierarchical-learning", "server.h5", synchronous)};
  const auto at_edge = by_edge.read_all<EvaluationRow>();
  const auto at_server = by_server.read_all<EvaluationRow>();
  REQUIRE(at_edge.size() == 20);
  REQUIRE(at_server.size() == 20);
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK(at_edge[i].train_loss == at_server[i].train_loss);
    CHECK(at_edge[i].test_loss == at_server[i].test_loss);
    CHECK(at_edge[i].test_accuracy == at_server[i].test_accuracy);
  }
  const auto clients_of = [](const TraceReader& trace) {
    std::vector<std::int32_t> clients;
    trace.for_each<ParticipationRow>([&](const ParticipationRow& row) { clients.push_back(row.client); });
    return clients;
  };
  CHECK(clients_of(by_edge) == clients_of(by_server));
}

TEST_CASE("what edge aggregators learn is the same whatever the threads") {
  const ScratchFolder folder;
  const std::string one = read_text_file(simulate(folder, "hierarchical-learning", "one.h5", {}, "1"));
  CHECK(read_text_file(simulate(folder, "hierarchical-learning", "two.h5", {}, "2")) == one);
  CHECK(read_text_file(simulate(folder, "hierarchical-learning", "eight.h5", {}, "8")) == one);
}

TEST_CASE("edge rounds with deadlines and clients that leave lose no byte") {
  const ScratchFolder folder;
  const TraceReader trace{
      simulate(folder, "hierarchical", "leaving.h5",
               {"federation.stragglers={deadline: 31s, late: drop}",
                "federation.devices.slow_down={distribution: log-normal, sigma: 0.5}",
                "federation.availability={kind: renewal, renewal: {mean_on: 90s, mean_off: 20s}}", "stop.rounds=12"})};
  double sent = 0, received_or_lost = 0;
  std::size_t lost = 0;
  trace.for_each<ParticipationRow>([&](const ParticipationRow& row) {
    sent += row.bytes_down + row.bytes_up;
    received_or_lost += row.bytes_lost;
    if (row.outcome != Outcome::aggregated) ++lost;
    CHECK(row.aggregator >= 0);
    CHECK(row.bytes_lost <= row.bytes_down + row.bytes_up);
  });
  CHECK(lost > 0);
  CHECK(received_or_lost < sent);
}
