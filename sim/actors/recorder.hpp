#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "sim/energy/host_meter.hpp"
#include "sim/energy/host_totals.hpp"
#include "sim/energy/link_meter.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/trace/trace_writer.hpp"

namespace roundwatt {

/// Takes down what the actors do: the meters of the run and the way of their rows into the trace, in the detail that the
/// scenario asks for. Rows that are closed at one instant stand in the order of their ids.
class Recorder {
 public:
  Recorder(const Fleet& fleet, const TraceChoice& detail, TraceWriter& trace);

  HostMeter& hosts() { return hosts_; }
  LinkMeter& links() { return links_; }

  void record(const ParticipationRow& row, double now);
  void record(const RoundRow& row, double now);
  void record(const EvaluationRow& row, double now);
  void record(const ValidationRow& row, double now) { trace_.append(row, now); }
  void record(const LearningMetricsRow& row, double now) { trace_.append(row, now); }
  void record(const TransferRow& row, double now);
  void record(const SignalRow& row, double now) { trace_.append(row, now); }
  void record(const BatteryRow& row) { trace_.append(row, row.end_s); }

  /// The round of link rows: flows of all rounds together with trace.link_energy: totals.
  std::int32_t link_round(std::int32_t round) const { return detail_.link_energy == LinkEnergyDetail::totals ? -1 : round; }
  /// No flow of \p round will come any more.
  void close_links_of(std::int32_t round, double now);
  /// A UTC bucket ends at \p now; what is in the air must have been carried up to now.
  void close_bucket(double now);
  /// The run ends at \p now.
  void finish(double now);

  /// Called with each round of the global model when its row is closed, and with the test accuracy of the last evaluation of
  /// the global model.
  using RoundListener = std::function<void(const RoundRow& row, std::optional<double> accuracy)>;
  void on_round(RoundListener listener) { round_listener_ = std::move(listener); }

 private:
  void take_interval(const HostEnergyRow& row);
  void write_participations(double now);

  TraceChoice detail_;
  TraceWriter& trace_;
  HostTotals totals_;
  HostMeter hosts_;
  LinkMeter links_;
  double bucket_start_ = 0;
  std::vector<ParticipationRow> participations_;  ///< closed at participations_instant_, not yet in order
  double participations_instant_ = 0;
  std::optional<double> accuracy_;  ///< of the last evaluation of the global model
  RoundListener round_listener_;
};

}  // namespace roundwatt
