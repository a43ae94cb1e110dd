#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/energy/energy_item.hpp"
#include "analysis/energy/participation_outcomes.hpp"
#include "analysis/energy/volume_network.hpp"
#include "sim/base/boundary.hpp"
#include "sim/trace/trace_reader.hpp"

namespace roundwatt {

/// The idle power of links over the whole run, which no row holds.
struct IdleLinks {};

/// Rows of one table that follow one another: what is read at once, and makes items apart from all other rows.
using EnergyRows = std::variant<IdleLinks, std::vector<HostEnergyRow>, std::vector<HostTotalRow>, std::vector<LinkEnergyRow>,
                                std::vector<ParticipationRow>, std::vector<TransferRow>>;

/// The joules of a run that a boundary counts, item by item. The items are not kept: each pass reads them from the trace again,
/// in bounded memory.
class EnergyLedger {
 public:
  static constexpr std::uint64_t usual_block = 8192;  ///< rows, as many as a chunk of the trace
  /// \p trace lives longer than the ledger. \throws UserError when a row points to a site, host or link that is not there.
  /// Likewise when \p network is by volume and the trace has no participations.
  EnergyLedger(const TraceReader& trace, Boundary boundary, NetworkCost network = {});

  /// Calls \p visit with each item that is not zero. \throws UserError, the trace being damaged, when a row points to what is
  /// not there or has times that no run has.
  void for_each(const std::function<void(const EnergyItem&)>& visit) const;

  /// The same in pieces: those of at most \p block_rows rows that make all items, in the order of for_each.
  class Block;
  std::vector<Block> blocks(std::uint64_t block_rows = usual_block) const;
  /// Not from several threads at once.
  EnergyRows read(const Block& block) const;
  /// Calls \p visit with each item that is not zero and is made of \p rows; from any thread.
  void for_each_of(const EnergyRows& rows, const std::function<void(const EnergyItem&)>& visit) const;

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

  void require_volumes() const;
  void read_link_detail();
  void visit(const HostEnergyRow& row, const Visit& visit) const;
  void visit(const HostTotalRow& row, const Visit& visit) const;
  void visit(const LinkEnergyRow& row, const Visit& visit) const;
  void visit(const ParticipationRow& row, const Visit& visit) const;
  void visit(const TransferRow& row, const Visit& visit) const;
  void visit_idle_links(const Visit& visit) const;
  EnergyItem item_of_link(std::int32_t link) const;
  const LinkRow& link_at(std::int32_t link) const;

  const TraceReader& trace_;
  Boundary boundary_;
  NetworkCost network_;
  std::vector<SiteRow> sites_;
  std::vector<HostRow> hosts_;
  std::vector<LinkRow> links_;
  ParticipationOutcomes outcomes_;
  bool knows_outcomes_ = false;
  bool links_in_totals_ = false;
};

/// Where a block of rows is.
class EnergyLedger::Block {
 private:
  friend class EnergyLedger;
  enum class Table { hosts, totals, links, idle_links, participations, transfers };
  Block(Table table, std::uint64_t first, std::uint64_t count) : table_{table}, first_{first}, count_{count} {}

  Table table_;
  std::uint64_t first_, count_;
};

/// The joules of \p trace that \p boundary counts.
EnergyLedger account_energy(const TraceReader& trace, Boundary boundary, NetworkCost network = {});

}  // namespace roundwatt
