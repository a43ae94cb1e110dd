#include "sim/trace/verify_trace.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/calendar.hpp"
#include "sim/trace/battery_check.hpp"
#include "sim/trace/evaluation_check.hpp"
#include "sim/trace/host_check.hpp"
#include "sim/trace/host_total_check.hpp"
#include "sim/trace/id_check.hpp"
#include "sim/trace/link_check.hpp"
#include "sim/trace/round_check.hpp"

namespace roundwatt {

namespace {

void check_header(const TraceReader& trace, ViolationList& violations) {
  if (!parse_utc(trace.header().start_utc)) {
    violations.add("header", -1, "start_utc, an instant of UTC", "'" + trace.header().start_utc + "'");
  }
}

void check_sites(const TraceReader& trace, ViolationList& violations) {
  std::int64_t row_number = 0;
  trace.for_each<SiteRow>([&](const SiteRow& row) {
    if (!(row.pue >= 1)) violations.add("sites", row_number, "pue at least 1", fmt::format("{}", row.pue));
    ++row_number;
  });
}

void check_transfers(const TraceReader& trace, ViolationList& violations) {
  std::int64_t row_number = 0;
  double latest_s = 0;
  trace.for_each<TransferRow>([&](const TransferRow& row) {
    if (!(row.start_s <= row.end_s && row.end_s <= trace.header().end_s && row.end_s >= latest_s)) {
      violations.add("transfers", row_number,
                     fmt::format("start_s, end_s in order, from {} to {}", latest_s, trace.header().end_s),
                     fmt::format("{}, {}", row.start_s, row.end_s));
    }
    if (!(row.bytes_lost >= 0 && nearly_at_most(row.bytes_lost, row.bytes))) {
      violations.add("transfers", row_number, fmt::format("bytes_lost from 0 to bytes = {}", row.bytes),
                     fmt::format("{}", row.bytes_lost));
    }
    latest_s = std::max(latest_s, row.end_s);
    ++row_number;
  });
}

void check_topology(const TraceReader& trace, ViolationList& violations) {
  std::int64_t row_number = 0;
  trace.for_each<TopologyRow>([&](const TopologyRow& row) {
    if (row.source == row.destination) {
      violations.add("topology", row_number, "an edge between two peers", fmt::format("from {} to itself", row.source));
    }
    if (!(row.weight > 0 && row.weight <= 1)) {
      violations.add("topology", row_number, "weight in (0, 1]", fmt::format("{}", row.weight));
    }
    ++row_number;
  });
}

bool has_selections(const TraceReader& trace) {
  std::int64_t selected = 0;
  trace.for_each<RoundRow>([&](const RoundRow& row) { selected += row.selected; });
  return selected > 0;
}

std::vector<HostHistory> check_hosts(const TraceReader& trace, TraceVerdict& verdict) {
  if (trace.count<HostTotalRow>() > 0) {
    check_host_totals(trace, verdict.violations);
    verdict.not_checked.push_back("intervals of hosts, and training inside them: the trace keeps totals (trace.host_energy)");
    return {};
  }
  if (!trace.has<PluginEnergyRow>()) {
    verdict.not_checked.push_back("host energy against SimGrid's plugin: not recorded (trace.plugin_check)");
  }
  return HostCheck{trace, verdict.violations}.run();
}

}  // namespace

TraceVerdict verify_trace(const TraceReader& trace) {
  TraceVerdict verdict;
  check_header(trace, verdict.violations);
  check_ids(trace, verdict.violations);
  if (!verdict.holds()) {
    verdict.not_checked.push_back("everything else: row numbers that lead nowhere must be mended first");
    return verdict;
  }
  check_sites(trace, verdict.violations);
  check_evaluations(trace, verdict.violations);
  check_transfers(trace, verdict.violations);
  check_topology(trace, verdict.violations);
  const std::vector<HostHistory> histories = check_hosts(trace, verdict);
  check_batteries(trace, verdict.violations);
  check_links(trace, verdict.violations);
  check_rounds(trace, verdict.violations);
  if (trace.count<ParticipationRow>() == 0 && has_selections(trace)) {
    verdict.not_checked.push_back("participations, and the counts in /rounds: not recorded (trace.participations)");
  } else {
    check_participations(trace, histories, verdict.violations);
  }
  if (trace.header().complete) {
    check_carried_bytes(trace, verdict.violations);
    if (leaves_out_transfers(trace)) {
      verdict.not_checked.push_back("that links carry no more than was sent: transfers are not recorded (trace.transfers)");
    }
  } else {
    verdict.not_checked.push_back("bytes on links, and intervals up to the end of the run: the trace is incomplete");
  }
  return verdict;
}

}  // namespace roundwatt
