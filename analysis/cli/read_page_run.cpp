#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analysis/cli/run_page.hpp"
#include "analysis/report/carbon_report.hpp"
#include "sim/base/error.hpp"
#include "sim/trace/boundary_share.hpp"

namespace roundwatt {

namespace {

using Json = nlohmann::json;

constexpr std::size_t power_bins = 240;
constexpr std::size_t most_hosts = 40;     ///< lines of a Gantt chart
constexpr std::size_t most_bars = 4000;    ///< of a Gantt chart
constexpr std::size_t most_points = 4000;  ///< participations of a histogram
constexpr std::int64_t most_clients = 60;  ///< lines of a heat map

/// The first whole round with work in it.
std::optional<RoundRow> shown_round(const TraceReader& trace) {
  std::optional<RoundRow> round;
  trace.for_each<RoundRow>([&](const RoundRow& row) {
    if (row.level == 0 && row.end_s > row.start_s && (!round || row.round < round->round)) round = row;
  });
  return round;
}

/// The hosts that do something in a round: who leads it, then devices in the order of the platform, as many as there is room
/// for.
struct ShownHosts {
  std::set<std::int32_t> hosts;
  std::size_t all = 0;
};

ShownHosts shown_hosts(const TraceReader& trace, const std::vector<HostRow>& hosts, const RoundRow& round) {
  std::set<std::int32_t> leaders, devices;
  trace.for_each<HostEnergyRow>([&](const HostEnergyRow& row) {
    if (row.end_s <= round.start_s || row.start_s >= round.end_s || !is_at_work(row.activity)) return;
    const bool is_device = hosts.at(static_cast<std::size_t>(row.host)).kind == HostKind::device;
    (is_device ? devices : leaders).insert(row.host);
  });
  ShownHosts shown{{}, leaders.size() + devices.size()};
  for (const auto& group : {leaders, devices}) {
    for (const std::int32_t host : group) {
      if (shown.hosts.size() < most_hosts) shown.hosts.insert(host);
    }
  }
  return shown;
}

/// Who waits for whom.
ChartRows gantt_rows(const TraceReader& trace, const std::vector<HostRow>& hosts) {
  const auto round = shown_round(trace);
  if (!round) return {};
  const ShownHosts shown = shown_hosts(trace, hosts, *round);
  std::map<std::int32_t, Json> lines;
  std::size_t bars = 0;
  trace.for_each<HostEnergyRow>([&](const HostEnergyRow& row) {
    if (row.end_s <= round->start_s || row.start_s >= round->end_s || !shown.hosts.contains(row.host)) return;
    if (bars++ >= most_bars) return;
    lines[row.host].push_back({{"host", hosts[static_cast<std::size_t>(row.host)].name},
                               {"activity", flag_name(row.activity)},
                               {"start_s", std::max(row.start_s, round->start_s)},
                               {"end_s", std::min(row.end_s, round->end_s)}});
  });
  ChartRows chart;
  for (const auto& [host, rows] : lines) chart.rows.insert(chart.rows.end(), rows.begin(), rows.end());
  chart.note = fmt::format(" Round {}", round->round);
  if (bars > most_bars) chart.note += fmt::format(", the first {} of {} intervals", most_bars, bars);
  if (shown.all > shown.hosts.size()) chart.note += fmt::format(", {} of {} hosts", shown.hosts.size(), shown.all);
  chart.note += ".";
  return chart;
}

ChartRows tail_rows(const TraceReader& trace) {
  const std::uint64_t all = trace.count<ParticipationRow>(), every = all / most_points + 1;
  ChartRows chart;
  std::uint64_t number = 0;
  trace.for_each<ParticipationRow>([&](const ParticipationRow& row) {
    if (row.client < 0 || number++ % every != 0) return;
    chart.rows.push_back({{"outcome", flag_name(row.outcome)}, {"seconds", row.end_s - row.selected_s}});
  });
  if (every > 1) chart.note = fmt::format(" Every {}th of {} participations: counts are of those.", every, number);
  return chart;
}

/// With a row for each pair of a client and a label, also of none.
ChartRows label_rows(const TraceReader& trace) {
  std::map<std::int32_t, std::map<std::int32_t, std::int64_t>> counts;
  std::set<std::int32_t> labels, clients;
  trace.for_each<LabelRow>([&](const LabelRow& row) {
    labels.insert(row.label);
    clients.insert(row.client);
    if (row.client < most_clients) counts[row.client][row.label] = row.count;
  });
  ChartRows chart;
  for (auto& [client, of] : counts) {
    for (const std::int32_t label : labels)
      chart.rows.push_back({{"client", client}, {"label", label}, {"samples", of[label]}});
  }
  if (clients.size() > counts.size()) chart.note = fmt::format(" The first {} of {} clients.", counts.size(), clients.size());
  return chart;
}

/// The intensities that the run met, by zone.
Json grid_rows(const TraceReader& trace, const GridAssignment& grids, double bin_s) {
  const double start = parse_utc(trace.header().start_utc).value().epoch_s;
  std::map<std::string, const GridSignal*> zones;
  for (const SiteGrid& site : grids.sites) zones.emplace(site.signal->zone(), site.signal);
  Json rows = Json::array();
  for (const auto& [zone, signal] : zones) {
    for (std::size_t bin = 0; bin < power_bins; ++bin) {
      const double from = start + static_cast<double>(bin) * bin_s;
      rows.push_back({{"what", "grid"},
                      {"series", zone},
                      {"time", static_cast<double>(bin) * bin_s},
                      {"value", signal->mean({from}, {from + bin_s}).value()}});
    }
  }
  return rows;
}

std::vector<LaterStart> later_starts(const EnergyLedger& energy, const GridAssignment& grids) {
  constexpr double day_s = 86400, hour_s = 3600;
  const auto changes = [](const SiteGrid& site) { return !site.signal->is_constant(); };
  if (!energy.trace().header().depends_on.empty() || std::none_of(grids.sites.begin(), grids.sites.end(), changes)) return {};
  return find_start(energy, grids, {Seconds{day_s}, Seconds{hour_s}}).starts;
}

}  // namespace

PageRun read_page_run(const std::string& file, Boundary boundary, NetworkCost network, const GridChoice& choice) {
  const TraceReader trace{file};
  const EnergyLedger energy = account_energy(trace, boundary, network);
  const GridAssignment grids = assign_grids(energy, choice);
  PageRun run;
  run.file = file;
  run.header = trace.header();
  run.boundary = boundary;
  run.carbon = account_carbon(energy, grids, {{Facet::site, Facet::activity}, {Facet::kind}, {Facet::outcome}});
  run.curves = run_curves(energy, grids, power_bins);
  run.section = carbon_section(energy, {account_carbon(energy, grids)}, Schedule::own);
  run.gantt = gantt_rows(trace, energy.hosts());
  run.tail = tail_rows(trace);
  run.labels = label_rows(trace);
  run.grid = grid_rows(trace, grids, run.curves.bin_s);
  run.starts = later_starts(energy, grids);
  return run;
}

}  // namespace roundwatt
