#include "analysis/study/run_summary.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/carbon/carbon_meter.hpp"
#include "analysis/energy/item_sum.hpp"

namespace roundwatt {

namespace {

RunSummary described(const EnergyLedger& energy, const GridAssignment& grids) {
  const TraceHeader& header = energy.trace().header();
  RunSummary run;
  run.name = header.name;
  run.file = energy.trace().file();
  run.mode = header.mode;
  run.complete = header.complete;
  run.duration_s = header.end_s;
  run.warnings = grids.notes;
  return run;
}

void read_rounds(const TraceReader& trace, RunSummary& run) {
  trace.for_each<RoundRow>([&](const RoundRow& row) {
    if (row.level == 0) run.rounds.push_back({row.round, row.end_s, 0});
    run.bytes_moved += row.bytes_down + row.bytes_up;
  });
  std::sort(run.rounds.begin(), run.rounds.end(), [](const RoundGrams& a, const RoundGrams& b) { return a.round < b.round; });
  trace.for_each<TransferRow>([&](const TransferRow& row) { run.bytes_moved += row.bytes; });
  trace.for_each<EvaluationRow>([&](const EvaluationRow& row) {
    if (row.scope == EvaluationScope::global && !std::isnan(row.test_accuracy)) run.final_accuracy = row.test_accuracy;
  });
}

/// Adds grams that are proportional to \p value of their host.
class LinearSum {
 public:
  void add(double grams, double value) {
    if (part_.grams == 0) part_.value = value;
    if (part_.value != value) part_.value.reset();
    part_.grams += grams;
  }
  void add(const LinearSum& other) {
    if (other.part_.grams == 0) return;
    if (part_.grams == 0) part_.value = other.part_.value;
    if (part_.value != other.part_.value) part_.value.reset();
    part_.grams += other.part_.grams;
  }
  const LinearPart& part() const { return part_; }

 private:
  LinearPart part_;
};

/// What one pass over the items finds.
class SummarySums {
 public:
  SummarySums(const EnergyLedger& energy, const CarbonMeter& meter) : energy_{&energy}, meter_{&meter} {}
  SummarySums empty_part() const { return {*energy_, *meter_}; }

  void add(const EnergyItem& item) {
    const CarbonAmount amount = meter_->of(item);
    total += amount;
    grams_of_round[item.round] += amount.grams;
    if (item.source != EnergySource::base || item.activity.host_activity == Activity::off) return;
    const HostRow& host = energy_->hosts()[static_cast<std::size_t>(item.host)];
    if (host.kind == HostKind::device) {
      devices.add(amount.grams, host.idle_w);
    } else {
      servers.add(amount.grams, host.reserved_share);
    }
  }

  void add(const SummarySums& part) {
    total += part.total;
    for (const auto& [round, grams] : part.grams_of_round) grams_of_round[round] += grams;
    servers.add(part.servers);
    devices.add(part.devices);
  }

  CarbonAmount total;
  std::map<std::int32_t, double> grams_of_round;
  LinearSum servers, devices;

 private:
  const EnergyLedger* energy_;
  const CarbonMeter* meter_;
};

}  // namespace

double RunSummary::mean_grams_per_round() const { return total.grams / static_cast<double>(rounds.size()); }

RunSummary summarise(const EnergyLedger& energy, const GridAssignment& grids) {
  RunSummary run = described(energy, grids);
  read_rounds(energy.trace(), run);
  const CarbonMeter meter{energy, grids};
  SummarySums sums{energy, meter};
  sum_items(energy, sums);
  run.total = sums.total;
  double grams_in_rounds = 0;
  for (RoundGrams& round : run.rounds) {
    round.grams = sums.grams_of_round[round.round];
    grams_in_rounds += round.grams;
  }
  run.grams_outside_rounds = run.total.grams - grams_in_rounds;
  run.server_base = energy.boundary() == Boundary::participation ? sums.servers.part() : LinearPart{};
  run.device_base = sums.devices.part();
  return run;
}

}  // namespace roundwatt
