#include "sim/federation/renewal_availability.hpp"

#include <algorithm>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/weibull_distribution.hpp>
#include <cmath>

namespace roundwatt {

TimeDistribution::TimeDistribution(Seconds mean, double shape)
    : mean_{mean.value()}, shape_{shape}, scale_{mean.value() / std::tgamma(1 + 1 / shape)} {}

double TimeDistribution::draw(RandomStream& stream) const {
  return boost::random::weibull_distribution<double>{shape_, scale_}(stream);
}

double TimeDistribution::draw_residual(RandomStream& stream) const {
  const double power = boost::random::gamma_distribution<double>{1 + 1 / shape_, 1}(stream);
  return scale_ * std::pow(power, 1 / shape_) * boost::random::uniform_01<double>{}(stream);
}

RenewalAvailability::History RenewalAvailability::begin(ClientId client) const {
  RandomStream stream{seed_, "availability", client.index()};
  const double share_on = on_.mean() / (on_.mean() + off_.mean());
  const bool on = boost::random::uniform_01<double>{}(stream) < share_on;
  const double first = (on ? on_ : off_).draw_residual(stream);
  return {stream, on, {first}};
}

Presence RenewalAvailability::at(ClientId client, double time) const {
  auto found = histories_.find(client);
  if (found == histories_.end()) found = histories_.emplace(client, begin(client)).first;
  History& history = found->second;
  std::vector<double>& changes = history.changes;
  while (changes.back() <= time) {
    const bool on_next = history.on_at_start != (changes.size() % 2 == 1);
    const double next = changes.back() + (on_next ? on_ : off_).draw(history.stream);
    // A time too short for the clock still lasts until the next instant that there is.
    changes.push_back(std::max(next, std::nextafter(changes.back(), Presence::for_ever)));
  }
  const auto next = std::upper_bound(changes.begin(), changes.end(), time);
  const bool switched = (next - changes.begin()) % 2 == 1;
  return {history.on_at_start != switched, *next};
}

}  // namespace roundwatt
