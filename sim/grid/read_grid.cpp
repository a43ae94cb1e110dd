#include "sim/grid/read_grid.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/text_file.hpp"
#include "sim/base/unit.hpp"
#include "sim/grid/yearly_intensity.hpp"

namespace roundwatt {

namespace {

constexpr std::array required_columns{"zone", "start", "g_per_kwh", "year", "kind"};
constexpr std::array optional_columns{"alpha2", "name", "accounting", "flow"};

/// One line of the file, its cells understood.
struct GridLine {
  int line = 0;
  std::string zone;
  GridKind kind{};
  std::optional<UtcTime> start;  ///< nothing: constant
  double grams_per_kwh = 0;
  int year = 0;
  GridOrigin origin;
};

/// The lines of one zone and kind, in the order of the file.
struct SeriesLines {
  std::string zone;
  GridKind kind{};
  std::vector<GridLine> lines;
};

class GridParser {
 public:
  GridParser(CsvTable table, CountryCodes codes) : table_{std::move(table)}, codes_{std::move(codes)} {}

  GridTable parse() {
    check_columns();
    read_codes();
    for (const CsvRow& row : table_.rows) read_line(row);
    std::vector<GridSignal> signals;
    for (const SeriesLines& series : series_) add_signal(series, signals);
    if (table_.rows.empty()) problem(0, "has a header but no rows. Add at least one zone.");
    problems_.throw_if_any();
    return {table_.file, std::move(codes_), std::move(signals)};
  }

 private:
  void problem(int line, std::string message) { problems_.add(table_.file, line, std::move(message)); }

  void check_columns() {
    std::vector<std::string> known{required_columns.begin(), required_columns.end()};
    for (const std::string& name : known) {
      if (!table_.column(name)) {
        problem(table_.header_line, fmt::format("the column {} is missing.{}", name, did_you_mean(name, table_.header)));
      }
    }
    known.insert(known.end(), optional_columns.begin(), optional_columns.end());
    for (auto name = table_.header.begin(); name != table_.header.end(); ++name) {
      if (std::find(known.begin(), known.end(), *name) == known.end()) {
        problem(table_.header_line,
                fmt::format("{}: no such column.{} Remove it or rename it.", *name, did_you_mean(*name, known)));
      }
      if (std::find(table_.header.begin(), name, *name) != name) {
        problem(table_.header_line, fmt::format("the column {} stands there twice.", *name));
      }
    }
    problems_.throw_if_any();
  }

  const std::string& cell(const CsvRow& row, std::string_view column) const { return row.cells[*table_.column(column)]; }

  void read_codes() {
    if (!table_.column("alpha2")) return;
    for (const CsvRow& row : table_.rows) {
      const std::string& alpha2 = cell(row, "alpha2");
      if (alpha2.empty()) continue;
      const std::string zone = canonical(cell(row, "zone"));
      const auto [known, is_new] = codes_.emplace(alpha2, zone);
      if (!is_new && known->second != zone) {
        problem(row.line, fmt::format("alpha2 = {} is the code of {}, not of {}.", alpha2, known->second, zone));
      }
    }
  }

  std::string canonical(const std::string& zone) const {
    const auto code = codes_.find(zone);
    return code == codes_.end() ? zone : code->second;
  }

  void read_line(const CsvRow& row) {
    const std::size_t problems_before = problems_.count();
    GridLine read{row.line, zone_of(row), kind_of(row), start_of(row), intensity_of(row), year_of(row), origin_of(row)};
    if (problems_.count() == problems_before) series_of(read).lines.push_back(read);
  }

  std::string zone_of(const CsvRow& row) {
    const std::string& zone = cell(row, "zone");
    if (zone.empty()) problem(row.line, "zone is blank. Name a zone, such as FRA or US-CAL-CISO.");
    return canonical(zone);
  }

  GridKind kind_of(const CsvRow& row) {
    try {
      return parse_grid_kind(cell(row, "kind"));
    } catch (const UserError& error) {
      problem(row.line, error.what());
      return {};
    }
  }

  std::optional<UtcTime> start_of(const CsvRow& row) {
    const std::string& text = cell(row, "start");
    if (text.empty()) return std::nullopt;
    const std::optional<UtcTime> start = parse_utc(text);
    if (!start) {
      problem(row.line, fmt::format("start = {} is no instant. Write 2022-01-01T00:00:00Z, or nothing for a constant.", text));
    }
    return start;
  }

  double intensity_of(const CsvRow& row) {
    const std::string& text = cell(row, "g_per_kwh");
    const std::optional<double> value = parse_number(text);
    if (!value)
      problem(row.line, fmt::format("g_per_kwh = '{}' is not a number. Every row needs one.{}", text, comma_advice(text)));
    if (value && *value < 0) problem(row.line, fmt::format("g_per_kwh = {} is negative; it must be at least 0.", text));
    return value.value_or(0);
  }

  int year_of(const CsvRow& row) {
    constexpr double first_year = 1900;
    constexpr double last_year = 2200;
    const std::string& text = cell(row, "year");
    const double year = parse_number(text).value_or(0);
    if (!(year >= first_year && year <= last_year) || year != static_cast<int>(year)) {
      problem(row.line, fmt::format("year = '{}' is no year from 1900 to 2200. Write the year that the figure is of.", text));
      return 0;
    }
    return static_cast<int>(year);
  }

  /// \p choices by their names; blank, or a column that is not there, is the first.
  template <class E>
  E word_of(const CsvRow& row, const char* column, std::string (*name_of)(E), const std::vector<E>& choices) {
    if (!table_.column(column)) return choices.front();
    const std::string& text = cell(row, column);
    std::vector<std::string> words;
    for (const E choice : choices) {
      if (name_of(choice) == text) return choice;
      if (!name_of(choice).empty()) words.push_back(name_of(choice));
    }
    problem(row.line,
            fmt::format("{} = '{}' must be {} or blank.{}", column, text, fmt::join(words, ", "), did_you_mean(text, words)));
    return choices.front();
  }

  GridOrigin origin_of(const CsvRow& row) {
    return {word_of(row, "accounting", grid_accounting_name,
                    std::vector{GridAccounting::unknown, GridAccounting::direct, GridAccounting::life_cycle}),
            word_of(row, "flow", grid_flow_name, std::vector{GridFlow::unknown, GridFlow::production, GridFlow::consumption})};
  }

  SeriesLines& series_of(const GridLine& line) {
    const auto [position, is_new] = series_at_.try_emplace({line.zone, line.kind}, series_.size());
    if (is_new) series_.push_back({line.zone, line.kind, {}});
    return series_[position->second];
  }

  void add_signal(const SeriesLines& series, std::vector<GridSignal>& signals) {
    const std::size_t problems_before = problems_.count();
    check_order(series);
    if (problems_.count() != problems_before) return;
    const auto [oldest, newest] = std::minmax_element(series.lines.begin(), series.lines.end(),
                                                      [](const GridLine& a, const GridLine& b) { return a.year < b.year; });
    const YearRange years{oldest->year, newest->year};
    if (!series.lines.front().start) {
      const GramsPerKwh intensity{series.lines.front().grams_per_kwh};
      signals.push_back(GridSignal::constant(series.zone, series.kind, years, intensity));
      signals.back().set_origin(series.lines.front().origin);
      return;
    }
    std::vector<StepFunction::Step> steps;
    for (const GridLine& line : series.lines) steps.push_back({line.start->epoch_s, line.grams_per_kwh});
    signals.push_back(GridSignal::series(series.zone, series.kind, years, StepFunction{std::move(steps)}));
    signals.back().set_origin(series.lines.front().origin);
  }

  /// A constant stands alone; stamps increase.
  void check_order(const SeriesLines& series) {
    for (std::size_t i = 1; i < series.lines.size(); ++i) {
      const GridLine& before = series.lines[i - 1];
      const GridLine& line = series.lines[i];
      const std::string place = fmt::format("{} ({})", series.zone, grid_kind_name(series.kind));
      if (before.origin != line.origin) {
        problem(line.line, fmt::format("{} changes its accounting or flow (line {}). Keep one of them.", place, before.line));
      } else if (before.start.has_value() != line.start.has_value()) {
        problem(line.line, fmt::format("{} has a constant and a series (line {}). Keep one of them.", place, before.line));
      } else if (!line.start || *line.start == *before.start) {
        problem(line.line, fmt::format("{} has this start already in line {}. Remove one.", place, before.line));
      } else if (*line.start < *before.start) {
        problem(line.line, fmt::format("{} goes back in time: line {} is later. Sort the rows by start.", place, before.line));
      }
    }
  }

  struct SeriesKey {
    std::string zone;
    GridKind kind;
    auto operator<=>(const SeriesKey&) const = default;
  };

  CsvTable table_;
  CountryCodes codes_;
  std::vector<SeriesLines> series_;
  std::map<SeriesKey, std::size_t> series_at_;
  ProblemList problems_{most_csv_problems};
};

}  // namespace

GridTable read_grid(const std::filesystem::path& file) {
  return parse_grid(read_text_file(file, largest_csv), file.string(), yearly_intensity().codes());
}

GridTable parse_grid(std::string_view text, const std::string& name, const CountryCodes& codes) {
  return GridParser{parse_csv(text, name), codes}.parse();
}

GridKind parse_grid_kind(std::string_view name) {
  for (const GridKind kind : {GridKind::average, GridKind::marginal}) {
    if (grid_kind_name(kind) == name) return kind;
  }
  throw UserError{
      fmt::format("kind = '{}': the kinds are average and marginal.{}", name, did_you_mean(name, {"average", "marginal"}))};
}

}  // namespace roundwatt
