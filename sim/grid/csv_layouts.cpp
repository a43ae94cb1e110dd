#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "sim/base/letter_case.hpp"
#include "sim/base/unit.hpp"
#include "sim/grid/column_meaning.hpp"
#include "sim/grid/grid_layouts.hpp"

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

/// Reads the cells of one file, and keeps what is wrong with them.
class CellReader {
 public:
  CellReader(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems)
      : table_{table}, options_{options}, file_{file}, problems_{problems} {}

  std::optional<UtcTime> time(const CsvRow& row, std::size_t column) {
    const std::string& text = row.cells[column];
    const auto time = parse_utc(text);
    if (time) return time;
    problem(row, column, "is no instant, such as 2022-01-01T00:00:00Z.");
    return std::nullopt;
  }

  /// Seconds after the start that the user gives.
  std::optional<UtcTime> offset(const CsvRow& row, std::size_t column) {
    const auto seconds = parse_number(row.cells[column]);
    if (!seconds) {
      problem(row, column, "is neither an instant nor a number of seconds.");
      return std::nullopt;
    }
    if (!options_.start) {
      if (!asked_for_start_) {
        constexpr double year_2001_s = 1e9;
        problem(row, column,
                fmt::format("counts seconds from a start that the file does not say. Give --start, such as {}.",
                            *seconds < year_2001_s ? "2022-01-01" : "1970-01-01, which those of UNIX count from"));
      }
      asked_for_start_ = true;
      return std::nullopt;
    }
    return UtcTime{options_.start->epoch_s + *seconds};
  }

  void take(const CsvRow& row, std::size_t column, ImportedPoint point, double factor = 1) {
    const std::string& text = row.cells[column];
    point.line = row.line;
    if (!text.empty()) {
      const auto value = parse_number(text);
      if (!value || *value < 0) {
        problem(row, column, fmt::format("must be a number ≥ 0, or blank.{}", comma_advice(text)));
        return;
      }
      point.g_per_kwh = *value * factor;
    }
    file_.points.push_back(std::move(point));
  }

  /// Of a file that does not say.
  std::string zone() {
    if (options_.zone.empty() && problems_.count() == 0) {
      problems_.add(table_.file, table_.header_line,
                    fmt::format("{}: the file does not say of which zone it is. Give --zone DEU to import, or --grid DEU=FILE, "
                                "or whichever it is.",
                                file_.layout));
    }
    return options_.zone;
  }

 private:
  void problem(const CsvRow& row, std::size_t column, const std::string& why) {
    problems_.add(table_.file, row.line, fmt::format("{} = '{}' {}", table_.header[column], row.cells[column], why));
  }

  const CsvTable& table_;
  const ImportOptions& options_;
  ImportedFile& file_;
  ProblemList& problems_;
  bool asked_for_start_ = false;
};

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

// Any table with times and columns that say what they are: one for each zone (Vessim), or a zone for each row.
struct TableColumns {
  std::size_t time = 0;
  std::optional<std::size_t> zone;
  std::vector<std::size_t> values;
  std::vector<ColumnMeaning> meanings;  ///< of all columns
};

bool says_a_time(const std::string& header) {
  const std::string name = in_small_letters(header);
  return name.find("time") != std::string::npos || name.find("date") != std::string::npos || name == "utc" || name == "start";
}

/// The column of times: by its name, or without a name by what stands in it, as of the index that pandas writes.
std::optional<std::size_t> time_column(const CsvTable& table) {
  if (table.header.front().empty() && parse_utc(table.rows.front().cells.front())) return 0;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    // A second column counts seconds, or says the same in local time.
    if (says_a_time(table.header[i])) return i;
  }
  return std::nullopt;
}

bool says_a_zone(const std::string& header) {
  const std::string name = in_small_letters(header);
  for (const char* one : {"zone", "zone id", "zone_id", "zone name", "region", "country", "location", "ba"}) {
    if (name == one) return true;
  }
  return false;
}

TableColumns columns_of(const CsvTable& table) {
  TableColumns columns;
  columns.time = *time_column(table);
  for (const std::string& name : table.header) columns.meanings.push_back(meaning_of(name));
  const auto take_all = [&](ColumnMeaning::Of of) {
    for (std::size_t i = 0; i < table.header.size(); ++i) {
      const bool is_index = i == 0 && table.header[i].empty();
      if (i != columns.time && i != columns.zone && !is_index && columns.meanings[i].of == of) columns.values.push_back(i);
    }
  };
  for (std::size_t i = 0; i < table.header.size() && !columns.zone; ++i) {
    if (says_a_zone(table.header[i])) columns.zone = i;
  }
  take_all(ColumnMeaning::Of::intensity);
  if (columns.values.empty()) take_all(ColumnMeaning::Of::unsaid);
  return columns;
}

bool is_table(const CsvTable& table) {
  return table.header.size() >= 2 && !table.rows.empty() && time_column(table).has_value();
}

/// What a file's columns do not say, and nobody has said for them.
class TableReader {
 public:
  TableReader(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems)
      : table_{table}, options_{options}, file_{file}, problems_{problems}, columns_{columns_of(table)} {}

  void read() {
    refuse_other_quantities();
    choose_accounting();
    for (const std::size_t column : columns_.values) check(column);
    if (problems_.count() > 0) return;
    note_units();
    CellReader cells{table_, options_, file_, problems_};
    const bool counts_seconds = parse_number(table_.rows.front().cells[columns_.time]).has_value();
    for (const CsvRow& row : table_.rows) {
      const auto start = counts_seconds ? cells.offset(row, columns_.time) : cells.time(row, columns_.time);
      if (!start) continue;
      for (const std::size_t column : columns_.values) {
        const ColumnMeaning& meaning = columns_.meanings[column];
        const GridOrigin origin{meaning.accounting, GridFlow::unknown};
        cells.take(row, column, {zone_of(row, column, cells), *kind_of(meaning), origin, *start, {}, 0}, *factor_of(meaning));
      }
    }
  }

 private:
  void refuse(const std::string& why) { problems_.add(table_.file, table_.header_line, why); }

  std::optional<double> factor_of(const ColumnMeaning& meaning) const {
    return meaning.g_per_kwh ? meaning.g_per_kwh : options_.g_per_kwh;
  }
  std::optional<GridKind> kind_of(const ColumnMeaning& meaning) const { return meaning.kind ? meaning.kind : options_.kind; }

  std::string zone_of(const CsvRow& row, std::size_t column, CellReader& cells) const {
    if (columns_.zone) return row.cells[*columns_.zone];
    const std::string& named = columns_.meanings[column].zone;
    return named.empty() || (columns_.values.size() == 1 && !options_.zone.empty()) ? cells.zone() : named;
  }

  void refuse_other_quantities() {
    std::vector<std::string> others;
    for (std::size_t i = 0; i < table_.header.size(); ++i) {
      const ColumnMeaning& meaning = columns_.meanings[i];
      if (i == columns_.time || i == columns_.zone || meaning.of != ColumnMeaning::Of::other) continue;
      others.push_back(fmt::format("{} is {}", table_.header[i], meaning.quantity));
    }
    if (columns_.values.empty()) {
      refuse(
          fmt::format("has no column of carbon intensities{}{}. Its name must say so, such as carbon_intensity or DE (g/kWh).",
                      others.empty() ? "" : ": ", fmt::join(others, ", ")));
    } else if (!others.empty()) {
      file_.notes.push_back(fmt::format("not read: {}", fmt::join(others, ", ")));
    }
  }

  /// Of several columns of one zone and kind, those of the accounting that is asked for.
  void choose_accounting() {
    const auto is_of_another = [&](std::size_t column) {
      const ColumnMeaning& meaning = columns_.meanings[column];
      return meaning.accounting != GridAccounting::unknown && meaning.accounting != options_.accounting;
    };
    const bool has_asked = std::any_of(columns_.values.begin(), columns_.values.end(), [&](std::size_t column) {
      return columns_.meanings[column].accounting == options_.accounting;
    });
    if (has_asked) std::erase_if(columns_.values, is_of_another);
  }

  void check(std::size_t column) {
    const ColumnMeaning& meaning = columns_.meanings[column];
    const std::string& name = table_.header[column];
    if (!factor_of(meaning)) {
      refuse(
          fmt::format("{} does not say in what unit it is: name it, such as {} (g/kWh), or give --unit ({}; --grid-unit of "
                      "carbon).",
                      name, name, fmt::join(intensity_units(), ", ")));
    }
    if (!kind_of(meaning)) {
      refuse(fmt::format("{} does not say whether it is average or marginal: give --kind (--grid-kind of carbon).", name));
    }
  }

  void note_units() {
    for (const std::size_t column : columns_.values) {
      const double factor = *factor_of(columns_.meanings[column]);
      const bool is_said = columns_.meanings[column].g_per_kwh.has_value();
      if (factor != 1) file_.notes.push_back(fmt::format("{} x {} = g/kWh", table_.header[column], factor));
      if (!is_said) file_.notes.push_back(fmt::format("the unit of {} is what was said of it", table_.header[column]));
    }
  }

  const CsvTable& table_;
  const ImportOptions& options_;
  ImportedFile& file_;
  ProblemList& problems_;
  TableColumns columns_;
};

void read_table(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  TableReader{table, options, file, problems}.read();
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
      {"a table of times and named columns (Vessim and others), CSV", is_table, read_table}};
  return layouts;
}

}  // namespace roundwatt
