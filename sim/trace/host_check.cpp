#include "sim/trace/host_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace roundwatt {

namespace {

/// The same state goes on: the two rows should have been one.
bool continues(const HostEnergyRow& before, const HostEnergyRow& row) {
  return before.client == row.client && before.round == row.round && before.activity == row.activity &&
         before.cpu_load == row.cpu_load && before.rx == row.rx && before.tx == row.tx;
}

void join(std::vector<TimeSpan>& spans, const HostEnergyRow& row) {
  if (!spans.empty() && spans.back().end_s == row.start_s) {
    spans.back().end_s = row.end_s;
  } else {
    spans.push_back({row.start_s, row.end_s});
  }
}

}  // namespace

HostCheck::HostCheck(const TraceReader& trace, ViolationList& violations)
    : trace_{trace}, violations_{violations}, hosts_{trace.read_all<HostRow>()}, progress_(hosts_.size()) {
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    progress_[i].pstates.push_back({hosts_[i].idle_w, hosts_[i].epsilon_w, hosts_[i].busy_w});
  }
  trace.for_each<HostStateRow>([&](const HostStateRow& state) {
    progress_[static_cast<std::size_t>(state.host)].pstates.push_back({state.idle_w, state.epsilon_w, state.busy_w});
  });
}

std::vector<HostHistory> HostCheck::run() {
  trace_.for_each<HostEnergyRow>([this](const HostEnergyRow& row) {
    check(row);
    ++row_number_;
  });
  if (trace_.header().complete) {
    check_ends();
    check_plugin();
  }
  std::vector<HostHistory> histories;
  for (HostProgress& host : progress_) histories.push_back(std::move(host.history));
  return histories;
}

void HostCheck::check(const HostEnergyRow& row) {
  HostProgress& host = progress_[static_cast<std::size_t>(row.host)];
  check_order(row);
  check_tiling(row, host);
  check_state(row);
  check_energy(row, host);
  remember(row, host);
}

void HostCheck::check_order(const HostEnergyRow& row) {
  if (row.end_s < latest_end_s_)
    violated(fmt::format("rows in the order of end_s, at least {}", latest_end_s_), fmt::format("{}", row.end_s));
  latest_end_s_ = std::max(latest_end_s_, row.end_s);
  if (!(row.end_s <= trace_.header().end_s)) {
    violated(fmt::format("end_s at most {}, the end of the run", trace_.header().end_s), fmt::format("{}", row.end_s));
  }
}

void HostCheck::check_tiling(const HostEnergyRow& row, const HostProgress& host) {
  const double expected_start = host.last ? host.last->end_s : 0;
  if (!(row.start_s < row.end_s)) violated("start_s < end_s", fmt::format("{} and {}", row.start_s, row.end_s));
  if (row.start_s != expected_start) {
    violated(fmt::format("start_s = {}, where the host's interval before ends", expected_start),
             fmt::format("{}", row.start_s));
  }
  if (host.last && host.pstates.size() == 1 && continues(*host.last, row)) {
    violated("a maximal interval", "the same state as in the host's interval before");
  }
}

void HostCheck::check_state(const HostEnergyRow& row) {
  if (!(row.cpu_load >= 0 && row.cpu_load <= 1 + 1e-9)) violated("cpu_load in [0, 1]", fmt::format("{}", row.cpu_load));
  if (row.activity == Activity::off && (row.cpu_load > 0 || row.rx != 0 || row.tx != 0)) {
    violated("nothing on a host that is off", fmt::format("cpu_load {}, rx {}, tx {}", row.cpu_load, row.rx, row.tx));
  }
}

HostCheck::Joules4 HostCheck::expected_energy(const HostEnergyRow& row, const Powers& powers) const {
  const HostRow& host = hosts_[static_cast<std::size_t>(row.host)];
  const double seconds = row.end_s - row.start_s;
  if (row.activity == Activity::off) return {host.off_w * seconds, 0, 0, 0};
  const double above_idle_w =
      row.cpu_load > 0 ? powers.epsilon_w - powers.idle_w + (powers.busy_w - powers.epsilon_w) * row.cpu_load : 0;
  return {powers.idle_w * seconds, above_idle_w * seconds, row.rx != 0 ? host.radio_rx_w * seconds : 0,
          row.tx != 0 ? host.radio_tx_w * seconds : 0};
}

void HostCheck::check_energy(const HostEnergyRow& row, const HostProgress& host) {
  const double sum = row.base_j + row.compute_j + row.rx_j + row.tx_j;
  if (!nearly_equal(row.energy_j, sum)) {
    violated(fmt::format("energy_j = {} J, the sum of its parts", sum), fmt::format("{} J", row.energy_j));
  }
  if (row.client >= 0) return;  // a slot: its powers are not in /hosts
  const bool matches = std::any_of(host.pstates.begin(), host.pstates.end(), [&](const Powers& powers) {
    const Joules4 expected = expected_energy(row, powers);
    return nearly_equal(row.base_j, expected.base_j) && nearly_equal(row.compute_j, expected.compute_j) &&
           nearly_equal(row.rx_j, expected.rx_j) && nearly_equal(row.tx_j, expected.tx_j);
  });
  if (matches) return;
  const Joules4 expected = expected_energy(row, host.pstates.front());
  violated(fmt::format("base, compute, rx, tx = {}, {}, {}, {} J, power x time", expected.base_j, expected.compute_j,
                       expected.rx_j, expected.tx_j),
           fmt::format("{}, {}, {}, {} J", row.base_j, row.compute_j, row.rx_j, row.tx_j));
}

void HostCheck::remember(const HostEnergyRow& row, HostProgress& host) {
  host.last = row;
  host.plugin_j += row.base_j + row.compute_j;
  if (row.activity == Activity::train) join(host.history.train, row);
  if (row.activity == Activity::off) join(host.history.off, row);
}

void HostCheck::check_ends() {
  row_number_ = -1;
  const double end_s = trace_.header().end_s;
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    const double last_end = progress_[i].last ? progress_[i].last->end_s : 0;
    if (last_end != end_s) {
      violated(fmt::format("intervals of host {} up to {} s, the end of the run", hosts_[i].name, end_s),
               fmt::format("up to {} s", last_end));
    }
  }
}

void HostCheck::check_plugin() {
  std::int64_t row_number = 0;
  trace_.for_each<PluginEnergyRow>([&](const PluginEnergyRow& row) {
    const double sum = progress_[static_cast<std::size_t>(row.host)].plugin_j;
    if (!nearly_equal(row.energy_j, sum)) {
      violations_.add(
          schema<PluginEnergyRow>().group, row_number,
          fmt::format("energy_j = {} J, base_j + compute_j of host {}", sum, hosts_[static_cast<std::size_t>(row.host)].name),
          fmt::format("{} J", row.energy_j));
    }
    ++row_number;
  });
}

void HostCheck::violated(std::string expected, std::string found) {
  violations_.add(schema<HostEnergyRow>().group, row_number_, std::move(expected), std::move(found));
}

}  // namespace roundwatt
