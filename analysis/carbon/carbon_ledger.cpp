#include "analysis/carbon/carbon_ledger.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "analysis/carbon/attribution.hpp"
#include "analysis/carbon/carbon_meter.hpp"
#include "sim/base/quantity.hpp"

namespace roundwatt {

namespace {

constexpr double hour_s = 3600;

/// All sums of one pass, or of a part of it.
class CarbonSums {
 public:
  CarbonSums(const EnergyLedger& energy, const GridAssignment& grids, const std::vector<BreakdownRequest>& requests)
      : meter_{std::make_shared<const CarbonMeter>(energy, grids)}, sites_{{Facet::site}, energy} {
    for (const BreakdownRequest& request : requests) attributions_.emplace_back(request, energy);
    const auto has_hours = [](const BreakdownRequest& by) { return std::find(by.begin(), by.end(), Facet::hour) != by.end(); };
    by_hour_ = std::any_of(requests.begin(), requests.end(), has_hours);
  }
  CarbonSums empty_part() const { return {*this, AsPart{}}; }

  void add(const CarbonSums& part) {
    total_ += part.total_;
    sites_.add(part.sites_);
    for (std::size_t i = 0; i < attributions_.size(); ++i) attributions_[i].add(part.attributions_[i]);
  }

  void add(const EnergyItem& item) {
    if (!by_hour_) return add_piece(item, 0);
    if (item.end_s <= item.start_s) return add_piece(item, hour_of(item.start_s));
    // Power is constant within an item: each hour gets its time's share.
    const double seconds = item.end_s - item.start_s;
    EnergyItem piece = item;
    while (piece.start_s < item.end_s) {
      piece.end_s = std::min(item.end_s, end_of_hour(piece.start_s));
      const double share = (piece.end_s - piece.start_s) / seconds;
      piece.it_j = item.it_j * share;
      piece.use_s = item.use_s * share;
      add_piece(piece, hour_of(piece.start_s));
      piece.start_s = piece.end_s;
    }
  }

  const CarbonAmount& total() const { return total_; }
  const Attribution& sites() const { return sites_; }
  const std::vector<Attribution>& attributions() const { return attributions_; }

 private:
  struct AsPart {};
  CarbonSums(const CarbonSums& whole, AsPart /*mark*/)
      : meter_{whole.meter_}, sites_{whole.sites_.empty_part()}, by_hour_{whole.by_hour_} {
    attributions_.reserve(whole.attributions_.size());
    for (const Attribution& attribution : whole.attributions_) attributions_.push_back(attribution.empty_part());
  }

  void add_piece(const EnergyItem& item, int hour) {
    const auto supplies = meter_->supplies_of(item);
    Portion portion{item, Supply::grid, hour};
    for (std::size_t i = 0; i < supply_count; ++i) {
      const CarbonAmount& amount = supplies[i];
      if (amount.it_j == 0 && amount.embodied_g == 0) continue;
      portion.supply = static_cast<Supply>(i);
      total_ += amount;
      sites_.add(portion, amount);
      for (Attribution& attribution : attributions_) attribution.add(portion, amount);
    }
  }

  double start_s() const { return meter_->start().epoch_s; }
  /// Hours since 1970, UTC.
  double hours_at(double time_s) const { return std::floor((start_s() + time_s) / hour_s); }
  double end_of_hour(double time_s) const {
    const double end_s = (hours_at(time_s) + 1) * hour_s - start_s();
    return end_s > time_s ? end_s : time_s + hour_s;
  }
  int hour_of(double time_s) const {
    constexpr double hours_a_day = 24;
    const double hour = std::fmod(hours_at(time_s), hours_a_day);
    return static_cast<int>(hour < 0 ? hour + hours_a_day : hour);
  }

  std::shared_ptr<const CarbonMeter> meter_;
  CarbonAmount total_;
  Attribution sites_;
  std::vector<Attribution> attributions_;
  bool by_hour_ = false;
};

CarbonBreakdown breakdown(const Attribution& attribution) {
  CarbonBreakdown result{{}, {}, attribution.impossible()};
  for (const Facet facet : attribution.by()) result.by.push_back(facet_name(facet));
  if (!result.impossible.empty()) return result;
  attribution.for_each([&](const std::vector<std::string>& names, const CarbonAmount& amount) {
    result.parts.push_back({names, amount});
  });
  return result;
}

std::vector<SiteFactors> site_factors(const EnergyLedger& energy, const GridAssignment& grids, const Attribution& sites) {
  std::vector<SiteFactors> factors;
  for (std::size_t i = 0; i < energy.sites().size(); ++i) {
    factors.push_back({energy.sites()[i].name, energy.sites()[i].pue, grids.sites[i], sites.of(i)});
  }
  return factors;
}

}  // namespace

double SiteFactors::mean_g_per_kwh() const {
  if (amount.meter_j == 0) return std::numeric_limits<double>::quiet_NaN();
  return amount.grams / (amount.meter_j / joules_per_kwh);
}

std::vector<BreakdownRequest> usual_breakdowns(const EnergyLedger& energy) {
  std::vector<BreakdownRequest> requests{{Facet::site},  {Facet::kind},    {Facet::activity},
                                         {Facet::round}, {Facet::outcome}, {Facet::network}};
  if (energy.trace().has<BatteryRow>()) requests.push_back({Facet::supply});
  return requests;
}

CarbonLedger account_carbon(const EnergyLedger& energy, const GridAssignment& grids,
                            const std::vector<BreakdownRequest>& requests, const SummingPlan& plan) {
  CarbonSums sums{energy, grids, requests};
  sum_items(energy, sums, plan);
  CarbonLedger ledger{grids.name, sums.total(), {}, site_factors(energy, grids, sums.sites()), grids.notes};
  for (const Attribution& attribution : sums.attributions()) ledger.breakdowns.push_back(breakdown(attribution));
  if (energy.links_in_totals()) {
    ledger.notes.push_back("traffic on links stands outside rounds: the trace keeps it as totals (trace.link_energy: totals)");
  }
  return ledger;
}

CarbonLedger account_carbon(const EnergyLedger& energy, const GridAssignment& grids) {
  return account_carbon(energy, grids, usual_breakdowns(energy));
}

}  // namespace roundwatt
