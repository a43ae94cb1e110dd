#include "analysis/cli/run_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "analysis/cli/page_rows.hpp"
#include "analysis/energy/boundary_rule.hpp"
#include "analysis/report/column_scale.hpp"

namespace roundwatt {

namespace {

std::string shown(Measure measure, double value) { return value_text(measure, ReportValue{value}); }

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
  std::vector<PageTile> tiles{
      {shown(Measure::grams, run.carbon.total.grams), "CO2e of energy"},
      {run.carbon.total.embodied_g > 0 ? shown(Measure::grams, run.carbon.total.embodied_g) : "not known",
       "embodied, as far as declared"},
      {shown(Measure::joules, run.carbon.total.meter_j), "at the meter"},
      {shown(Measure::seconds, run.header.end_s), "simulated time"}};
  if (!run.curves.accuracy.empty())
    tiles.push_back({fmt::format("{:.3f}", run.curves.accuracy.back().accuracy), "test accuracy"});
  return tiles;
}

std::vector<PageChart> charts(const std::vector<PageRun>& runs, const PageUnits& units) {
  const PageRun& run = runs.front();
  const std::string of = runs.size() == 1 ? "" : fmt::format(" Of the first run, {}.", run.header.name);
  return {
      {"comparison", "Runs side by side", "Grams of CO2e by kind of equipment.", comparison_rows(runs, units)},
      {"accuracy", "What accuracy costs",
       "Test accuracy against time, energy and carbon. Runs that differ in their seed alone are one line, their mean, "
       "within the range of all.",
       accuracy_rows(runs, units)},
      {"parts", "Where and what for", "Carbon by site and phase; a click on a site keeps its phases, two bring all back." + of,
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
  section.facts = {{{"program", "program"}, fmt::format("roundwatt {} ({})", header.program_version, header.git_commit)},
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
  const PageUnits units{runs};
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

}  // namespace roundwatt
