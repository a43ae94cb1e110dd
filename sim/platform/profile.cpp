#include "sim/platform/profile.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <locale>
#include <sstream>
#include <string>

#include "sim/platform/profile_lines.hpp"

namespace roundwatt {

Profile::Profile(std::string_view text) {
  double loop_after = 0;
  for (const std::string& line : profile_lines(text)) {
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
      events_.push_back({std::strtod(first.c_str(), nullptr), number});
    }
  }
  // SimGrid skips a value below 0 at the first date, and dies of another.
  if (!events_.empty() && events_.front().value < 0) events_.erase(events_.begin());
  if (loop_after > 0 && !events_.empty()) period_ = events_.back().date_s + loop_after;
}

std::optional<Profile::Event> Profile::event(std::size_t number) const {
  if (events_.empty() || (number >= events_.size() && period_ <= 0)) return std::nullopt;
  const Event& event = events_[number % events_.size()];
  const auto lap = static_cast<double>(number / events_.size());
  return Event{event.date_s + lap * period_, event.value};
}

std::optional<double> Profile::next_on(double time) const {
  const double first_lap = period_ > 0 ? std::max(0.0, std::floor(time / period_)) : 0;
  // The next one is in this lap or in the one after it.
  for (const double lap : {first_lap, first_lap + 1}) {
    for (const Event& event : events_) {
      const double date = event.date_s + lap * period_;
      if (event.value > 0 && date > time) return date;
    }
    if (period_ <= 0) break;
  }
  return std::nullopt;
}

std::optional<double> Profile::highest() const {
  const auto highest =
      std::max_element(events_.begin(), events_.end(), [](const Event& a, const Event& b) { return a.value < b.value; });
  return highest == events_.end() ? std::nullopt : std::optional{highest->value};
}

}  // namespace roundwatt
