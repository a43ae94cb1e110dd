#include "sim/energy/host_totals.hpp"

namespace roundwatt {

void HostTotals::add(const HostEnergyRow& interval) {
  HostTotalRow& total = totals_[static_cast<std::size_t>(interval.host)][static_cast<std::size_t>(interval.activity)];
  total.duration_s += interval.end_s - interval.start_s;
  total.base_j += interval.base_j;
  total.compute_j += interval.compute_j;
  total.rx_j += interval.rx_j;
  total.tx_j += interval.tx_j;
}

void HostTotals::close_bucket(double start_s, double end_s, const std::function<void(const HostTotalRow&)>& sink) {
  for (std::size_t host = 0; host < totals_.size(); ++host) {
    for (std::size_t activity = 0; activity < totals_[host].size(); ++activity) {
      HostTotalRow& total = totals_[host][activity];
      if (total.duration_s > 0) {
        total.host = static_cast<std::int32_t>(host);
        total.activity = static_cast<Activity>(activity);
        total.start_s = start_s;
        total.end_s = end_s;
        total.energy_j = total.base_j + total.compute_j + total.rx_j + total.tx_j;
        sink(total);
      }
      total = {};
    }
  }
}

}  // namespace roundwatt
