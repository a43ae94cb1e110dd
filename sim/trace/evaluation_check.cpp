#include "sim/trace/evaluation_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace roundwatt {

namespace {

class EvaluationCheck {
 public:
  EvaluationCheck(const TraceReader& trace, ViolationList& violations)
      : trace_{trace}, violations_{violations}, evaluations_{trace.read_all<EvaluationRow>()} {}

  void run() {
    for (const EvaluationRow& row : evaluations_) check_evaluation(row);
    count_clients();
    table_ = schema<LearningMetricsRow>().group;
    row_number_ = 0;
    trace_.for_each<LearningMetricsRow>([this](const LearningMetricsRow& row) {
      check_metrics(row);
      ++row_number_;
    });
  }

 private:
  void check_evaluation(const EvaluationRow& row) {
    if (row.time_s < latest_s_ || !(row.time_s <= trace_.header().end_s)) {
      violated(fmt::format("time_s from {} to {}", latest_s_, trace_.header().end_s), row.time_s);
    }
    check_accuracy("test_accuracy", row.test_accuracy);
    check_accuracy("worst10_accuracy", row.worst10_accuracy);
    check_accuracy("best10_accuracy", row.best10_accuracy);
    latest_s_ = std::max(latest_s_, row.time_s);
    ++row_number_;
  }

  void count_clients() {
    trace_.for_each<ClientRow>([this](const ClientRow& row) {
      clients_ += row.samples > 0 ? 1 : 0;
      samples_ += row.samples;
    });
  }

  void check_metrics(const LearningMetricsRow& row) {
    const auto evaluation = std::find_if(evaluations_.begin() + seen_, evaluations_.end(), [&](const EvaluationRow& one) {
      return one.scope == EvaluationScope::global && one.round == row.round && one.time_s == row.time_s;
    });
    if (evaluation == evaluations_.end()) {
      violated("round and time_s of a later row of /evaluations than the row before", row.time_s);
      return;
    }
    seen_ = evaluation - evaluations_.begin() + 1;
    check_at_least("step_norm", row.step_norm, 0);
    check_at_least("update_norm_mean", row.update_norm_mean, 0);
    check_at_least("gradient_variance", row.gradient_variance, 0);
    check_at_least("gradient_ratio", row.gradient_ratio, 1);
    check_accuracy("worst_peer_accuracy", row.worst_peer_accuracy);
    check_accuracy("average_accuracy", row.average_accuracy);
    check_at_least("consensus_distance", row.consensus_distance, 0);
    check_clients(row, *evaluation);
  }

  void check_clients(const LearningMetricsRow& row, const EvaluationRow& evaluation) {
    if (row.clients == 0) {
      if (!std::isnan(row.mean_accuracy)) violated("mean_accuracy = nan, without clients", row.mean_accuracy);
      return;
    }
    if (row.clients != clients_) violated(fmt::format("clients = {}, those of /clients with samples", clients_), row.clients);
    if (row.samples != samples_) {
      violated(fmt::format("samples = {}, the sum over /clients", samples_), static_cast<double>(row.samples));
    }
    check_accuracy("client_accuracy", row.client_accuracy);
    const double mean = row.mean_accuracy;
    if (!nearly_at_most(evaluation.worst10_accuracy, mean) || !nearly_at_most(mean, evaluation.best10_accuracy)) {
      violated(fmt::format("mean_accuracy from {} to {}, the worst and the best tenth", evaluation.worst10_accuracy,
                           evaluation.best10_accuracy),
               mean);
    }
    if (!(row.accuracy_variance >= 0 && nearly_at_most(row.accuracy_variance, mean * (1 - mean)))) {
      violated(fmt::format("accuracy_variance from 0 to {}, as of figures in [0, 1]", mean * (1 - mean)),
               row.accuracy_variance);
    }
  }

  void check_accuracy(const char* column, double value) {
    if (value < 0 || value > 1) violated(fmt::format("{} in [0, 1]", column), value);
  }
  void check_at_least(const char* column, double value, double bound) {
    if (!std::isnan(value) && !nearly_at_most(bound, value)) violated(fmt::format("{} at least {}", column, bound), value);
  }
  void violated(std::string expected, double found) {
    violations_.add(table_, row_number_, std::move(expected), fmt::format("{}", found));
  }

  const TraceReader& trace_;
  ViolationList& violations_;
  std::vector<EvaluationRow> evaluations_;
  std::string table_ = schema<EvaluationRow>().group;
  std::int64_t row_number_ = 0;
  double latest_s_ = 0;
  std::int64_t clients_ = 0, samples_ = 0;  ///< of /clients
  std::ptrdiff_t seen_ = 0;                 ///< evaluations up to that of the last row
};

}  // namespace

void check_evaluations(const TraceReader& trace, ViolationList& violations) { EvaluationCheck{trace, violations}.run(); }

}  // namespace roundwatt
