#include "sim/grid/named_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "sim/base/letter_case.hpp"
#include "sim/base/unit.hpp"
#include "sim/grid/column_meaning.hpp"
#include "sim/grid/csv_cell_reader.hpp"

namespace roundwatt {

namespace {

/// What the columns of a table are.
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

}  // namespace

bool is_named_table(const CsvTable& table) {
  return table.header.size() >= 2 && !table.rows.empty() && time_column(table).has_value();
}

void read_named_table(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  TableReader{table, options, file, problems}.read();
}

}  // namespace roundwatt
