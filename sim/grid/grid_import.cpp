#include "sim/grid/grid_import.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "sim/base/nearest_word.hpp"
#include "sim/base/text_file.hpp"
#include "sim/grid/grid_layouts.hpp"
#include "sim/grid/read_grid.hpp"
#include "sim/grid/series_builder.hpp"
#include "sim/grid/yearly_intensity.hpp"

namespace roundwatt {

namespace {

constexpr char own_layout[] = "Roundwatt, CSV";

std::vector<std::string> layout_names() {
  std::vector<std::string> names{own_layout};
  for (const CsvLayout& layout : csv_layouts()) names.emplace_back(layout.name);
  for (const JsonLayout& layout : json_layouts()) names.emplace_back(layout.name);
  return names;
}

[[noreturn]] void refuse_unknown(const std::string& file, int line, const std::string& what) {
  throw UserError{std::vector{Problem{
      file, line,
      fmt::format("is of no known layout: {}. Known: {}. See docs/formats/grid.md.", what, fmt::join(layout_names(), "; "))}}};
}

nlohmann::json parse_json(std::string_view text, const std::string& name) {
  nlohmann::json document = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  if (document.is_discarded()) throw UserError{std::vector{Problem{name, 0, "is no JSON: it cannot be read to its end."}}};
  return document;
}

ImportedFile read_json(std::string_view text, const std::string& name, const ImportOptions& options, ProblemList& problems) {
  const nlohmann::json document = parse_json(text, name);
  for (const JsonLayout& layout : json_layouts()) {
    if (!layout.is_it(document)) continue;
    ImportedFile file{layout.name, name, {}, {}, {}};
    layout.read(document, options, file, problems);
    return file;
  }
  refuse_unknown(name, 0, "its keys are those of none");
}

ImportedFile read_csv_layout(const CsvTable& table, const ImportOptions& options, ProblemList& problems) {
  for (const CsvLayout& layout : csv_layouts()) {
    if (!layout.is_it(table)) continue;
    ImportedFile file{layout.name, table.file, {}, {}, {}};
    layout.read(table, options, file, problems);
    return file;
  }
  refuse_unknown(table.file, table.header_line, fmt::format("its columns are {}", fmt::join(table.header, ", ")));
}

bool is_own(const CsvTable& table) {
  return table.column("zone") && (table.column("start") || table.column("g_per_kwh")) && !table.column("hour");
}

/// What to say of a series that somebody wrote for Roundwatt.
SeriesReport report_of(const GridSignal& signal) {
  SeriesReport report;
  report.zone = signal.zone();
  report.kind = signal.kind();
  report.origin = signal.origin();
  report.values = signal.steps().steps().size();
  if (signal.is_constant()) return report;
  report.first = {signal.steps().first_stamp()};
  report.until = signal.covered_until();
  report.step_s = report.until.epoch_s - signal.steps().last_stamp();
  return report;
}

/// All points of one zone and kind together, in the order in which the first of each comes.
std::vector<std::vector<ImportedPoint>> by_series(std::vector<ImportedPoint> points, const CountryCodes& codes) {
  std::map<std::pair<std::string, GridKind>, std::size_t> numbers;
  std::vector<std::vector<ImportedPoint>> series;
  for (ImportedPoint& point : points) {
    if (const auto code = codes.find(point.zone); code != codes.end()) point.zone = code->second;
    const auto [known, is_new] = numbers.emplace(std::pair{point.zone, point.kind}, series.size());
    if (is_new) series.emplace_back();
    series[known->second].push_back(std::move(point));
  }
  return series;
}

void keep_only(std::vector<std::vector<ImportedPoint>>& series, const std::string& zone, const CountryCodes& codes,
               const std::string& file) {
  const auto code = codes.find(zone);
  const std::string& wanted = code == codes.end() ? zone : code->second;
  std::vector<std::string> zones;
  for (const auto& points : series) zones.push_back(points.front().zone);
  if (std::find(zones.begin(), zones.end(), wanted) == zones.end()) {
    throw UserError{std::vector{Problem{
        file, 0, fmt::format("has no zone {}.{} Zones: {}.", zone, did_you_mean(wanted, zones), fmt::join(zones, ", "))}}};
  }
  std::erase_if(series, [&](const auto& points) { return points.front().zone != wanted; });
}

/// Local clocks that go back show an hour twice, and one is missing when they go forward.
bool looks_local(const SeriesReport& report) {
  constexpr double hour_s = 3600;
  return report.step_s == hour_s && report.repeated + report.conflicting == 1 && report.missing == 1;
}

}  // namespace

GridImport import_grid(const std::filesystem::path& file, const ImportOptions& options) {
  return parse_any_grid(read_text_file(file, largest_csv), file.string(), yearly_intensity().codes(), options);
}

GridImport parse_any_grid(std::string_view text, const std::string& name, const CountryCodes& codes,
                          const ImportOptions& options) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  const bool is_json = begin != std::string_view::npos && (text[begin] == '{' || text[begin] == '[');
  ProblemList problems{most_csv_problems};
  ImportedFile file;
  if (is_json) {
    file = read_json(text, name, options, problems);
  } else {
    const CsvTable table = parse_csv(text, name);
    if (is_own(table)) {
      GridImport own{parse_grid(text, name, codes), own_layout, {}, {}};
      for (const GridSignal* signal : own.table.signals()) own.series.push_back(report_of(*signal));
      return own;
    }
    file = read_csv_layout(table, options, problems);
  }
  problems.throw_if_any();
  std::vector<std::vector<ImportedPoint>> all = by_series(std::move(file.points), codes);
  if (all.empty()) throw UserError{std::vector{Problem{name, 0, fmt::format("{}: has no values.", file.layout)}}};
  if (!options.zone.empty() && all.size() > 1) keep_only(all, options.zone, codes, name);
  GridImport imported{GridTable{name, codes, {}}, file.layout, {}, file.notes};
  std::vector<GridSignal> signals;
  for (std::vector<ImportedPoint>& points : all) {
    const std::string zone = points.front().zone;
    if (std::none_of(points.begin(), points.end(), [](const auto& point) { return point.g_per_kwh.has_value(); })) {
      imported.notes.push_back(fmt::format("{} has no values and is left out", zone));
      continue;
    }
    BuiltSeries built = build_series(std::move(points), {options.gaps, file.period}, name, problems);
    if (looks_local(built.report)) {
      imported.notes.push_back(
          fmt::format("{} has one hour twice and lacks one: its stamps may be of a local clock, but are "
                      "read as UTC",
                      zone));
    }
    signals.push_back(std::move(built.signal));
    imported.series.push_back(built.report);
  }
  problems.throw_if_any();
  imported.table = GridTable{name, codes, std::move(signals)};
  return imported;
}

std::string grid_file_text(const GridImport& imported) {
  std::string text = fmt::format("# {}\n", imported.layout);
  for (const std::string& note : imported.notes) text += fmt::format("# {}\n", note);
  text += "zone,start,g_per_kwh,year,kind,accounting,flow\n";
  for (const GridSignal* signal : imported.table.signals()) {
    for (const StepFunction::Step& step : signal->steps().steps()) {
      const std::string start = signal->is_constant() ? "" : utc_text({step.from});
      text +=
          fmt::format("{},{},{},{},{},{},{}\n", csv_field(signal->zone()), start, step.value,
                      start.empty() ? std::to_string(signal->years().last) : start.substr(0, 4), grid_kind_name(signal->kind()),
                      grid_accounting_name(signal->origin().accounting), grid_flow_name(signal->origin().flow));
    }
  }
  return text;
}

std::vector<std::string> notes_of(const GridImport& imported) {
  std::vector<std::string> notes = imported.notes;
  for (const SeriesReport& one : imported.series) {
    std::vector<std::string> words;
    const auto say = [&](std::size_t count, const char* what) {
      if (count > 0) words.push_back(fmt::format("{} {}", count, what));
    };
    say(one.missing, "steps without a value");
    say(one.blank, "of them blank cells");
    say(one.repeated, "stamps twice");
    say(one.conflicting, "stamps twice with different values, of which the first counts");
    say(one.out_of_order, "rows out of order");
    if (!words.empty()) notes.push_back(fmt::format("{} ({}): {}", one.zone, grid_kind_name(one.kind), fmt::join(words, ", ")));
  }
  return notes;
}

GridAccounting parse_grid_accounting(std::string_view name) {
  if (name == "direct") return GridAccounting::direct;
  if (name == "life-cycle") return GridAccounting::life_cycle;
  throw UserError{fmt::format("--accounting: '{}' is neither direct nor life-cycle.{}", name,
                              did_you_mean(std::string{name}, {"direct", "life-cycle"}))};
}

GapRule parse_gap_rule(std::string_view name) {
  if (name == "hold") return GapRule::hold;
  if (name == "interpolate") return GapRule::interpolate;
  if (name == "error") return GapRule::error;
  throw UserError{fmt::format("--gaps: '{}' is none of hold, interpolate, error.{}", name,
                              did_you_mean(std::string{name}, {"hold", "interpolate", "error"}))};
}

}  // namespace roundwatt
