#include "sim/base/algorithms.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "sim/scenario/scenario_keys.hpp"
#include "tests/catch.hpp"

using namespace roundwatt;

namespace {

/// The words of each key that chooses among some, by path.
std::map<std::string, std::vector<std::string>> choices() {
  Scenario scenario;
  const KeyList list = scenario_keys(scenario);
  std::map<std::string, std::vector<std::string>> words;
  for (const Key& key : list.keys()) {
    const nlohmann::ordered_json schema = key.value.schema();
    if (!schema.contains("enum")) continue;
    for (const auto& word : schema["enum"]) {
      if (word.is_string()) words[key.path].push_back(word);
    }
  }
  return words;
}

/// Keys that choose, but no algorithm: how much is kept, what is counted, in what order.
const std::set<std::string> settings{"platform.network.model",
                                     "data.partition.skew",
                                     "learning.kind",
                                     "learning.solver.option",
                                     "learning.server.weights",
                                     "learning.evaluate.set",
                                     "federation.devices.binding",
                                     "federation.devices.slow_down.centre",
                                     "federation.hierarchical.assignment",
                                     "federation.stragglers.after_deadline",
                                     "federation.stragglers.cut",
                                     "federation.availability.intervals.afterwards",
                                     "federation.battery.charging",
                                     "carbon.boundary",
                                     "trace.host_energy",
                                     "trace.link_energy"};

}  // namespace

TEST_CASE("the list of algorithms has every word that a scenario can say and no other") {
  std::map<std::string, std::vector<std::string>> listed;
  for (const AlgorithmGroup& group : algorithms()) {
    for (const Algorithm& one : group.algorithms) listed[std::string{group.key}].emplace_back(one.word);
  }
  for (const auto& [key, words] : choices()) {
    INFO(key << ": list it in sim/base/algorithms.cpp, or call it a setting in this test");
    CHECK((listed.contains(key) != settings.contains(key)));
    if (listed.contains(key)) CHECK(listed[key] == words);
    listed.erase(key);
  }
  for (const auto& [key, words] : listed) FAIL_CHECK(key << " is no key that chooses");
}

TEST_CASE("every algorithm has a sentence of one line") {
  for (const AlgorithmGroup& group : algorithms()) {
    for (const Algorithm& one : group.algorithms) {
      INFO(group.key << " " << one.word);
      CHECK(one.sentence.ends_with("."));
      CHECK(one.sentence.size() + one.source.size() < 120);
      CHECK(one.sentence.find('\n') == std::string_view::npos);
    }
  }
}
