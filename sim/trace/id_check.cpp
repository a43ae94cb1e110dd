#include "sim/trace/id_check.hpp"

#include <fmt/format.h>

#include <functional>
#include <vector>

namespace roundwatt {

namespace {

/// A column that holds row numbers of a table.
template <class Row>
struct Reference {
  const char* column;
  std::int32_t Row::*member;
  const char* table;
  std::uint64_t rows;
  std::int32_t smallest;  ///< -1 where "none" is allowed
};

template <class Row>
void check_references(const TraceReader& trace, const std::vector<Reference<Row>>& references, ViolationList& violations) {
  std::int64_t row_number = 0;
  trace.for_each<Row>([&](const Row& row) {
    for (const Reference<Row>& reference : references) {
      const std::int32_t id = row.*reference.member;
      if (id >= reference.smallest && id < static_cast<std::int64_t>(reference.rows)) continue;
      violations.add(schema<Row>().group, row_number,
                     fmt::format("{} from {} to {}, a row of /{}", reference.column, reference.smallest,
                                 static_cast<std::int64_t>(reference.rows) - 1, reference.table),
                     fmt::format("{}", id));
    }
    ++row_number;
  });
}

}  // namespace

void check_ids(const TraceReader& trace, ViolationList& violations) {
  const std::uint64_t sites = trace.count<SiteRow>();
  const std::uint64_t hosts = trace.count<HostRow>();
  const std::uint64_t links = trace.count<LinkRow>();
  const std::uint64_t clients = trace.count<ClientRow>();
  check_references<HostRow>(trace, {{"site", &HostRow::site, "sites", sites, 0}}, violations);
  check_references<HostStateRow>(trace, {{"host", &HostStateRow::host, "hosts", hosts, 0}}, violations);
  check_references<LinkRow>(trace, {{"site", &LinkRow::site, "sites", sites, 0}}, violations);
  check_references<ClientRow>(trace, {{"host", &ClientRow::host, "hosts", hosts, -1}}, violations);
  check_references<RoundRow>(trace, {{"aggregator", &RoundRow::aggregator, "hosts", hosts, -1}}, violations);
  check_references<ParticipationRow>(trace,
                                     {{"client", &ParticipationRow::client, "clients", clients, 0},
                                      {"host", &ParticipationRow::host, "hosts", hosts, 0},
                                      {"aggregator", &ParticipationRow::aggregator, "hosts", hosts, -1}},
                                     violations);
  check_references<TransferRow>(trace,
                                {{"source", &TransferRow::source, "hosts", hosts, 0},
                                 {"destination", &TransferRow::destination, "hosts", hosts, 0},
                                 {"client", &TransferRow::client, "clients", clients, -1}},
                                violations);
  check_references<TopologyRow>(
      trace,
      {{"source", &TopologyRow::source, "hosts", hosts, 0}, {"destination", &TopologyRow::destination, "hosts", hosts, 0}},
      violations);
  check_references<HostEnergyRow>(
      trace, {{"host", &HostEnergyRow::host, "hosts", hosts, 0}, {"client", &HostEnergyRow::client, "clients", clients, -1}},
      violations);
  check_references<HostTotalRow>(trace, {{"host", &HostTotalRow::host, "hosts", hosts, 0}}, violations);
  check_references<LinkEnergyRow>(trace, {{"link", &LinkEnergyRow::link, "links", links, 0}}, violations);
  check_references<PluginEnergyRow>(trace, {{"host", &PluginEnergyRow::host, "hosts", hosts, 0}}, violations);
  check_references<BatteryPackRow>(trace, {{"host", &BatteryPackRow::host, "hosts", hosts, 0}}, violations);
  check_references<BatteryRow>(trace, {{"host", &BatteryRow::host, "hosts", hosts, 0}}, violations);
}

}  // namespace roundwatt
