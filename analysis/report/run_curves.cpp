#include "analysis/report/run_curves.hpp"

#include <algorithm>
#include <cmath>

namespace roundwatt {

namespace {

/// Sums of what is spread evenly over intervals, asked at fixed instants: Σ amount × the part of its interval that is over.
class CumulativeSum {
 public:
  explicit CumulativeSum(std::vector<double> instants)
      : instants_{std::move(instants)}, slope_(instants_.size() + 1), offset_(instants_.size() + 1) {}

  void add(double amount, double start, double end) {
    const std::size_t over = first_at_or_after(end);
    if (end > start) {
      const std::size_t begun = first_at_or_after(start);
      const double rate = amount / (end - start);
      slope_[begun] += rate;
      offset_[begun] -= rate * start;
      slope_[over] -= rate;
      offset_[over] += rate * start;
    }
    offset_[over] += amount;
  }

  std::vector<double> values() const {
    std::vector<double> values;
    double slope = 0, offset = 0;
    for (std::size_t i = 0; i < instants_.size(); ++i) {
      slope += slope_[i];
      offset += offset_[i];
      values.push_back(slope * instants_[i] + offset);
    }
    return values;
  }

 private:
  std::size_t first_at_or_after(double time) const {
    return static_cast<std::size_t>(std::lower_bound(instants_.begin(), instants_.end(), time) - instants_.begin());
  }

  std::vector<double> instants_;
  std::vector<double> slope_, offset_;
};

std::vector<AccuracyPoint> evaluations(const TraceReader& trace) {
  std::vector<AccuracyPoint> points;
  trace.for_each<EvaluationRow>([&](const EvaluationRow& row) {
    if (row.scope == EvaluationScope::global && !std::isnan(row.test_accuracy)) {
      points.push_back({row.round, row.time_s, row.test_accuracy, 0, 0});
    }
  });
  std::stable_sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.time_s < b.time_s; });
  return points;
}

double& part_of(PowerBin& bin, const EnergyLedger& energy, const EnergyItem& item) {
  if (item.host < 0) return bin.network_w;
  return energy.hosts()[static_cast<std::size_t>(item.host)].kind == HostKind::device ? bin.device_w : bin.server_w;
}

void add_power(RunCurves& curves, const EnergyLedger& energy, const EnergyItem& item, double meter_j) {
  if (curves.power.empty() || curves.bin_s <= 0) return;
  const double last = static_cast<double>(curves.power.size() - 1);
  const double seconds = item.end_s - item.start_s;
  const auto first_bin = static_cast<std::size_t>(std::clamp(item.start_s / curves.bin_s, 0.0, last));
  const auto last_bin = static_cast<std::size_t>(std::clamp(item.end_s / curves.bin_s, 0.0, last));
  for (std::size_t bin = first_bin; bin <= last_bin; ++bin) {
    const double from = static_cast<double>(bin) * curves.bin_s;
    const double overlap = std::min(item.end_s, from + curves.bin_s) - std::max(item.start_s, from);
    const double share = seconds > 0 ? std::max(0.0, overlap) / seconds : (bin == first_bin ? 1 : 0);
    part_of(curves.power[bin], energy, item) += meter_j * share / curves.bin_s;
  }
}

}  // namespace

RunCurves run_curves(const EnergyLedger& energy, const GridAssignment& grids, std::size_t bins) {
  RunCurves curves;
  curves.accuracy = evaluations(energy.trace());
  curves.bin_s = energy.trace().header().end_s / static_cast<double>(bins);
  for (std::size_t bin = 0; bin < bins; ++bin) curves.power.push_back({static_cast<double>(bin) * curves.bin_s});
  std::vector<double> instants;
  for (const AccuracyPoint& point : curves.accuracy) instants.push_back(point.time_s);
  CumulativeSum joules{instants}, grams{instants};
  const CarbonMeter meter{energy, grids};
  energy.for_each([&](const EnergyItem& item) {
    const CarbonAmount amount = meter.of(item);
    if (amount.meter_j == 0) return;
    joules.add(amount.meter_j, item.start_s, item.end_s);
    grams.add(amount.grams, item.start_s, item.end_s);
    add_power(curves, energy, item, amount.meter_j);
  });
  const std::vector<double> spent = joules.values(), emitted = grams.values();
  for (std::size_t i = 0; i < curves.accuracy.size(); ++i) {
    curves.accuracy[i].meter_j = spent[i];
    curves.accuracy[i].grams = emitted[i];
  }
  return curves;
}

}  // namespace roundwatt
