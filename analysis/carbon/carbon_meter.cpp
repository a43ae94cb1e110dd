#include "analysis/carbon/carbon_meter.hpp"

#include <cmath>

namespace roundwatt {

CarbonMeter::CarbonMeter(const EnergyLedger& energy, const GridAssignment& grids, Seconds delay)
    : energy_{&energy},
      grids_{&grids},
      start_{parse_utc(energy.trace().header().start_utc).value().epoch_s + delay.value()},
      batteries_{energy, grids, start_} {}

CarbonAmount CarbonMeter::of(const EnergyItem& item) const {
  CarbonAmount sum;
  for (const CarbonAmount& amount : supplies_of(item)) sum += amount;
  return sum;
}

std::array<CarbonAmount, supply_count> CarbonMeter::supplies_of(const EnergyItem& item) const {
  if (item.source == EnergySource::embodied) return {CarbonAmount{0, 0, 0, embodied_g_s(item) * item.use_s}, {}, {}};
  const auto site = static_cast<std::size_t>(item.site);
  const double pue = energy_->sites()[site].pue;
  const auto amount = [&](const SupplyRate& rate) {
    const Joules at_meter{item.it_j * rate.grid_j * pue};
    return CarbonAmount{item.it_j * rate.drawn_j, at_meter.value(), (at_meter * rate.mean).value(), 0};
  };
  const HostSupply* battery = item.host < 0 ? nullptr : batteries_.of(item.host);
  if (battery != nullptr) return {amount((*battery)[0]), amount((*battery)[1]), amount((*battery)[2])};
  const GramsPerKwh mean = grids_->sites[site].signal->mean({start_.epoch_s + item.start_s}, {start_.epoch_s + item.end_s});
  return {amount({1, 1, mean}), {}, {}};
}

/// Grams a second of use; nothing where the platform does not say.
double CarbonMeter::embodied_g_s(const EnergyItem& item) const {
  constexpr double grams_per_kg = 1000;
  const auto rate = [](const auto& row) {
    const double grams_a_second = row.embodied_kg * grams_per_kg / row.lifetime_s;
    return std::isfinite(grams_a_second) ? grams_a_second : 0;
  };
  return item.host >= 0 ? rate(energy_->hosts()[static_cast<std::size_t>(item.host)])
                        : rate(energy_->links()[static_cast<std::size_t>(item.link)]);
}

}  // namespace roundwatt
