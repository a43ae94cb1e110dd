#include "sim/base/error.hpp"
#include "sim/grid/read_grid.hpp"
#include "sim/grid/yearly_intensity.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace fedjoule;

/// Any text as a grid; of one that is accepted every value is a possible intensity.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const GridTable grid = parse_grid(as_text(data, size), "grid.csv", yearly_intensity().codes());
    for (const char* zone : {"FRA", "FR", "US-CAL-CISO", "X"}) {
      const GridSignal* signal = grid.find(zone, GridKind::average);
      if (signal == nullptr) continue;
      const double mean = signal->mean(signal->covered_until(), UtcTime{signal->covered_until().epoch_s + 1}).value();
      expect(mean >= 0 && mean < 1e9, "an intensity is possible");
    }
  } catch (const UserError&) {
  }
  return 0;
}
