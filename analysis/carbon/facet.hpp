#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/carbon/battery_supply.hpp"
#include "analysis/energy/energy_ledger.hpp"

namespace roundwatt {

/// What energy and grams can be sorted by: docs/methods/carbon.md, table 2.
enum class Facet { site, zone, kind, model, client, round, activity, outcome, network, hour, supply };

/// "site", "zone", …: as on the command line.
std::string facet_name(Facet facet);
std::vector<std::string> facet_names();
/// \throws UserError with the nearest name when there is none.
Facet parse_facet(std::string_view name);

/// Something to sort: (a part of) an item, how it was supplied, and the hour of the day, UTC, in which it was spent.
struct Portion {
  const EnergyItem& item;
  Supply supply = Supply::grid;
  int hour = 0;
};

/// The categories of one facet in one trace. Numbers are what reports sort by.
class Categories {
 public:
  /// \p energy lives longer.
  Categories(Facet facet, const EnergyLedger& energy);

  Facet facet() const { return facet_; }
  /// Numbers lie in [0, count()). Not of rounds, which /rounds need not have all of: 0 is outside of them.
  std::size_t count() const { return names_.empty() ? counted_ : names_.size(); }
  std::size_t of(const Portion& portion) const;
  std::string name(std::size_t category) const;
  /// Why the trace cannot be sorted so, in words; empty where it can.
  std::string impossible() const;

 private:
  std::size_t of_host(std::int32_t host) const { return of_host_[static_cast<std::size_t>(host)]; }
  void name_sites();
  void name_zones();
  void name_models();
  void count_clients();

  Facet facet_;
  const EnergyLedger& energy_;
  std::vector<std::string> names_;    ///< empty for numbered ones: rounds, clients
  std::vector<std::size_t> of_host_;  ///< kind, model, client
  std::vector<std::size_t> of_site_;  ///< zone
  std::size_t counted_ = 0;
};

}  // namespace roundwatt
