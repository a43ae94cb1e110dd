#include "sim/learning/model_scoring.hpp"

#include <algorithm>

#include "sim/learning/evaluation.hpp"

namespace roundwatt {

namespace {

/// Samples of one job of evaluation: fixed, since the split decides the last bits of sums.
constexpr std::size_t evaluation_part = 2048;

std::vector<SampleRow> rows_between(std::size_t begin, std::size_t end) {
  std::vector<SampleRow> rows(end - begin);
  for (std::size_t i = begin; i < end; ++i) rows[i - begin] = static_cast<SampleRow>(i);
  return rows;
}

}  // namespace

Score score(const Model& model, const Parameters& parameters, const Dataset& set, TrainingPool& pool) {
  std::vector<std::future<Evaluation>> parts;
  for (std::size_t begin = 0; begin < set.samples(); begin += evaluation_part) {
    const std::size_t end = std::min(begin + evaluation_part, set.samples());
    parts.push_back(pool.submit([&model, &parameters, &set, begin, end](Workspace& workspace) {
      return evaluate(model, parameters, {&set, rows_between(begin, end), 0, 0, 0}, workspace);
    }));
  }
  double loss = 0;
  double correct = 0;
  for (auto& part : parts) {
    const Evaluation evaluation = part.get();
    loss += evaluation.loss_sum;
    correct += static_cast<double>(evaluation.correct);
  }
  const auto samples = static_cast<double>(set.samples());
  return {loss / samples, correct / samples};
}

}  // namespace roundwatt
