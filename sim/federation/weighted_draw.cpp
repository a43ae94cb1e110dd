#include "sim/federation/weighted_draw.hpp"

#include <algorithm>
#include <boost/random/exponential_distribution.hpp>

namespace roundwatt {

std::vector<std::size_t> draw_weighted(const std::vector<double>& weights, std::size_t count, RandomStream& stream) {
  struct Arrival {
    double time;
    std::size_t place;
  };
  // Clocks that ring at rate w: who rings first is drawn in proportion to w, and so on among the rest.
  boost::random::exponential_distribution<double> clock;
  std::vector<Arrival> arrivals;
  for (std::size_t place = 0; place < weights.size(); ++place) {
    const double unit = clock(stream);
    if (weights[place] > 0) arrivals.push_back({unit / weights[place], place});
  }
  const auto earlier = [](const Arrival& a, const Arrival& b) {
    return a.time != b.time ? a.time < b.time : a.place < b.place;
  };
  const auto drawn = static_cast<std::ptrdiff_t>(std::min(count, arrivals.size()));
  if (drawn < static_cast<std::ptrdiff_t>(arrivals.size())) {
    std::nth_element(arrivals.begin(), arrivals.begin() + drawn, arrivals.end(), earlier);
  }
  std::vector<std::size_t> places;
  for (auto arrival = arrivals.begin(); arrival != arrivals.begin() + drawn; ++arrival) places.push_back(arrival->place);
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace roundwatt
