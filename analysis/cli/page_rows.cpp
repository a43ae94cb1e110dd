#include "analysis/cli/page_rows.hpp"

#include <algorithm>
#include <map>
#include <sstream>

namespace roundwatt {

namespace {

using Json = nlohmann::json;

PageUnit fitting(std::initializer_list<PageUnit> smallest_first, double largest) {
  PageUnit unit = *smallest_first.begin();
  for (const PageUnit& one : smallest_first) {
    if (largest >= one.size) unit = one;
  }
  return unit;
}

template <class Value>
double largest(const std::vector<PageRun>& runs, const Value& value_of) {
  double most = 0;
  for (const PageRun& run : runs) most = std::max(most, value_of(run));
  return most;
}

/// A run's scenario without its name and seed: runs that share it are repetitions of each other.
std::string repeated_scenario(const PageRun& run) {
  std::istringstream lines{run.header.scenario_yaml};
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("name:", 0) != 0 && line.rfind("seed:", 0) != 0) kept += line + "\n";
  }
  return kept;
}

/// Runs that differ in their seed alone.
struct Repetitions {
  std::string name;
  std::vector<const PageRun*> runs;
};

std::vector<Repetitions> grouped(const std::vector<PageRun>& runs) {
  std::vector<Repetitions> groups;
  std::map<std::string, std::size_t> numbers;
  for (const PageRun& run : runs) {
    const auto [known, is_new] = numbers.emplace(repeated_scenario(run), groups.size());
    if (is_new) groups.push_back({run.header.name, {}});
    groups[known->second].runs.push_back(&run);
  }
  for (Repetitions& group : groups) {
    if (group.runs.size() > 1) group.name.erase(group.name.find_last_not_of("-0123456789") + 1);
    if (group.name.empty()) group.name = group.runs.front()->header.name;
  }
  return groups;
}

}  // namespace

PageUnits::PageUnits(const std::vector<PageRun>& runs)
    : time{fitting({{"seconds", 1}, {"minutes", 60}, {"hours", 3600}, {"days", 86400}},
                   0.5 * largest(runs, [](const PageRun& run) { return run.header.end_s; }))},
      energy{fitting({{"mJ", 1e-3}, {"J", 1}, {"Wh", 3600}, {"kWh", 3.6e6}, {"MWh", 3.6e9}},
                     largest(runs, [](const PageRun& run) { return run.carbon.total.meter_j; }))},
      carbon{fitting({{"µg", 1e-6}, {"mg", 1e-3}, {"g", 1}, {"kg", 1e3}, {"t", 1e6}},
                     largest(runs, [](const PageRun& run) { return run.carbon.total.grams; }))} {}

Json accuracy_rows(const std::vector<PageRun>& runs, const PageUnits& units) {
  Json rows = Json::array();
  for (const Repetitions& group : grouped(runs)) {
    std::map<std::int32_t, std::vector<AccuracyPoint>> rounds;
    for (const PageRun* run : group.runs) {
      for (const AccuracyPoint& point : run->curves.accuracy) rounds[point.round].push_back(point);
    }
    for (const auto& [round, points] : rounds) {
      if (points.size() < group.runs.size()) continue;
      const auto n = static_cast<double>(points.size());
      AccuracyPoint sum;
      double low = points.front().accuracy, high = low;
      for (const AccuracyPoint& point : points) {
        sum.time_s += point.time_s / n;
        sum.accuracy += point.accuracy / n;
        sum.meter_j += point.meter_j / n;
        sum.grams += point.grams / n;
        low = std::min(low, point.accuracy);
        high = std::max(high, point.accuracy);
      }
      rows.push_back({{"runs", group.name},
                      {"seeds", points.size()},
                      {"round", round},
                      {"time", sum.time_s / units.time.size},
                      {"energy", sum.meter_j / units.energy.size},
                      {"co2e", sum.grams / units.carbon.size},
                      {"accuracy", sum.accuracy},
                      {"accuracy_low", low},
                      {"accuracy_high", high}});
    }
  }
  return rows;
}

Json part_rows(const CarbonBreakdown& breakdown, const std::vector<const char*>& keys, const PageUnits& units) {
  Json rows = Json::array();
  for (const CarbonShare& share : breakdown.parts) {
    Json row = Json::object();
    for (std::size_t i = 0; i < keys.size(); ++i) row[keys[i]] = share.names[i];
    row["co2e"] = share.amount.grams / units.carbon.size;
    row["energy"] = share.amount.meter_j / units.energy.size;
    rows.push_back(std::move(row));
  }
  return rows;
}

Json waste_rows(const PageRun& run, const PageUnits& units) {
  CarbonBreakdown outcomes = run.carbon.breakdowns[2];
  std::erase_if(outcomes.parts, [](const CarbonShare& share) { return share.names.front() == "-"; });
  return part_rows(outcomes, {"outcome"}, units);
}

Json power_rows(const PageRun& run, const PageUnits& units) {
  Json rows = Json::array();
  const auto series = [&](const char* name, double PowerBin::*watts) {
    for (const PowerBin& bin : run.curves.power) {
      rows.push_back({{"what", "power"}, {"series", name}, {"time", bin.start_s / units.time.size}, {"value", bin.*watts}});
    }
  };
  series("devices", &PowerBin::device_w);
  series("servers", &PowerBin::server_w);
  series("network", &PowerBin::network_w);
  for (Json row : run.grid) {
    row["time"] = row["time"].get<double>() / units.time.size;
    rows.push_back(std::move(row));
  }
  return rows;
}

Json comparison_rows(const std::vector<PageRun>& runs, const PageUnits& units) {
  Json rows = Json::array();
  if (runs.size() < 2) return rows;
  for (const PageRun& run : runs) {
    for (const CarbonShare& share : run.carbon.breakdowns[1].parts) {
      rows.push_back({{"run", run.header.name},
                      {"kind", share.names.front()},
                      {"co2e", share.amount.grams / units.carbon.size},
                      {"energy", share.amount.meter_j / units.energy.size}});
    }
  }
  return rows;
}

Json start_rows(const PageRun& run, const PageUnits& units) {
  constexpr double seconds_per_hour = 3600;
  Json rows = Json::array();
  for (const LaterStart& start : run.starts) {
    rows.push_back({{"delay_h", start.delay.value() / seconds_per_hour},
                    {"start_utc", utc_text(start.start)},
                    {"co2e", start.grams / units.carbon.size}});
  }
  return rows;
}

}  // namespace roundwatt
