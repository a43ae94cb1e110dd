#include "analysis/carbon/carbon_ledger.hpp"

#include <fmt/format.h>

#include <limits>
#include <map>

#include "analysis/carbon/carbon_meter.hpp"
#include "sim/base/quantity.hpp"

namespace fedjoule {

namespace {

/// Sums by the number of a category: a site's row, an enumerator, a round.
using Sums = std::map<std::int64_t, CarbonAmount>;

constexpr std::int64_t no_category = -1;

template <class Name>
CarbonBreakdown breakdown(const char* by, const Sums& sums, const Name& name_of) {
  CarbonBreakdown result{by, {}, {}};
  for (const auto& [category, amount] : sums) result.parts.push_back({name_of(category), amount});
  return result;
}

class CarbonSums {
 public:
  explicit CarbonSums(const EnergyLedger& energy) : energy_{energy} {}

  void add(const EnergyItem& item, const std::array<CarbonAmount, supply_count>& supplies) {
    CarbonAmount amount;
    for (std::size_t i = 0; i < supply_count; ++i) {
      amount += supplies[i];
      if (supplies[i].it_j != 0) by_supply_[static_cast<std::int64_t>(i)] += supplies[i];
    }
    total_ += amount;
    by_site_[item.site] += amount;
    by_kind_[kind_of(item)] += amount;
    by_activity_[item.activity.host_activity ? static_cast<std::int64_t>(*item.activity.host_activity) : no_category] += amount;
    by_round_[item.round] += amount;
    by_outcome_[item.outcome ? static_cast<std::int64_t>(*item.outcome) : no_category] += amount;
    by_network_[static_cast<std::int64_t>(item.network_part)] += amount;
  }

  const CarbonAmount& total() const { return total_; }
  CarbonAmount of_site(std::size_t site) const {
    const auto found = by_site_.find(static_cast<std::int64_t>(site));
    return found == by_site_.end() ? CarbonAmount{} : found->second;
  }

  std::vector<CarbonBreakdown> breakdowns() const {
    std::vector<CarbonBreakdown> all{
        breakdown("site", by_site_, [&](std::int64_t row) { return energy_.sites()[static_cast<std::size_t>(row)].name; }),
        breakdown("kind", by_kind_,
                  [](std::int64_t kind) {
                    return kind == no_category ? std::string{"network"} : flag_name(static_cast<HostKind>(kind));
                  }),
        breakdown("activity", by_activity_,
                  [](std::int64_t activity) {
                    return activity == no_category ? std::string{"network"} : flag_name(static_cast<Activity>(activity));
                  }),
        round_breakdown(),
        outcome_breakdown(),
        breakdown("network", by_network_, [](std::int64_t part) { return network_part_name(static_cast<NetworkPart>(part)); })};
    if (energy_.trace().has<BatteryRow>()) {
      all.push_back(
          breakdown("supply", by_supply_, [](std::int64_t supply) { return supply_name(static_cast<Supply>(supply)); }));
    }
    return all;
  }

 private:
  std::int64_t kind_of(const EnergyItem& item) const {
    if (item.host < 0) return no_category;
    return static_cast<std::int64_t>(energy_.hosts()[static_cast<std::size_t>(item.host)].kind);
  }

  CarbonBreakdown round_breakdown() const {
    if (energy_.hosts_in_totals()) {
      return {"round", {}, "the trace keeps the hosts' energy as totals over all rounds (trace.host_energy: totals)"};
    }
    return breakdown("round", by_round_,
                     [](std::int64_t round) { return round < 0 ? std::string{"outside rounds"} : fmt::format("{}", round); });
  }

  CarbonBreakdown outcome_breakdown() const {
    if (energy_.hosts_in_totals()) {
      return {"outcome", {}, "the trace keeps the hosts' energy as totals over all participations (trace.host_energy: totals)"};
    }
    if (!energy_.knows_outcomes()) {
      return {"outcome", {}, "the trace does not say how participations ended (trace.participations: false)"};
    }
    return breakdown("outcome", by_outcome_, [](std::int64_t outcome) {
      return outcome == no_category ? std::string{"-"} : flag_name(static_cast<Outcome>(outcome));
    });
  }

  const EnergyLedger& energy_;
  CarbonAmount total_;
  Sums by_site_, by_kind_, by_activity_, by_round_, by_outcome_, by_network_, by_supply_;
};

}  // namespace

double SiteFactors::mean_g_per_kwh() const {
  if (amount.meter_j == 0) return std::numeric_limits<double>::quiet_NaN();
  return amount.grams / (amount.meter_j / joules_per_kwh);
}

CarbonLedger account_carbon(const EnergyLedger& energy, const GridAssignment& grids) {
  const CarbonMeter meter{energy, grids};
  CarbonSums sums{energy};
  energy.for_each([&](const EnergyItem& item) { sums.add(item, meter.supplies_of(item)); });
  CarbonLedger ledger{grids.name, sums.total(), sums.breakdowns(), {}, grids.notes};
  for (std::size_t i = 0; i < energy.sites().size(); ++i) {
    ledger.factors.push_back({energy.sites()[i].name, energy.sites()[i].pue, grids.sites[i], sums.of_site(i)});
  }
  if (energy.links_in_totals()) {
    ledger.notes.push_back("traffic on links stands outside rounds: the trace keeps it as totals (trace.link_energy: totals)");
  }
  return ledger;
}

std::string embodied_not_counted(const EnergyLedger& energy) {
  std::map<std::string, int> parts;
  for (const HostRow& host : energy.hosts()) ++parts[host.model.empty() ? flag_name(host.kind) : host.model];
  for (const LinkRow& link : energy.links()) {
    const std::string kind = flag_name(link.kind);
    ++parts[kind == "access_point" ? "access point" : kind == "data_centre" ? "data-centre link" : kind + " link"];
  }
  std::vector<std::string> words;
  words.reserve(parts.size());
  for (const auto& [part, count] : parts) words.push_back(fmt::format("{} x {}", count, part));
  return fmt::format("embodied carbon is not counted (making, transport, disposal of {})", fmt::join(words, ", "));
}

}  // namespace fedjoule
