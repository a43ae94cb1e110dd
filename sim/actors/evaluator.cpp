#include "sim/actors/evaluator.hpp"

#include <cmath>

namespace fedjoule {

std::optional<EvaluationResult> Evaluator::evaluate(HostId server, std::int32_t round, Cancellation& cancellation) {
  if (processor_.compute(server, work_, Activity::evaluate, cancellation) != Ending::done || !measure_) return std::nullopt;
  const EvaluationResult result = measure_(round);
  record(result, round);
  return result;
}

void Evaluator::record(const EvaluationResult& result, std::int32_t round) {
  const double now = simgrid::s4u::Engine::get_clock();
  EvaluationRow row;
  row.round = round;
  row.time_s = now;
  row.scope = EvaluationScope::global;
  row.train_loss = result.train_loss;
  row.test_loss = result.test_loss;
  row.test_accuracy = result.test_accuracy;
  recorder_.record(row, now);
  if (std::isnan(result.validation_accuracy)) return;
  recorder_.record(ValidationRow{round, now, result.validation_loss, result.validation_accuracy}, now);
}

}  // namespace fedjoule
