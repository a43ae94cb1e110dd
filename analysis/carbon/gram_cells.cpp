#include "analysis/carbon/gram_cells.hpp"

#include <algorithm>
#include <iterator>

#include "analysis/carbon/carbon_meter.hpp"
#include "analysis/energy/item_sum.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

GramPart part_of(const EnergyItem& item, const EnergyLedger& energy) {
  switch (item.source) {
    case EnergySource::link_idle:
      return GramPart::link_idle;
    case EnergySource::link_dynamic:
      return GramPart::link_dynamic;
    case EnergySource::volume:
      return GramPart::volume;
    case EnergySource::base:
    case EnergySource::compute:
    case EnergySource::receive:
    case EnergySource::send: {
      const bool is_base = item.source == EnergySource::base;
      if (energy.host_at(item.host).kind == HostKind::device) return is_base ? GramPart::device_base : GramPart::device_added;
      return is_base ? GramPart::server_base : GramPart::server_added;
    }
    case EnergySource::embodied:
      break;
  }
  throw RunError{"an item without energy is no part of the grams"};
}

double share_of(const EnergyItem& item, GramPart part, const EnergyLedger& energy) {
  if (energy.boundary() != Boundary::participation) return 1;
  if (part == GramPart::server_base) return energy.host_at(item.host).reserved_share;
  if (part == GramPart::link_idle) return energy.links()[static_cast<std::size_t>(item.link)].router_share;
  return 1;
}

std::size_t cell_number(std::size_t site, GramPart part) { return site * gram_part_count + static_cast<std::size_t>(part); }

/// The cells of all sites and parts, those without grams too.
class CellSum {
 public:
  CellSum(const EnergyLedger& energy, const CarbonMeter& meter) : energy_{&energy}, meter_{&meter} {
    for (std::size_t site = 0; site < energy.sites().size(); ++site) {
      for (std::size_t part = 0; part < gram_part_count; ++part) cells_.push_back({site, static_cast<GramPart>(part), 0, 0, 0});
    }
  }
  CellSum empty_part() const { return {*energy_, *meter_}; }

  void add(const EnergyItem& item) {
    if (item.source == EnergySource::embodied) return;
    const GramPart part = part_of(item, *energy_);
    GramCell& cell = cells_[cell_number(static_cast<std::size_t>(item.site), part)];
    const double grams = meter_->of(item).grams;
    const double share = share_of(item, part, *energy_);
    cell.grams += grams;
    cell.grams_per_share += grams / share;
    cell.largest_share = std::max(cell.largest_share, share);
  }

  void add(const CellSum& part) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      cells_[i].grams += part.cells_[i].grams;
      cells_[i].grams_per_share += part.cells_[i].grams_per_share;
      cells_[i].largest_share = std::max(cells_[i].largest_share, part.cells_[i].largest_share);
    }
  }

  const std::vector<GramCell>& cells() const { return cells_; }

 private:
  const EnergyLedger* energy_;
  const CarbonMeter* meter_;
  std::vector<GramCell> cells_;
};

}  // namespace

double GramCells::grams() const {
  double sum = 0;
  for (const GramCell& cell : cells) sum += cell.grams;
  return sum;
}

GramCells decompose(const EnergyLedger& energy, const GridAssignment& grids, Seconds delay) {
  GramCells result{energy.sites(), {}, {}, energy.boundary() == Boundary::participation, false};
  for (const SiteGrid& site : grids.sites) result.zones.push_back(site.signal->zone());
  result.has_unused_routers = std::any_of(energy.links().begin(), energy.links().end(),
                                          [](const LinkRow& link) { return link.router_share == 0 && link.idle_w > 0; });
  const CarbonMeter meter{energy, grids, delay};
  CellSum sum{energy, meter};
  sum_items(energy, sum);
  std::copy_if(sum.cells().begin(), sum.cells().end(), std::back_inserter(result.cells),
               [](const GramCell& cell) { return cell.grams != 0; });
  return result;
}

}  // namespace roundwatt
