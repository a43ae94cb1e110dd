#include "analysis/carbon/carbon_meter.hpp"

namespace fedjoule {

CarbonMeter::CarbonMeter(const EnergyLedger& energy, const GridAssignment& grids)
    : energy_{energy}, grids_{grids}, start_{parse_utc(energy.trace().header().start_utc).value()}, batteries_{energy, grids} {}

CarbonAmount CarbonMeter::of(const EnergyItem& item) const {
  CarbonAmount sum;
  for (const CarbonAmount& amount : supplies_of(item)) sum += amount;
  return sum;
}

std::array<CarbonAmount, supply_count> CarbonMeter::supplies_of(const EnergyItem& item) const {
  const auto site = static_cast<std::size_t>(item.site);
  const double pue = energy_.sites()[site].pue;
  const auto amount = [&](const SupplyRate& rate) {
    const Joules at_meter{item.it_j * rate.grid_j * pue};
    return CarbonAmount{item.it_j * rate.drawn_j, at_meter.value(), (at_meter * rate.mean).value()};
  };
  const HostSupply* battery = item.host < 0 ? nullptr : batteries_.of(item.host);
  if (battery != nullptr) return {amount((*battery)[0]), amount((*battery)[1]), amount((*battery)[2])};
  const GramsPerKwh mean = grids_.sites[site].signal->mean({start_.epoch_s + item.start_s}, {start_.epoch_s + item.end_s});
  return {amount({1, 1, mean}), {}, {}};
}

}  // namespace fedjoule
