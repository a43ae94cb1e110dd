#include "sim/federation/partial_work.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace roundwatt {

std::int64_t units_that_fit(std::int64_t all, double budget, const std::function<double(std::int64_t)>& seconds_for) {
  std::int64_t fits = 1;
  std::int64_t too_many = all + 1;
  while (too_many - fits > 1) {
    const std::int64_t middle = fits + (too_many - fits) / 2;
    (seconds_for(middle) <= budget ? fits : too_many) = middle;
  }
  return fits;
}

double expected_upload(double download, double lone_download, double lone_upload) {
  return lone_download > 0 ? lone_upload * std::max(1.0, download / lone_download) : lone_upload;
}

std::vector<bool> draw_stragglers(std::size_t cohort, double share, RandomStream stream) {
  const auto prompt = static_cast<std::size_t>(std::llround((1 - share) * static_cast<double>(cohort)));
  std::vector<std::size_t> order(cohort);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<bool> is_straggler(cohort, false);
  for (std::size_t i = 0; i + prompt < cohort; ++i) {
    std::swap(order[i], order[i + stream.below(cohort - i)]);
    is_straggler[order[i]] = true;
  }
  return is_straggler;
}

std::int64_t draw_straggler_units(std::int64_t all, RandomStream stream) {
  if (all <= 2) return 1;
  return 1 + static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(all) - 1));
}

}  // namespace roundwatt
