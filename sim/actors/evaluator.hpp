#pragma once

#include <optional>

#include "sim/actors/processor.hpp"
#include "sim/learning/accuracy_curve.hpp"

namespace fedjoule {

/// Evaluates the global model on the server: what that costs, and what it finds.
class Evaluator {
 public:
  /// Every \p every rounds, \p work of evaluation; \p curve where accuracy is known.
  Evaluator(std::int64_t every, Flops work, std::optional<AccuracyCurve> curve, Processor& processor, Recorder& recorder)
      : every_{every}, work_{work}, curve_{std::move(curve)}, processor_{processor}, recorder_{recorder} {}

  /// Evaluates after \p round if it is due. The accuracy, or nothing where none was measured or the run ended meanwhile.
  std::optional<double> evaluate(HostId server, std::int32_t round, Cancellation& cancellation);

 private:
  std::int64_t every_;
  Flops work_;
  std::optional<AccuracyCurve> curve_;
  Processor& processor_;
  Recorder& recorder_;
};

}  // namespace fedjoule
