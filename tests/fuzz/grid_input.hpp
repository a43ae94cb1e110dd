#pragma once

#include "sim/base/error.hpp"
#include "sim/grid/grid_import.hpp"
#include "sim/grid/yearly_intensity.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace roundwatt {

/// Of a grid that is accepted every value is a possible intensity, whatever holds past its end.
inline void expect_possible(const GridTable& grid) {
  constexpr double beyond_s = 40 * 86400;
  for (const GridSignal* signal : grid.signals()) {
    for (const PastEnd past_end : {PastEnd::hold, PastEnd::wrap, PastEnd::wrap_year}) {
      GridSignal asked = *signal;
      asked.set_past_end(past_end);
      const UtcTime end = asked.covered_until();
      try {
        const double mean = asked.mean(end, UtcTime{end.epoch_s + beyond_s}).value();
        expect(asked.is_constant() || (mean >= 0 && mean < 1e300), "an intensity is possible");
      } catch (const UserError&) {
        expect(past_end == PastEnd::wrap_year, "only days of other years can be missing");
      }
    }
  }
}

/// Reads \p text as a grid of whichever layout it looks like.
inline void import_any(std::string_view text) {
  const std::size_t size = text.size();
  ImportOptions options;
  options.zone = size % 2 == 0 ? "FRA" : "";
  options.start = UtcTime{0};
  options.gaps = size % 3 == 0 ? GapRule::interpolate : GapRule::hold;
  if (size % 5 != 0) options.g_per_kwh = 1;
  if (size % 7 != 0) options.kind = GridKind::average;
  try {
    expect_possible(
        parse_any_grid(text, size % 11 == 0 ? "X_2024_yearly.csv" : "grid", yearly_intensity().codes(), options).table);
  } catch (const UserError&) {
  }
}

}  // namespace roundwatt
