#include "analysis/study/start_curve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "analysis/carbon/carbon_meter.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

/// The earliest end of the series that the run's energy is priced by; nothing where all are constants.
std::optional<UtcTime> end_of_data(const GridAssignment& grids) {
  std::optional<UtcTime> end;
  for (const SiteGrid& site : grids.sites) {
    if (site.signal->is_constant()) continue;
    const UtcTime until = site.signal->covered_until();
    if (!end || until < *end) end = until;
  }
  return end;
}

}  // namespace

const LaterStart& StartCurve::best() const {
  return *std::min_element(starts.begin(), starts.end(), [](const auto& a, const auto& b) { return a.grams < b.grams; });
}

double StartCurve::mean_grams() const {
  const double sum =
      std::accumulate(starts.begin(), starts.end(), 0.0, [](double grams, const auto& start) { return grams + start.grams; });
  return sum / static_cast<double>(starts.size());
}

StartCurve find_start(const EnergyLedger& energy, const GridAssignment& grids, const StartSearch& search) {
  const std::optional<UtcTime> data_end = end_of_data(grids);
  if (!data_end) {
    throw UserError{
        "on this grid every start is as good as any: its intensities are the same at all times. Give --grid a "
        "series by the hour, such as docs/how-to/use-your-grid-data.md says."};
  }
  const double end_s = energy.trace().header().end_s;
  StartCurve curve;
  std::vector<CarbonMeter> meters;
  constexpr double rounding = 1e-9;
  for (double number = 0; number * search.step.value() <= search.within.value() * (1 + rounding); ++number) {
    const Seconds delay{number * search.step.value()};
    CarbonMeter meter{energy, grids, delay};
    if (number > 0 && meter.start().epoch_s + end_s > data_end->epoch_s) {
      curve.grid_ends = data_end;
      break;
    }
    curve.starts.push_back({delay, meter.start(), 0});
    meters.push_back(std::move(meter));
  }
  energy.for_each([&](const EnergyItem& item) {
    for (std::size_t i = 0; i < meters.size(); ++i) curve.starts[i].grams += meters[i].of(item).grams;
  });
  return curve;
}

}  // namespace roundwatt
