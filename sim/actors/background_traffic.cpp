#include "sim/actors/background_traffic.hpp"

#include <cmath>

namespace roundwatt {

void leave_what_others_do_not_take(const BackgroundTraffic& traffic) {
  std::vector<double> whole;
  whole.reserve(traffic.links.size());
  for (const simgrid::s4u::Link* link : traffic.links) whole.push_back(link->get_bandwidth());
  for (const StepFunction::Step& step : traffic.share.steps()) {
    simgrid::s4u::this_actor::sleep_until(step.from);
    for (std::size_t i = 0; i < whole.size(); ++i) traffic.links[i]->set_bandwidth(whole[i] * (1 - step.value));
  }
}

}  // namespace roundwatt
