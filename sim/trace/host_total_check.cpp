#include "sim/trace/host_total_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace roundwatt {

namespace {

class HostTotalCheck {
 public:
  HostTotalCheck(const TraceReader& trace, ViolationList& violations)
      : trace_{trace}, violations_{violations}, hosts_{trace.read_all<HostRow>()}, progress_(hosts_.size()) {
    std::vector<bool> has_states(hosts_.size());
    trace.for_each<HostStateRow>([&](const HostStateRow& state) { has_states[static_cast<std::size_t>(state.host)] = true; });
    for (std::size_t i = 0; i < hosts_.size(); ++i) progress_[i].one_pstate = !has_states[i];
  }

  void run() {
    trace_.for_each<HostTotalRow>([this](const HostTotalRow& row) {
      check_bucket(row);
      check_energy(row);
      ++row_number_;
    });
    row_number_ = -1;
    if (!trace_.header().complete) return;
    for (std::size_t i = 0; i < hosts_.size(); ++i) {
      close_bucket(i);
      if (progress_[i].end_s != trace_.header().end_s) {
        violated(fmt::format("buckets of host {} up to {} s, the end of the run", hosts_[i].name, trace_.header().end_s),
                 fmt::format("up to {} s", progress_[i].end_s));
      }
    }
  }

 private:
  struct Progress {
    double start_s = 0, end_s = 0;  ///< of the bucket in hand
    double filled_s = 0;
    bool one_pstate = true;
  };

  void check_bucket(const HostTotalRow& row) {
    Progress& host = progress_[static_cast<std::size_t>(row.host)];
    if (!(row.start_s < row.end_s)) violated("start_s < end_s", fmt::format("{} and {}", row.start_s, row.end_s));
    if (row.end_s != host.end_s) {
      close_bucket(static_cast<std::size_t>(row.host));
      if (row.start_s != host.end_s) {
        violated(fmt::format("start_s = {}, where the host's bucket before ends", host.end_s), fmt::format("{}", row.start_s));
      }
      host = {row.start_s, row.end_s, 0, host.one_pstate};
    }
    host.filled_s += row.duration_s;
  }

  void close_bucket(std::size_t host_index) {
    const Progress& host = progress_[host_index];
    if (nearly_equal(host.filled_s, host.end_s - host.start_s)) return;
    violated(fmt::format("{} s under all labels of host {} in the bucket from {} s", host.end_s - host.start_s,
                         hosts_[host_index].name, host.start_s),
             fmt::format("{} s", host.filled_s));
  }

  void check_energy(const HostTotalRow& row) {
    const HostRow& host = hosts_[static_cast<std::size_t>(row.host)];
    const double sum = row.base_j + row.compute_j + row.rx_j + row.tx_j;
    if (!nearly_equal(row.energy_j, sum)) {
      violated(fmt::format("energy_j = {} J, the sum of its parts", sum), fmt::format("{} J", row.energy_j));
    }
    const bool off = row.activity == Activity::off;
    if (off && (row.compute_j != 0 || row.rx_j != 0 || row.tx_j != 0)) {
      violated("nothing on a host that is off", fmt::format("{} J above its power when off", sum - row.base_j));
    }
    if (!progress_[static_cast<std::size_t>(row.host)].one_pstate) return;
    const double base_j = (off ? host.off_w : host.idle_w) * row.duration_s;
    if (!nearly_equal(row.base_j, base_j)) {
      violated(fmt::format("base_j = {} J, power x time", base_j), fmt::format("{} J", row.base_j));
    }
    check_at_most("compute_j", row.compute_j, (std::max(host.busy_w, host.epsilon_w) - host.idle_w) * row.duration_s);
    check_at_most("rx_j", row.rx_j, host.radio_rx_w * row.duration_s);
    check_at_most("tx_j", row.tx_j, host.radio_tx_w * row.duration_s);
  }

  void check_at_most(const char* column, double value, double bound) {
    if (!nearly_at_most(value, bound)) {
      violated(fmt::format("{} at most {} J, power x time", column, bound), fmt::format("{} J", value));
    }
  }

  void violated(std::string expected, std::string found) {
    violations_.add(schema<HostTotalRow>().group, row_number_, std::move(expected), std::move(found));
  }

  const TraceReader& trace_;
  ViolationList& violations_;
  std::vector<HostRow> hosts_;
  std::vector<Progress> progress_;
  std::int64_t row_number_ = 0;
};

}  // namespace

void check_host_totals(const TraceReader& trace, ViolationList& violations) { HostTotalCheck{trace, violations}.run(); }

}  // namespace roundwatt
