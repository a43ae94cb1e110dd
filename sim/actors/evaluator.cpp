#include "sim/actors/evaluator.hpp"

namespace fedjoule {

std::optional<double> Evaluator::evaluate(HostId server, std::int32_t round, Cancellation& cancellation) {
  if (round % every_ != 0) return std::nullopt;
  if (processor_.compute(server, work_, Activity::evaluate, cancellation) != Ending::done || !curve_) return std::nullopt;
  const EvaluationResult result = curve_->at(round);
  EvaluationRow row;
  row.round = round;
  row.time_s = simgrid::s4u::Engine::get_clock();
  row.scope = EvaluationScope::global;
  row.train_loss = result.train_loss;
  row.test_loss = result.test_loss;
  row.test_accuracy = result.test_accuracy;
  recorder_.record(row, row.time_s);
  return result.test_accuracy;
}

}  // namespace fedjoule
