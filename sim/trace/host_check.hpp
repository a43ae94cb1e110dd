#pragma once

#include <optional>
#include <vector>

#include "sim/trace/trace_reader.hpp"
#include "sim/trace/violation_list.hpp"

namespace roundwatt {

/// A stretch of simulated time, in seconds.
struct TimeSpan {
  double start_s = 0;
  double end_s = 0;
};

/// When a host trained, and when it was off: neighbouring intervals joined, in order of time.
struct HostHistory {
  std::vector<TimeSpan> train, off;
};

/// Checks /energy/hosts: per host the intervals tile the run and are maximal, and every joule is power times time.
class HostCheck {
 public:
  /// Row numbers of other tables must have been checked. The arguments live longer than this.
  HostCheck(const TraceReader& trace, ViolationList& violations);

  /// One history a host.
  std::vector<HostHistory> run();

 private:
  /// The powers of one pstate.
  struct Powers {
    double idle_w, epsilon_w, busy_w;
  };
  struct Joules4 {
    double base_j, compute_j, rx_j, tx_j;
  };
  struct HostProgress {
    std::vector<Powers> pstates;
    std::optional<HostEnergyRow> last;
    double plugin_j = 0;  ///< base and compute so far
    HostHistory history;
  };

  void check(const HostEnergyRow& row);
  void check_order(const HostEnergyRow& row);
  void check_tiling(const HostEnergyRow& row, const HostProgress& host);
  void check_state(const HostEnergyRow& row);
  void check_energy(const HostEnergyRow& row, const HostProgress& host);
  void check_ends();
  void check_plugin();
  void remember(const HostEnergyRow& row, HostProgress& host);
  Joules4 expected_energy(const HostEnergyRow& row, const Powers& powers) const;
  void violated(std::string expected, std::string found);

  const TraceReader& trace_;
  ViolationList& violations_;
  std::vector<HostRow> hosts_;
  std::vector<HostProgress> progress_;
  std::int64_t row_number_ = 0;
  double latest_end_s_ = 0;
};

}  // namespace roundwatt
