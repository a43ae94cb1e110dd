#include "sim/simulation/return_watch.hpp"

#include <utility>

#include "sim/actors/instant.hpp"

namespace roundwatt {

ReturnWatch::ReturnWatch(std::vector<Profile> profiles) : profiles_{std::move(profiles)} {
  for (std::size_t i = 0; i < profiles_.size(); ++i) {
    if (const auto first = profiles_[i].next_on(0)) next_.push({*first, i});
  }
}

bool ReturnWatch::is_near(double now) {
  while (!next_.empty() && next_.top().date_s <= now) {
    const std::size_t profile = next_.top().profile;
    next_.pop();
    if (const auto next = profiles_[profile].next_on(now)) next_.push({*next, profile});
  }
  return !next_.empty() && next_.top().date_s <= now + precision_of_time;
}

}  // namespace roundwatt
