#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/energy/energy_item.hpp"
#include "analysis/energy/volume_network.hpp"
#include "sim/base/boundary.hpp"
#include "sim/trace/trace_reader.hpp"

namespace fedjoule {

/// The joules of a run that a boundary counts, item by item. The items are not kept: each pass reads them from the trace again,
/// in bounded memory.
class EnergyLedger {
 public:
  /// \p trace lives longer than the ledger. \throws UserError when a row points to a site, host or link that is not there.
  /// Likewise when \p network is by volume and the trace has no participations.
  EnergyLedger(const TraceReader& trace, Boundary boundary, NetworkCost network = {});

  /// Calls \p visit with each item that is not zero.
  void for_each(const std::function<void(const EnergyItem&)>& visit) const;

  const TraceReader& trace() const { return trace_; }
  Boundary boundary() const { return boundary_; }
  NetworkCost network() const { return network_; }
  const std::vector<SiteRow>& sites() const { return sites_; }
  const std::vector<HostRow>& hosts() const { return hosts_; }
  const std::vector<LinkRow>& links() const { return links_; }
  /// \throws UserError, the trace being damaged, when there is no such row.
  const HostRow& host_at(std::int32_t host) const;

  /// The trace keeps totals by activity and bucket: hosts' energy belongs to no round.
  bool hosts_in_totals() const { return trace_.count<HostTotalRow>() > 0; }
  bool links_in_totals() const { return links_in_totals_; }
  bool knows_outcomes() const { return knows_outcomes_; }

 private:
  using Visit = std::function<void(const EnergyItem&)>;
  /// A host's part in a round.
  struct Part {
    std::int32_t round, host;
    bool operator==(const Part&) const = default;
  };
  /// One participation of it.
  struct Stint {
    double start_s;
    Outcome outcome;
  };
  struct PartHash {
    std::size_t operator()(const Part& part) const {
      return std::hash<std::uint64_t>{}((static_cast<std::uint64_t>(static_cast<std::uint32_t>(part.round)) << 32) |
                                        static_cast<std::uint32_t>(part.host));
    }
  };

  void read_outcomes();
  void require_volumes() const;
  std::optional<Outcome> outcome_of(const HostEnergyRow& row) const;
  void read_link_detail();
  void visit_intervals(const Visit& visit) const;
  void visit_totals(const Visit& visit) const;
  void visit_links(const Visit& visit) const;
  void visit_idle_links(const Visit& visit) const;
  EnergyItem item_of_link(std::int32_t link) const;
  const LinkRow& link_at(std::int32_t link) const;

  const TraceReader& trace_;
  Boundary boundary_;
  NetworkCost network_;
  std::vector<SiteRow> sites_;
  std::vector<HostRow> hosts_;
  std::vector<LinkRow> links_;
  std::unordered_map<Part, std::vector<Stint>, PartHash> outcomes_;  ///< several only with edge rounds
  bool knows_outcomes_ = false;
  bool links_in_totals_ = false;
};

/// The joules of \p trace that \p boundary counts.
EnergyLedger account_energy(const TraceReader& trace, Boundary boundary, NetworkCost network = {});

}  // namespace fedjoule
