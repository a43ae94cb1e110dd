#pragma once

#include <simgrid/s4u.hpp>
#include <vector>

#include "sim/platform/profile.hpp"

namespace roundwatt {

/// What changes of links while a run goes on, and when.
struct LinkChanges {
  enum class Of {
    bandwidth,  ///< byte/s; at 0 nothing passes, and what is under way waits
    latency,    ///< s
    state,      ///< above 0: on; what is under way over a link that goes off is lost
  };

  std::vector<simgrid::s4u::Link*> links;  ///< that change alike: both halves of a split one
  Of of{};
  Profile profile;
};

}  // namespace roundwatt
