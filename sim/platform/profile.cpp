#include "sim/platform/state_profile.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <locale>
#include <sstream>
#include <string>

namespace roundwatt {

StateProfile::StateProfile(std::string_view text) {
  std::istringstream lines{std::string{text}};
  double loop_after = 0;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words{line};
    words.imbue(std::locale::classic());
    std::string first;
    if (!(words >> first) || first.front() == '#' || first.front() == '%') continue;
    double number = 0;
    if (first == "PERIODICITY" && words >> number) {
      period_ = number;
    } else if (first == "LOOPAFTER" && words >> number) {
      loop_after = number;
    } else if (words >> number) {
      events_.push_back({std::strtod(first.c_str(), nullptr), number > 0});
    }
  }
  if (loop_after > 0 && !events_.empty()) period_ = events_.back().date + loop_after;
}

std::optional<double> StateProfile::next_on(double time) const {
  const double first_lap = period_ > 0 ? std::max(0.0, std::floor(time / period_)) : 0;
  // The next switch is in this lap or in the one after it.
  for (const double lap : {first_lap, first_lap + 1}) {
    for (const Event& event : events_) {
      const double date = event.date + lap * period_;
      if (event.on && date > time) return date;
    }
    if (period_ <= 0) break;
  }
  return std::nullopt;
}

}  // namespace roundwatt
