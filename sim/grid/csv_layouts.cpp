#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "sim/base/letter_case.hpp"
#include "sim/base/unit.hpp"
#include "sim/grid/csv_cell_reader.hpp"
#include "sim/grid/grid_layouts.hpp"
#include "sim/grid/named_table.hpp"

namespace roundwatt {

namespace {

/// The column whose name, letters' size apart, begins and ends so.
std::optional<std::size_t> column_like(const CsvTable& table, std::string_view begin, std::string_view end = "") {
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const std::string name = in_small_letters(table.header[i]);
    if (name.starts_with(begin) && name.ends_with(end)) return i;
  }
  return std::nullopt;
}

bool has_exactly(const CsvTable& table, const std::vector<std::string>& names) { return table.header == names; }

// Electricity Maps' yearly files: four spellings of the same columns. Values hold from their stamp, UTC; flow-traced.
bool is_electricity_maps(const CsvTable& table) {
  return column_like(table, "datetime (utc)") && column_like(table, "zone id") && column_like(table, "carbon intensity");
}

void read_electricity_maps(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  CellReader cells{table, options, file, problems};
  const auto life_cycle = column_like(table, "carbon intensity", "(lca)")
                              .value_or(column_like(table, "carbon intensity", "(life cycle)").value_or(0));
  const auto direct = column_like(table, "carbon intensity", "(direct)").value_or(0);
  const bool wants_direct = options.accounting == GridAccounting::direct;
  const std::size_t value = wants_direct ? direct : life_cycle;
  if (value == 0) {
    problems.add(table.file, table.header_line,
                 fmt::format("has no column of {} carbon intensity. Ask for the other: --accounting {}.",
                             grid_accounting_name(options.accounting), wants_direct ? "life-cycle" : "direct"));
    return;
  }
  const std::size_t time = *column_like(table, "datetime (utc)"), zone = *column_like(table, "zone id");
  const GridOrigin origin{wants_direct ? GridAccounting::direct : GridAccounting::life_cycle, GridFlow::consumption};
  std::size_t estimated = 0;
  const auto is_estimated = column_like(table, "data estimated");
  for (const CsvRow& row : table.rows) {
    if (is_estimated && in_small_letters(row.cells[*is_estimated]) == "true") ++estimated;
    if (const auto start = cells.time(row, time))
      cells.take(row, value, {row.cells[zone], GridKind::average, origin, *start, {}, 0});
  }
  // DE_2024_yearly.csv has one row: nothing in it says how long it holds.
  const std::string stem = std::filesystem::path{table.file}.stem().string();
  if (stem.ends_with("_yearly")) file.period = FilePeriod::year;
  if (stem.ends_with("_monthly")) file.period = FilePeriod::month;
  if (estimated > 0) file.notes.push_back(fmt::format("{} of {} values are estimates", estimated, table.rows.size()));
}

// Copies of Electricity Maps' data: g/kWh, although the header does not say so.
bool is_carbon_cast(const CsvTable& table) { return table.column("datetime") && table.column("carbon_intensity_avg"); }

void read_carbon_cast(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  CellReader cells{table, options, file, problems};
  const std::string zone = cells.zone();
  for (const CsvRow& row : table.rows) {
    if (const auto start = cells.time(row, *table.column("datetime"))) {
      cells.take(row, *table.column("carbon_intensity_avg"), {zone, GridKind::average, {}, *start, {}, 0});
    }
  }
}

constexpr char watttime_note[] = "lb/MWh x 0.45359237 = g/kWh; marginal operating emissions rates (MOER)";

bool is_watttime(const CsvTable& table) {
  return table.header.size() >= 2 && table.header[0] == "point_time" && table.header[1] == "value";
}

void read_watttime(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  CellReader cells{table, options, file, problems};
  const std::string zone = cells.zone();
  file.notes.emplace_back(watttime_note);
  for (const CsvRow& row : table.rows) {
    if (const auto start = cells.time(row, 0)) {
      cells.take(row, 1, {zone, GridKind::marginal, {GridAccounting::direct, {}}, *start, {}, 0}, g_per_kwh_of_lb_per_mwh);
    }
  }
}

// WattTime's files and API before version 3: no unit in the header.
bool is_old_watttime(const CsvTable& table) { return table.column("timestamp") && table.column("MOER"); }

void read_old_watttime(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  CellReader cells{table, options, file, problems};
  const std::string zone = cells.zone();
  file.notes.emplace_back(watttime_note);
  for (const CsvRow& row : table.rows) {
    if (const auto start = cells.time(row, *table.column("timestamp"))) {
      cells.take(row, *table.column("MOER"), {zone, GridKind::marginal, {GridAccounting::direct, {}}, *start, {}, 0},
                 g_per_kwh_of_lb_per_mwh);
    }
  }
}

bool is_hpe(const CsvTable& table) { return table.column("timestamp") && table.column("avg_CI"); }

void read_hpe(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  CellReader cells{table, options, file, problems};
  const std::string zone = cells.zone();
  const GridOrigin origin{GridAccounting::unknown, GridFlow::production};
  for (const CsvRow& row : table.rows) {
    if (const auto start = cells.time(row, *table.column("timestamp"))) {
      cells.take(row, *table.column("avg_CI"), {zone, GridKind::average, origin, *start, {}, 0});
    }
  }
}

// SimGrid's carbon plugin: seconds since the start of the simulation, a series for each host.
bool is_simgrid(const CsvTable& table) { return has_exactly(table, {"host_id", "timestamp", "carbon_intensity"}); }

void read_simgrid(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  CellReader cells{table, options, file, problems};
  for (const CsvRow& row : table.rows) {
    if (const auto start = cells.offset(row, 1)) cells.take(row, 2, {row.cells[0], GridKind::average, {}, *start, {}, 0});
  }
}

// A typical day for each month, over one year.
bool is_profile(const CsvTable& table) {
  return table.column("zone") && table.column("month") && table.column("hour") && table.column("g_per_kwh") &&
         table.column("year");
}

std::optional<int> whole_number(const CsvTable& table, const CsvRow& row, const char* column, int least, int most,
                                ProblemList& problems) {
  const std::string& text = row.cells[*table.column(column)];
  const double value = parse_number(text).value_or(-1);
  if (value >= least && value <= most && value == static_cast<int>(value)) return static_cast<int>(value);
  problems.add(table.file, row.line, fmt::format("{} = '{}' must be a whole number from {} to {}.", column, text, least, most));
  return std::nullopt;
}

void read_profile(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  constexpr double hour_s = 3600, day_s = 86400;
  constexpr int first_year = 1970, last_year = 2200, months = 12, last_hour = 23;
  CellReader cells{table, options, file, problems};
  const auto kind = table.column("kind");
  for (const CsvRow& row : table.rows) {
    const auto year = whole_number(table, row, "year", first_year, last_year, problems);
    const auto month = whole_number(table, row, "month", 1, months, problems);
    const auto hour = whole_number(table, row, "hour", 0, last_hour, problems);
    if (!year || !month || !hour) continue;
    const UtcTime first = parse_utc(fmt::format("{}-{:02}-01", *year, *month)).value();
    const double begin = first.epoch_s, end = next_month(first).epoch_s;
    const GridKind of = kind && row.cells[*kind] == "marginal" ? GridKind::marginal : GridKind::average;
    for (double day = begin; day < end; day += day_s) {
      cells.take(row, *table.column("g_per_kwh"), {row.cells[*table.column("zone")], of, {}, {day + *hour * hour_s}, {}, 0});
    }
  }
  file.notes.emplace_back("a typical day for each month, by UTC hours, over its year");
}

}  // namespace

const std::vector<CsvLayout>& csv_layouts() {
  static const std::vector<CsvLayout> layouts{
      {"Electricity Maps, CSV", is_electricity_maps, read_electricity_maps},
      {"CarbonCast, CSV", is_carbon_cast, read_carbon_cast},
      {"WattTime, CSV of its client", is_watttime, read_watttime},
      {"WattTime before version 3, CSV", is_old_watttime, read_old_watttime},
      {"HPE, generation and avg_CI, CSV", is_hpe, read_hpe},
      {"SimGrid, CSV", is_simgrid, read_simgrid},
      {"month by hour, CSV", is_profile, read_profile},
      {"a table of times and named columns (Vessim and others), CSV", is_named_table, read_named_table}};
  return layouts;
}

}  // namespace roundwatt
