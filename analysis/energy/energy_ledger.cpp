#include "analysis/energy/energy_ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "sim/base/error.hpp"
#include "sim/base/run_length.hpp"
#include "sim/trace/boundary_share.hpp"

namespace roundwatt {

namespace {

/// The time and the four parts of the energy of a host's interval or bucket.
struct HostUse {
  double seconds, base_j, compute_j, rx_j, tx_j;
};

/// \p item as so many seconds of use.
EnergyItem used(EnergyItem item, double seconds) {
  item.source = EnergySource::embodied;
  item.it_j = 0;
  item.use_s = seconds;
  return item;
}

template <class Row>
bool declares_embodied(const Row& row) {
  return std::isfinite(row.embodied_kg) && row.lifetime_s > 0;
}

/// What an interval and a bucket of a host have in common.
template <class Row>
EnergyItem item_of_host(const Row& row, const HostRow& host) {
  EnergyItem item;
  item.site = host.site;
  item.host = row.host;
  item.activity = {row.activity};
  item.start_s = row.start_s;
  item.end_s = row.end_s;
  return item;
}

/// Passes the parts of \p use that count on to \p visit; \p item brings all that they have in common.
void visit_parts(const HostUse& use, const HostRow& host, const HostShares& shares, EnergyItem item,
                 const std::function<void(const EnergyItem&)>& visit) {
  const auto pass = [&](EnergySource source, double it_j) {
    item.source = source;
    item.it_j = it_j;
    if (it_j != 0) visit(item);
  };
  pass(EnergySource::base, use.base_j * shares.base);
  pass(EnergySource::compute, use.compute_j * shares.added);
  if (shares.base > 0 && declares_embodied(host)) visit(used(item, use.seconds * shares.base));
  item.network_part = NetworkPart::radio;
  item.activity = {Activity::download};
  pass(EnergySource::receive, use.rx_j * shares.added);
  item.activity = {Activity::upload};
  pass(EnergySource::send, use.tx_j * shares.added);
}

NetworkPart network_part(LinkKind kind) {
  switch (kind) {
    case LinkKind::access_point:
      return NetworkPart::access_point;
    case LinkKind::access:
      return NetworkPart::access;
    case LinkKind::core:
      return NetworkPart::core;
    case LinkKind::data_centre:
      return NetworkPart::data_centre;
  }
  throw RunError{"a kind of link is no part of the network"};
}

[[noreturn]] void refuse(const TraceReader& trace, const std::string& damage) {
  throw UserError{std::vector{Problem{trace.file(), 0, fmt::format("is damaged: {}. See roundwatt-analyze verify.", damage)}}};
}

template <class Row>
const Row& row_at(const std::vector<Row>& rows, std::int32_t id, const TraceReader& trace) {
  if (id >= 0 && static_cast<std::size_t>(id) < rows.size()) return rows[static_cast<std::size_t>(id)];
  refuse(trace, fmt::format("a row points to row {} of /{}, which is not there", id, schema<Row>().group));
}

/// Who cuts an item by the hour would never come to the end of a damaged one.
void check_times(double start_s, double end_s, const TraceReader& trace) {
  if (start_s >= 0 && start_s <= end_s && end_s <= latest_instant_s) return;
  refuse(trace, fmt::format("something lasts from {} to {} s", start_s, end_s));
}

}  // namespace

EnergyLedger::EnergyLedger(const TraceReader& trace, Boundary boundary, NetworkCost network)
    : trace_{trace},
      boundary_{boundary},
      network_{network},
      sites_{trace.read_all<SiteRow>()},
      hosts_{trace.read_all<HostRow>()},
      links_{trace.read_all<LinkRow>()} {
  for (const HostRow& host : hosts_) row_at(sites_, host.site, trace_);
  for (const LinkRow& link : links_) row_at(sites_, link.site, trace_);
  std::int64_t selected = 0;
  trace_.for_each<RoundRow>([&](const RoundRow& row) { selected += row.selected; });
  knows_outcomes_ = !hosts_in_totals() && (trace_.count<ParticipationRow>() > 0 || selected == 0);
  if (!hosts_in_totals()) outcomes_ = ParticipationOutcomes{trace_};
  read_link_detail();
  if (network_.kwh_per_gb) require_volumes();
}

/// Bytes of rounds that no row of /participations has would cost nothing.
void EnergyLedger::require_volumes() const {
  double bytes_of_rounds = 0, bytes_of_parts = 0;
  trace_.for_each<RoundRow>([&](const RoundRow& row) { bytes_of_rounds += row.bytes_down + row.bytes_up; });
  trace_.for_each<ParticipationRow>([&](const ParticipationRow& row) {
    host_at(row.host);
    bytes_of_parts += row.bytes_down + row.bytes_up;
  });
  trace_.for_each<TransferRow>([&](const TransferRow& row) { host_at(row.source), host_at(row.destination); });
  if (bytes_of_rounds == 0 || bytes_of_parts > 0) return;
  throw UserError{std::vector{Problem{
      trace_.file(), 0,
      "does not say who sent how much: a cost for each gigabyte cannot be counted. Run with trace.participations: true."}}};
}

void EnergyLedger::read_link_detail() {
  double bytes_of_rounds = 0;
  trace_.for_each<RoundRow>([&](const RoundRow& row) { bytes_of_rounds += row.bytes_down + row.bytes_up; });
  const auto has_round = [](const LinkEnergyRow& row) { return row.round >= 0; };
  const std::uint64_t rows = trace_.count<LinkEnergyRow>();
  bool some_round = false;
  for (std::uint64_t first = 0; first < rows && !some_round; first += usual_block) {
    const auto block = trace_.read<LinkEnergyRow>(first, std::min(usual_block, rows - first));
    some_round = std::any_of(block.begin(), block.end(), has_round);
  }
  links_in_totals_ = !some_round && bytes_of_rounds > 0;
}

std::vector<EnergyLedger::Block> EnergyLedger::blocks(std::uint64_t block_rows) const {
  using Table = Block::Table;
  std::vector<Block> blocks;
  const auto cut = [&](Table table, std::uint64_t rows) {
    for (std::uint64_t first = 0; first < rows; first += block_rows) {
      blocks.push_back({table, first, std::min(block_rows, rows - first)});
    }
  };
  if (hosts_in_totals()) {
    cut(Table::totals, trace_.count<HostTotalRow>());
  } else {
    cut(Table::hosts, trace_.count<HostEnergyRow>());
  }
  cut(Table::links, trace_.count<LinkEnergyRow>());
  if (boundary_ == Boundary::fleet) blocks.push_back({Table::idle_links, 0, 0});
  if (network_.kwh_per_gb) {
    cut(Table::participations, trace_.count<ParticipationRow>());
    cut(Table::transfers, trace_.count<TransferRow>());
  }
  return blocks;
}

EnergyRows EnergyLedger::read(const Block& block) const {
  switch (block.table_) {
    case Block::Table::hosts:
      return trace_.read<HostEnergyRow>(block.first_, block.count_);
    case Block::Table::totals:
      return trace_.read<HostTotalRow>(block.first_, block.count_);
    case Block::Table::links:
      return trace_.read<LinkEnergyRow>(block.first_, block.count_);
    case Block::Table::idle_links:
      return IdleLinks{};
    case Block::Table::participations:
      return trace_.read<ParticipationRow>(block.first_, block.count_);
    case Block::Table::transfers:
      return trace_.read<TransferRow>(block.first_, block.count_);
  }
  throw RunError{"a block is of no table"};
}

void EnergyLedger::for_each(const Visit& visit) const {
  for (const Block& block : blocks()) for_each_of(read(block), visit);
}

void EnergyLedger::for_each_of(const EnergyRows& rows, const Visit& visit_item) const {
  std::visit(
      [&](const auto& table) {
        if constexpr (std::is_same_v<std::decay_t<decltype(table)>, IdleLinks>) {
          visit_idle_links(visit_item);
        } else {
          for (const auto& row : table) visit(row, visit_item);
        }
      },
      rows);
}

void EnergyLedger::visit(const HostEnergyRow& row, const Visit& visit) const {
  const HostRow& host = host_at(row.host);
  check_times(row.start_s, row.end_s, trace_);
  EnergyItem item = item_of_host(row, host);
  item.round = row.round;
  if (host.kind == HostKind::device) item.outcome = outcomes_.of(row.round, row.host, row.start_s);
  visit_parts({row.end_s - row.start_s, row.base_j, row.compute_j, row.rx_j, row.tx_j}, host,
              host_shares(boundary_, host, row.activity), item, visit);
}

void EnergyLedger::visit(const HostTotalRow& row, const Visit& visit) const {
  const HostRow& host = host_at(row.host);
  check_times(row.start_s, row.end_s, trace_);
  visit_parts({row.duration_s, row.base_j, row.compute_j, row.rx_j, row.tx_j}, host, host_shares(boundary_, host, row.activity),
              item_of_host(row, host), visit);
}

void EnergyLedger::visit(const LinkEnergyRow& row, const Visit& visit) const {
  const LinkRow& link = link_at(row.link);
  check_times(row.start_s, row.end_s, trace_);
  EnergyItem item = item_of_link(row.link);
  item.round = row.round;
  item.start_s = row.start_s;
  item.end_s = row.end_s;
  const double use_s = row.busy_s * link_idle_share(boundary_, link);
  if (use_s > 0 && declares_embodied(link)) visit(used(item, use_s));
  if (network_.kwh_per_gb) return;
  item.source = EnergySource::link_idle;
  item.it_j = link.idle_w * use_s;
  if (item.it_j != 0) visit(item);
  item.source = EnergySource::link_dynamic;
  item.it_j = row.energy_j;
  if (item.it_j != 0) visit(item);
}

void EnergyLedger::visit(const ParticipationRow& row, const Visit& visit) const {
  visit_volume(row, hosts_, *network_.kwh_per_gb, [&](const EnergyItem& item) {
    check_times(item.start_s, item.end_s, trace_);
    visit(item);
  });
}

void EnergyLedger::visit(const TransferRow& row, const Visit& visit) const {
  visit_volume(row, hosts_, *network_.kwh_per_gb, [&](const EnergyItem& item) {
    check_times(item.start_s, item.end_s, trace_);
    visit(item);
  });
}

void EnergyLedger::visit_idle_links(const Visit& visit) const {
  for (std::size_t i = 0; i < links_.size(); ++i) {
    EnergyItem item = item_of_link(static_cast<std::int32_t>(i));
    item.end_s = trace_.header().end_s;
    if (declares_embodied(links_[i])) visit(used(item, item.end_s));
    if (network_.kwh_per_gb) continue;
    item.source = EnergySource::link_idle;
    item.it_j = links_[i].idle_w * trace_.header().end_s;
    if (item.it_j != 0) visit(item);
  }
}

EnergyItem EnergyLedger::item_of_link(std::int32_t link) const {
  EnergyItem item;
  item.site = link_at(link).site;
  item.link = link;
  item.network_part = network_part(link_at(link).kind);
  return item;
}

const HostRow& EnergyLedger::host_at(std::int32_t host) const { return row_at(hosts_, host, trace_); }
const LinkRow& EnergyLedger::link_at(std::int32_t link) const { return row_at(links_, link, trace_); }

EnergyLedger account_energy(const TraceReader& trace, Boundary boundary, NetworkCost network) {
  return EnergyLedger{trace, boundary, network};
}

}  // namespace roundwatt
