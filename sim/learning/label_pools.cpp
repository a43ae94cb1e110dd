#include "sim/learning/label_pools.hpp"

#include <boost/random/uniform_01.hpp>
#include <numeric>

#include "sim/learning/shuffle.hpp"

namespace roundwatt {

LabelPools::LabelPools(const LabelIndex& index, RandomStream& stream) {
  for (const auto& rows : index.rows) left_.push_back(shuffled(rows, stream));
}

SampleRow LabelPools::take(const std::vector<double>& mix, RandomStream& stream) {
  std::vector<double> weights(left_.size(), 0);
  for (std::size_t label = 0; label < left_.size(); ++label) {
    if (!left_[label].empty()) weights[label] = mix[label];
  }
  if (std::accumulate(weights.begin(), weights.end(), 0.0) <= 0) {
    for (std::size_t label = 0; label < left_.size(); ++label) weights[label] = static_cast<double>(left_[label].size());
  }
  auto& pool = left_[draw_label(weights, stream)];
  const SampleRow row = pool.back();
  pool.pop_back();
  return row;
}

std::size_t LabelPools::draw_label(const std::vector<double>& weights, RandomStream& stream) const {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  double height = boost::random::uniform_01<double>{}(stream)*sum;
  std::size_t drawn = 0;
  for (std::size_t label = 0; label < weights.size(); ++label) {
    if (weights[label] <= 0) continue;
    drawn = label;  // the last one with a weight, should rounding leave some height
    if (height < weights[label]) break;
    height -= weights[label];
  }
  return drawn;
}

}  // namespace roundwatt
