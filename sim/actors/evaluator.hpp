#pragma once

#include <functional>
#include <optional>

#include "sim/actors/processor.hpp"
#include "sim/learning/accuracy_curve.hpp"

namespace roundwatt {

/// An evaluation that was made.
struct Evaluated {
  std::int32_t round = 0;
  double time_s = 0;  ///< when its result was known
  EvaluationResult result;
};

/// Evaluates the global model on the server: what that costs, and what it finds.
class Evaluator {
 public:
  /// What is known of the global model after a round.
  using Measure = std::function<EvaluationResult(std::int32_t)>;

  /// Every \p every rounds, \p work of evaluation; \p measure where accuracy is known.
  Evaluator(std::int64_t every, Flops work, Measure measure, Processor& processor, Recorder& recorder)
      : every_{every}, work_{work}, measure_{std::move(measure)}, processor_{processor}, recorder_{recorder} {}

  bool is_due(std::int32_t round) const { return round % every_ == 0; }
  /// Evaluates after \p round. Nothing where accuracy is not known or the run ended meanwhile.
  std::optional<EvaluationResult> evaluate(HostId server, std::int32_t round, Cancellation& cancellation);
  /// Works as much as an evaluation takes, without one: of a peer's own model, on its device.
  Ending test(HostId host, Cancellation& cancellation);
  /// Measures after \p round at no cost. Nothing where accuracy is not known.
  std::optional<EvaluationResult> measure(std::int32_t round);
  /// The last evaluation of the run, where accuracy is known.
  const std::optional<Evaluated>& last() const { return last_; }

 private:
  void record(const EvaluationResult& result, std::int32_t round);

  std::int64_t every_;
  Flops work_;
  Measure measure_;
  Processor& processor_;
  Recorder& recorder_;
  std::optional<Evaluated> last_;
};

}  // namespace roundwatt
