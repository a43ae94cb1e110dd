#include "sim/learning/robust_averaging.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace roundwatt {

namespace {

/// The global model of which each coordinate is the mean of the clients' values without the \p trimmed lowest and highest.
template <class Cohort>
GlobalModel without_extremes(const GlobalModel& global, const Cohort& cohort, std::size_t trimmed) {
  Parameters parameters(global.parameters.size());
  std::vector<float> values(cohort.size());
  const auto kept = static_cast<double>(cohort.size() - 2 * trimmed);
  const auto end = static_cast<std::ptrdiff_t>(trimmed);
  for (Eigen::Index i = 0; i < parameters.size(); ++i) {
    for (std::size_t k = 0; k < cohort.size(); ++k) values[k] = cohort[k]->parameters[i];
    std::sort(values.begin(), values.end());
    parameters[i] = static_cast<float>(std::accumulate(values.begin() + end, values.end() - end, 0.0) / kept);
  }
  return {std::move(parameters), global.control};
}

}  // namespace

GlobalModel MedianServer::next(const GlobalModel& global, const Cohort& cohort) {
  return without_extremes(global, cohort, (cohort.size() - 1) / 2);
}

GlobalModel TrimmedMeanServer::next(const GlobalModel& global, const Cohort& cohort) {
  // 0.1 of 30 is 3, although 0.1 * 30 may round to less.
  const auto trimmed = std::floor(trimmed_share_ * static_cast<double>(cohort.size()) + 1e-9);
  return without_extremes(global, cohort, static_cast<std::size_t>(trimmed));
}

}  // namespace roundwatt
