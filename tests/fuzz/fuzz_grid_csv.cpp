#include "sim/base/error.hpp"
#include "sim/grid/grid_import.hpp"
#include "sim/grid/read_grid.hpp"
#include "sim/grid/yearly_intensity.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace roundwatt;

namespace {

/// Of a grid that is accepted every value is a possible intensity.
void expect_possible(const GridTable& grid) {
  for (const GridSignal* signal : grid.signals()) {
    const double mean = signal->mean(signal->covered_until(), UtcTime{signal->covered_until().epoch_s + 1}).value();
    expect(signal->is_constant() || (mean >= 0 && mean < 1e300), "an intensity is possible");
  }
}

}  // namespace

/// Any text as a grid, of Roundwatt's own layout and of whichever it looks like; what is written of it is read again.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  const CountryCodes& codes = yearly_intensity().codes();
  try {
    expect_possible(parse_grid(text, "grid.csv", codes));
  } catch (const UserError&) {
  }
  ImportOptions options;
  options.zone = size % 2 == 0 ? "FRA" : "";
  options.start = UtcTime{0};
  options.gaps = size % 3 == 0 ? GapRule::interpolate : GapRule::hold;
  try {
    const GridImport imported = parse_any_grid(text, "grid", codes, options);
    expect_possible(imported.table);
  } catch (const UserError&) {
  }
  return 0;
}
