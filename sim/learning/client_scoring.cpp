#include "sim/learning/client_scoring.hpp"

#include <deque>

#include "sim/base/error.hpp"
#include "sim/learning/evaluation.hpp"
#include "sim/learning/learning_metrics.hpp"

namespace roundwatt {

namespace {

/// Samples from which on a part is full: fixed, since the split decides the last bits of sums.
constexpr std::size_t part_samples = 2048;
/// Parts that are under way at once: what bounds the memory of their results.
constexpr std::size_t most_under_way = 16;

/// Clients that one job looks at: those with samples among consecutive ones.
using ClientPart = std::vector<ClientId>;

std::vector<ClientPart> parts_of(const Partition& partition) {
  std::vector<ClientPart> parts;
  std::size_t samples = part_samples;
  for (std::size_t i = 0; i < partition.clients(); ++i) {
    const ClientId client{i};
    if (partition.samples(client) == 0) continue;
    if (samples >= part_samples) {
      parts.emplace_back();
      samples = 0;
    }
    parts.back().push_back(client);
    samples += partition.samples(client);
  }
  if (parts.empty()) throw RunError{"no client holds samples to evaluate on"};
  return parts;
}

/// Results that are waited for, whatever happens: their jobs look at what goes with the caller.
template <class Result>
struct PartsUnderWay {
  std::deque<std::future<Result>> parts;

  ~PartsUnderWay() {
    for (const auto& part : parts) {
      if (part.valid()) part.wait();
    }
  }
};

/// Lets the pool do \p job on each part and hands the results to \p join in the order of the parts.
template <class Job, class Join>
void for_each_part(const Partition& partition, TrainingPool& pool, const Job& job, const Join& join) {
  PartsUnderWay<decltype(job(std::declval<const ClientPart&>(), std::declval<Workspace&>()))> under_way;
  const auto join_first = [&] {
    join(under_way.parts.front().get());
    under_way.parts.pop_front();
  };
  for (const ClientPart& part : parts_of(partition)) {
    if (under_way.parts.size() == most_under_way) join_first();
    under_way.parts.push_back(pool.submit([&job, part](Workspace& workspace) { return job(part, workspace); }));
  }
  while (!under_way.parts.empty()) join_first();
}

}  // namespace

ClientScores ClientScoring::scores() const {
  const auto evaluate_part = [this](const ClientPart& part, Workspace& workspace) {
    std::vector<Evaluation> evaluations;
    for (const ClientId client : part) {
      evaluations.push_back(evaluate(*task_.model, parameters_, data_of(task_, client), workspace));
    }
    return evaluations;
  };
  Evaluation total;
  std::vector<double> accuracies;
  for_each_part(*task_.partition, pool_, evaluate_part, [&](const std::vector<Evaluation>& evaluations) {
    for (const Evaluation& one : evaluations) {
      total += one;
      accuracies.push_back(one.accuracy());
    }
  });
  return {static_cast<std::int64_t>(accuracies.size()), total.samples, total.loss(), total.accuracy(),
          spread_over_clients(accuracies)};
}

GradientDissimilarity ClientScoring::dissimilarity() const {
  const auto sum_part = [this](const ClientPart& part, Workspace& workspace) {
    GradientSums sums{parameters_.size()};
    for (const ClientId client : part) sums.add(*task_.model, parameters_, data_of(task_, client), workspace);
    return sums;
  };
  GradientSums total{parameters_.size()};
  for_each_part(*task_.partition, pool_, sum_part, [&](const GradientSums& sums) { total += sums; });
  return total.dissimilarity();
}

}  // namespace roundwatt
