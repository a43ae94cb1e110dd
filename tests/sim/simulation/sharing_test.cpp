#include <map>

#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// A flow of the reference: which links it crosses, how much is left.
struct ReferenceFlow {
  std::vector<std::string> links;
  double left;
  double rate = 0;
  double end = -1;
};

/// Max-min fair rates by progressive filling: the link that gives its flows least fixes them, and so on.
void fill(std::vector<ReferenceFlow>& flows, std::map<std::string, double> capacity) {
  std::vector<ReferenceFlow*> open;
  for (ReferenceFlow& flow : flows) {
    if (flow.end < 0) open.push_back(&flow);
  }
  while (!open.empty()) {
    std::map<std::string, int> users;
    for (const ReferenceFlow* flow : open) {
      for (const std::string& link : flow->links) ++users[link];
    }
    const auto tightest = std::min_element(users.begin(), users.end(), [&](const auto& a, const auto& b) {
      return capacity[a.first] / a.second < capacity[b.first] / b.second;
    });
    const double share = capacity[tightest->first] / tightest->second;
    std::vector<ReferenceFlow*> rest;
    for (ReferenceFlow* flow : open) {
      if (std::find(flow->links.begin(), flow->links.end(), tightest->first) == flow->links.end()) {
        rest.push_back(flow);
        continue;
      }
      flow->rate = share;
      for (const std::string& link : flow->links) capacity[link] -= share;
    }
    open = rest;
  }
}

/// When each flow ends if all start at 0 without latency.
void play(std::vector<ReferenceFlow>& flows, const std::map<std::string, double>& capacity) {
  double now = 0;
  const auto is_open = [](const ReferenceFlow& flow) { return flow.end < 0; };
  while (std::any_of(flows.begin(), flows.end(), is_open)) {
    fill(flows, capacity);
    double step = 1e300;
    for (const ReferenceFlow& flow : flows) {
      if (is_open(flow)) step = std::min(step, flow.left / flow.rate);
    }
    now += step;
    for (ReferenceFlow& flow : flows) {
      if (!is_open(flow)) continue;
      flow.left -= flow.rate * step;
      if (flow.left < 1e-6) flow.end = now;
    }
  }
}

/// A broadcast over access lines that each serve neighbouring clients, checked against the reference.
void check_broadcast(const SmallRun& run, std::size_t clients_per_line, double latency) {
  std::map<std::string, double> capacity;
  for (const LinkRow& link : run.rows<LinkRow>()) capacity[link.name] = link.bandwidth_byte_s;
  const auto parts = run.rows<ParticipationRow>();
  std::vector<ReferenceFlow> flows;
  for (std::size_t client = 0; client < parts.size(); ++client) {
    flows.push_back({{"server-line", "line-" + std::to_string(client / clients_per_line)}, 1e6});
  }
  play(flows, capacity);
  for (const ParticipationRow& part : parts) {
    CHECK(part.download_end_s == soft(latency + flows[static_cast<std::size_t>(part.client)].end));
  }
}

}  // namespace

TEST_CASE("two clients on one shared line take twice as long") {
  // 20 MB over 1 MB/s and 0.1 s: 20.1 s down for both; 10 s of training; 20.1 s up.
  const SmallRun run{"two-clients"};
  for (const ParticipationRow& part : run.rows<ParticipationRow>()) {
    CHECK(part.download_end_s == soft(20.1));
    CHECK(part.upload_end_s == soft(50.2));
  }
}

TEST_CASE("two stations of one access point share its airtime") {
  // Equal rates x with x/54 + x/6 = 1: x = 5.4 Mbit/s. 1 MB each, after 11 ms: 0.011 + 8/5.4 = 1.492481… s.
  const SmallRun run{"two-stations"};
  const ParticipationRow fast = run.participation("fast");
  const ParticipationRow slow = run.participation("slow");
  CHECK(fast.download_end_s == soft(0.011 + 8 / 5.4));
  CHECK(slow.download_end_s == soft(1.4924814814814813));
  // Down together and up together: of each 2 MB the fast station's take 8/54 s of airtime a way, the slow one's 8/6 s.
  CHECK(run.link("air").airtime_s == soft(2 * (8.0 / 54 + 8.0 / 6)));
  CHECK(run.link("air").energy_j == soft(2 * 2 * (8.0 / 54 + 8.0 / 6)));
}

TEST_CASE("a broadcast of 4 flows over 2 shared lines is max-min fair") {
  check_broadcast(SmallRun{"broadcast-4-2"}, 2, 0.0051);
}

TEST_CASE("a broadcast of 300 flows over 30 shared lines is max-min fair") {
  check_broadcast(SmallRun{"broadcast-300-30"}, 10, 0.0051);
}

TEST_CASE("a split-duplex line up and down at once is idle once") {
  // Two clients on one 1 MB/s line, 10 MB a message, one update wanted. Down together 0-20 s; fast uploads 25-40 s, from 30 s
  // at half rate beside slow, which ends at 45 s, too late. Round 2, fast alone: down 40-50 s at full rate, as the directions
  // do not slow each other; up 55-65 s.
  const SmallRun run{"split-duplex"};
  CHECK(run.participation("fast", 1).upload_end_s == soft(40));
  CHECK(run.participation("slow", 1).upload_end_s == soft(45));
  CHECK(run.participation("fast", 2).download_end_s == soft(50));
  CHECK(run.participation("fast", 2).upload_end_s == soft(65));
  // In use 0-20, 25-50 and 55-65 s: 55 s, although it is used both ways from 40 to 45 s. 60 MB at half of 6 W a direction.
  CHECK(run.link("line").busy_s == soft(55));
  CHECK(run.link("line").airtime_s == soft(60 / 2));
  CHECK(run.link("line").energy_j == soft(60 * 3));
}

TEST_CASE("rounds that use a line together share its busy time equally") {
  // From 40 to 45 s slow's late upload of round 1 and fast's download of round 2 are on the line: 2.5 s each.
  const SmallRun run{"split-duplex"};
  std::map<std::int32_t, double> busy;
  for (const LinkEnergyRow& row : run.rows<LinkEnergyRow>()) {
    if (row.link == run.row_named<LinkRow>("line")) busy[row.round] += row.busy_s;
  }
  CHECK(busy[1] == soft(20 + 15 + 2.5));
  CHECK(busy[2] == soft(2.5 + 5 + 10));
}

}  // namespace roundwatt
