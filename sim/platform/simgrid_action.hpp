#pragma once

#include <simgrid/kernel/resource/Action.hpp>

namespace roundwatt {

/// The action behind a network signal. SimGrid installs no definition of NetworkAction; Action is its only base (3.32 to 4.1).
inline simgrid::kernel::resource::Action& as_action(simgrid::kernel::resource::NetworkAction& action) {
  return reinterpret_cast<simgrid::kernel::resource::Action&>(action);
}

}  // namespace roundwatt
