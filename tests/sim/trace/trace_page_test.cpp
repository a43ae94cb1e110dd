#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <tuple>

#include "sim/base/text_file.hpp"
#include "sim/trace/schema.hpp"
#include "tests/sim/trace/hand_trace.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::string page() { return read_text_file(std::string{ROUNDWATT_SOURCE_DIR} + "/docs/formats/trace.md"); }

std::string type_name(ColumnType type) {
  constexpr std::array names{"float64", "int64", "int32", "flag", "text"};
  return names.at(static_cast<std::size_t>(type));
}

/// The line of a column: "| `name` | type | `units` | meaning: 0 first, 1 second |".
std::string line_of(const ColumnInfo& column) {
  std::string meaning = column.long_name;
  for (std::size_t i = 0; i < column.flag_meanings.size(); ++i) {
    meaning += fmt::format("{} {} {}", i == 0 ? ":" : ",", i, column.flag_meanings[i]);
  }
  const std::string units = column.units.empty() ? "" : fmt::format("`{}`", column.units);
  return fmt::format("| `{}` | {} | {} | {} |", column.name, type_name(column.type), units, meaning);
}

template <class Row>
void check_section(const std::string& text) {
  const TableSchema<Row>& table = schema<Row>();
  std::string section = fmt::format("### /{}\n\nA row is {}.", table.group, table.row_is);
  const std::size_t begin = text.find(section);
  INFO("docs/formats/trace.md, /" << table.group);
  REQUIRE(begin != std::string::npos);
  section = text.substr(begin, text.find("\n## ", begin) - begin);
  section = section.substr(0, section.find("\n### ", 1));
  for (const auto& column : table.columns) CHECK_THAT(section, ContainsSubstring(line_of(column.info)));
}

template <class... Rows>
void check_sections(const std::string& text, std::tuple<Rows...>*) {
  (check_section<Rows>(text), ...);
}

}  // namespace

TEST_CASE("the page of the format describes every table, column, type, unit and flag") {
  check_sections(page(), static_cast<AllRows*>(nullptr));
}

TEST_CASE("the page's Python reads a trace with h5py, pandas and both engines of xarray") {
  const std::string text = page();
  const std::size_t begin = text.find("```python\n") + 10;
  const ScratchFile script{".py"};
  std::ofstream{script.path()} << text.substr(begin, text.find("```", begin) - begin);
  const ScratchFile trace;
  one_round().write(trace.path());
  const ScratchFile output{".txt"};
  const std::string command = fmt::format("/usr/bin/python3 {} {} > {} 2>&1", script.text(), trace.text(), output.text());
  const int status = std::system(command.c_str());
  const std::string printed = read_text_file(output.path());
  CAPTURE(printed);
  CHECK(status == 0);
  // 980 J of the device and 11000 J of the server, once from each engine.
  CHECK_THAT(printed, ContainsSubstring("11980.0 J\n11980.0 J\n"));
}

TEST_CASE("both engines of xarray and pandas open every table") {
  const ScratchFile trace;
  HandTrace written = one_round();
  written.transfers = {{-1, 0, 1, 0, TransferPurpose::raw_data, 0, 1, 8, 0}};
  written.learning_metrics = {{1, 40, 0.5}};
  written.write(trace.path());
  const ScratchFile script{".py"};
  std::ofstream{script.path()} << R"(
import sys
import h5py, pandas as pd, xarray as xr
tables = []
with h5py.File(sys.argv[1]) as file:
    file.visititems(lambda name, item: tables.append(name) if isinstance(item, h5py.Group) and "row" in item else None)
    for table in tables:
        frame = pd.DataFrame({k: v[:] for k, v in file[table].items()})
        for engine in ("netcdf4", "h5netcdf"):
            dataset = xr.open_dataset(sys.argv[1], group=table, engine=engine)
            assert set(frame.columns) == set(dataset.variables), (table, engine)
            assert len(frame) == dataset.sizes["row"], (table, engine)
            dataset.load()
print(len(tables), "tables")
)";
  const ScratchFile output{".txt"};
  const std::string command = fmt::format("/usr/bin/python3 {} {} > {} 2>&1", script.text(), trace.text(), output.text());
  const int status = std::system(command.c_str());
  const std::string printed = read_text_file(output.path());
  CAPTURE(printed);
  CHECK(status == 0);
  CHECK_THAT(printed, ContainsSubstring("12 tables"));
}
