#include "analysis/cli/run_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "analysis/energy/boundary_rule.hpp"
#include "analysis/report/column_scale.hpp"

namespace fedjoule {

namespace {

using Json = nlohmann::json;

/// The unit in which the largest of all runs is at least 1.
struct Unit {
  const char* name;
  double size;
};

Unit fitting(std::initializer_list<Unit> smallest_first, double largest) {
  Unit unit = *smallest_first.begin();
  for (const Unit& one : smallest_first) {
    if (largest >= one.size) unit = one;
  }
  return unit;
}

/// In which the numbers of a page are.
struct Units {
  Unit time, energy, carbon;

  explicit Units(const std::vector<PageRun>& runs)
      : time{fitting({{"seconds", 1}, {"minutes", 60}, {"hours", 3600}, {"days", 86400}},
                     0.5 * largest(runs, [](const PageRun& run) { return run.header.end_s; }))},
        energy{fitting({{"mJ", 1e-3}, {"J", 1}, {"Wh", 3600}, {"kWh", 3.6e6}, {"MWh", 3.6e9}},
                       largest(runs, [](const PageRun& run) { return run.carbon.total.meter_j; }))},
        carbon{fitting({{"µg", 1e-6}, {"mg", 1e-3}, {"g", 1}, {"kg", 1e3}, {"t", 1e6}},
                       largest(runs, [](const PageRun& run) { return run.carbon.total.grams; }))} {}

 private:
  template <class Value>
  static double largest(const std::vector<PageRun>& runs, const Value& value_of) {
    double most = 0;
    for (const PageRun& run : runs) most = std::max(most, value_of(run));
    return most;
  }
};

std::string shown(Measure measure, double value) { return value_text(measure, ReportValue{value}); }

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

/// Of each group the mean over its seeds at each round that all of them evaluated, and the range of the accuracy.
Json accuracy_rows(const std::vector<PageRun>& runs, const Units& units) {
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

Json part_rows(const CarbonBreakdown& breakdown, const std::vector<const char*>& keys, const Units& units) {
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

/// Of devices alone: servers and links take no part.
Json waste_rows(const PageRun& run, const Units& units) {
  CarbonBreakdown outcomes = run.carbon.breakdowns[2];
  std::erase_if(outcomes.parts, [](const CarbonShare& share) { return share.names.front() == "-"; });
  return part_rows(outcomes, {"outcome"}, units);
}

Json power_rows(const PageRun& run, const Units& units) {
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

Json comparison_rows(const std::vector<PageRun>& runs, const Units& units) {
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

Json start_rows(const PageRun& run, const Units& units) {
  constexpr double seconds_per_hour = 3600;
  Json rows = Json::array();
  for (const LaterStart& start : run.starts) {
    rows.push_back({{"delay_h", start.delay.value() / seconds_per_hour},
                    {"start_utc", utc_text(start.start)},
                    {"co2e", start.grams / units.carbon.size}});
  }
  return rows;
}

std::string shares_in_words(const PageRun& run) {
  constexpr double percent = 100;
  std::vector<std::string> words;
  std::vector<CarbonShare> parts = run.carbon.breakdowns[1].parts;
  std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.amount.grams > b.amount.grams; });
  for (const CarbonShare& share : parts) {
    words.push_back(fmt::format("{:.0f} % {}", percent * share.amount.grams / run.carbon.total.grams,
                                share.names.front() == "network" ? "in the network" : "on " + share.names.front() + "s"));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string headline(const std::vector<PageRun>& runs) {
  const PageRun& run = runs.front();
  std::string words = fmt::format("{} emitted {} of CO2e and drew {} at the meter in {}", run.header.name,
                                  shown(Measure::grams, run.carbon.total.grams),
                                  shown(Measure::joules, run.carbon.total.meter_j), shown(Measure::seconds, run.header.end_s));
  if (run.carbon.total.grams > 0) words += fmt::format(": {}", shares_in_words(run));
  words += ".";
  if (!run.curves.accuracy.empty()) {
    const AccuracyPoint& last = run.curves.accuracy.back();
    words += fmt::format(" Its test accuracy was {:.3f} after round {}.", last.accuracy, last.round);
  }
  if (runs.size() == 1) return words;
  const auto less = [](const PageRun& a, const PageRun& b) { return a.carbon.total.grams < b.carbon.total.grams; };
  const auto [least, most] = std::minmax_element(runs.begin(), runs.end(), less);
  return words + fmt::format(" Of {} runs {} emitted the least, {}, and {} the most, {}.", runs.size(), least->header.name,
                             shown(Measure::grams, least->carbon.total.grams), most->header.name,
                             shown(Measure::grams, most->carbon.total.grams));
}

std::vector<PageTile> tiles(const PageRun& run) {
  std::vector<PageTile> tiles{{shown(Measure::grams, run.carbon.total.grams), "CO2e of energy"},
                              {shown(Measure::grams, run.carbon.total.embodied_g), "embodied, as far as declared"},
                              {shown(Measure::joules, run.carbon.total.meter_j), "at the meter"},
                              {shown(Measure::seconds, run.header.end_s), "simulated time"}};
  if (!run.curves.accuracy.empty())
    tiles.push_back({fmt::format("{:.3f}", run.curves.accuracy.back().accuracy), "test accuracy"});
  return tiles;
}

std::vector<PageChart> charts(const std::vector<PageRun>& runs, const Units& units) {
  const PageRun& run = runs.front();
  const std::string of = runs.size() == 1 ? "" : fmt::format(" Of the first run, {}.", run.header.name);
  return {
      {"comparison", "Runs side by side", "Grams of CO2e by kind of equipment.", comparison_rows(runs, units)},
      {"accuracy", "What accuracy costs",
       "Test accuracy against time, energy and carbon. Runs that differ in their seed alone are one line, their mean, "
       "within the range of "
       "all.",
       accuracy_rows(runs, units)},
      {"parts", "Where and what for", "Carbon by site and phase; a click on a site keeps its phases." + of,
       part_rows(run.carbon.breakdowns[0], {"site", "activity"}, units)},
      {"power", "Power, and the grid below it",
       "Mean powers at the meter within the boundary, and the carbon intensity that they met." + of, power_rows(run, units)},
      {"gantt", "Who waits for whom", "What each host did in one round." + run.gantt.note + of, run.gantt.rows},
      {"tail", "Stragglers", "How long clients took from being asked to their end, by outcome." + run.tail.note + of,
       run.tail.rows},
      {"waste", "What became of the energy of devices",
       "By the outcome of the participation it was spent for; all but aggregated is in no model." + of, waste_rows(run, units)},
      {"labels", "Who has which samples", "Training samples by client and label." + run.labels.note + of, run.labels.rows},
      {"starts", "Had it started later", "The same run on the same grid, by the hour of its start." + of,
       start_rows(run, units)}};
}

/// Where the figures come from.
ReportSection made_by(const std::vector<PageRun>& runs) {
  const TraceHeader& header = runs.front().header;
  ReportTable table{"runs",
                    "Runs",
                    {{"run", "run"},
                     {"seed", "seed", Measure::count},
                     {"mode", "mode"},
                     {"end_reason", "ended by"},
                     {"duration_s", "time", Measure::seconds},
                     {"meter_energy_j", "at the meter", Measure::joules},
                     {"co2e_g", "CO2e", Measure::grams},
                     {"file", "file"}},
                    {},
                    "",
                    SIZE_MAX};
  for (const PageRun& run : runs) {
    table.rows.push_back({run.header.name, static_cast<std::int64_t>(run.header.seed), run.header.mode,
                          run.header.complete ? run.header.end_reason : "cut off", run.header.end_s, run.carbon.total.meter_j,
                          run.carbon.total.grams, run.file});
  }
  ReportSection section;
  section.name = "What it was made by";
  section.facts = {{{"program", "program"}, fmt::format("fedjoule {} ({})", header.program_version, header.git_commit)},
                   {{"simgrid", "SimGrid"}, header.simgrid_version},
                   {{"network_model", "network model"}, header.network_model},
                   {{"platform", "platform, SHA-256"}, header.platform_sha256},
                   {{"format", "trace format"}, header.format_version}};
  section.tables = {std::move(table)};
  return section;
}

}  // namespace

Page run_page(const std::vector<PageRun>& runs, const std::string& title) {
  const PageRun& run = runs.front();
  Page page;
  page.title = title.empty() ? (runs.size() == 1 ? run.header.name : fmt::format("{} runs", runs.size())) : title;
  page.headline = headline(runs);
  page.fine_print = fmt::format("Boundary {}: {}. Grid: {}.", boundary_name(run.boundary), boundary_in_words(run.boundary),
                                run.carbon.grid == "as run" ? "as the platform declares its sites" : run.carbon.grid);
  for (const PageRun& one : runs) {
    for (const std::string& mark : one.section.marks) page.marks.push_back(fmt::format("{}: {}", one.header.name, mark));
  }
  page.tiles = tiles(run);
  const Units units{runs};
  page.units = {{"@time", units.time.name}, {"@energy", units.energy.name}, {"@carbon", units.carbon.name}};
  page.charts = charts(runs, units);
  page.sections = {run.section, made_by(runs)};
  page.sections.front().name = runs.size() == 1 ? "All figures" : fmt::format("All figures of {}", run.header.name);
  for (const PageRun& one : runs) {
    for (const std::string& note : one.section.warnings) page.notes.push_back(fmt::format("{}: {}", one.header.name, note));
  }
  page.scenario = run.header.scenario_yaml;
  return page;
}

}  // namespace fedjoule
