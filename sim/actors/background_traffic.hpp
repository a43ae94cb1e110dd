#pragma once

#include <simgrid/s4u.hpp>
#include <vector>

#include "sim/base/step_function.hpp"

namespace roundwatt {

/// Traffic of others on links of the run: the share of their bandwidth, in [0, 0.99], that is not there for it.
struct BackgroundTraffic {
  std::vector<simgrid::s4u::Link*> links;
  StepFunction share;  ///< of seconds since the start, from 0 on
};

/// The body of an actor that leaves the run what others do not take of each link, from now on. Flows that are under way go on
/// at the rate that is left.
void leave_what_others_do_not_take(const BackgroundTraffic& traffic);

}  // namespace roundwatt
