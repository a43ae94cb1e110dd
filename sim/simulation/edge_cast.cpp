#include "sim/simulation/edge_cast.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"

namespace roundwatt {

namespace {

constexpr const char* names_key = "federation.hierarchical.aggregators";

std::vector<PlannedAggregator> chosen(const Scenario& scenario, const std::vector<HostCandidate>& candidates,
                                      const HostCandidate& server, ProblemList& problems) {
  const std::vector<std::string>& wanted = scenario.federation.hierarchical.aggregators;
  std::vector<std::string> known;
  std::vector<PlannedAggregator> aggregators;
  for (const HostCandidate& candidate : candidates) {
    if (candidate.kind == HostKind::device || candidate.name == server.name) continue;
    known.push_back(candidate.name);
    const bool named = std::find(wanted.begin(), wanted.end(), candidate.name) != wanted.end();
    if (named || (wanted.empty() && candidate.kind == HostKind::aggregator)) aggregators.push_back({candidate, {}});
  }
  for (const std::string& name : wanted) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    problems.add(
        scenario.problem(names_key, fmt::format("{} = {}: the platform has no such host beside the server and devices.{} {}",
                                                names_key, name, did_you_mean(name, known),
                                                known.empty() ? "Give hosts the property kind = aggregator."
                                                              : fmt::format("There are: {}.", fmt::join(known, ", ")))));
  }
  if (aggregators.empty() && problems.empty()) {
    problems.add(scenario.problem("federation.mode",
                                  "federation.mode = hierarchical, but the platform has no aggregator. Give hosts the property "
                                  "kind = aggregator, or name some as federation.hierarchical.aggregators."));
  }
  return aggregators;
}

void assign_by_site(const Scenario& scenario, const RunCast& cast, std::vector<PlannedAggregator>& aggregators,
                    ProblemList& problems) {
  std::set<std::string> without;
  for (std::size_t i = 0; i < cast.clients.size(); ++i) {
    const auto own = std::find_if(aggregators.begin(), aggregators.end(),
                                  [&](const auto& one) { return one.host.site == cast.clients[i].device->site; });
    if (own == aggregators.end()) {
      without.insert(cast.clients[i].device->site);
    } else {
      own->clients.push_back(i);
    }
  }
  if (without.empty()) return;
  problems.add(
      scenario.problem("federation.hierarchical.assignment",
                       fmt::format("federation.hierarchical.assignment = by_site, but there are clients at {} without an "
                                   "aggregator. Give each of these sites one, choose other federation.devices.sites, or "
                                   "say round_robin.",
                                   fmt::join(without, ", "))));
}

void require_one_each(const Scenario& scenario, const std::vector<PlannedAggregator>& aggregators, ProblemList& problems) {
  std::set<std::string> sites;
  for (const PlannedAggregator& one : aggregators) {
    if (sites.insert(one.host.site).second) continue;
    problems.add(scenario.problem(
        "federation.hierarchical.assignment",
        fmt::format(
            "federation.hierarchical.assignment = by_site, but site {} has several aggregators. Name one of them in {}, "
            "or say round_robin.",
            one.host.site, names_key)));
  }
}

}  // namespace

std::vector<PlannedAggregator> cast_edge(const Scenario& scenario, const std::vector<HostCandidate>& candidates,
                                         const RunCast& cast) {
  ProblemList problems;
  std::vector<PlannedAggregator> aggregators = chosen(scenario, candidates, *cast.server, problems);
  problems.throw_if_any();
  if (scenario.federation.hierarchical.assignment == EdgeAssignment::by_site) {
    require_one_each(scenario, aggregators, problems);
    assign_by_site(scenario, cast, aggregators, problems);
  } else {
    for (std::size_t i = 0; i < cast.clients.size(); ++i) aggregators[i % aggregators.size()].clients.push_back(i);
  }
  for (const PlannedAggregator& one : aggregators) {
    if (!one.clients.empty() || scenario.federation.hierarchical.aggregators.empty()) continue;
    problems.add(
        scenario.problem(names_key, fmt::format("{} = {}: it has no clients. Leave it out.", names_key, one.host.name)));
  }
  problems.throw_if_any();
  std::erase_if(aggregators, [](const auto& one) { return one.clients.empty(); });
  return aggregators;
}

}  // namespace roundwatt
