#include "analysis/carbon/carbon_meter.hpp"

namespace fedjoule {

CarbonMeter::CarbonMeter(const EnergyLedger& energy, const GridAssignment& grids)
    : energy_{energy}, grids_{grids}, start_{parse_utc(energy.trace().header().start_utc).value()} {}

CarbonAmount CarbonMeter::of(const EnergyItem& item) const {
  const auto site = static_cast<std::size_t>(item.site);
  const Joules at_meter{item.it_j * energy_.sites()[site].pue};
  const GramsPerKwh intensity = grids_.sites[site].signal->mean({start_.epoch_s + item.start_s}, {start_.epoch_s + item.end_s});
  return {item.it_j, at_meter.value(), (at_meter * intensity).value()};
}

}  // namespace fedjoule
