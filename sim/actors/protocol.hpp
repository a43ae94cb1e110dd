#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/base/id.hpp"

namespace roundwatt {

/// One actor of a protocol.
struct Role {
  std::string name;
  std::function<void()> body;
  bool daemon = false;  ///< does not keep the simulation going by itself
};

/// Who does what in a run of one mode.
class Protocol {
 public:
  virtual ~Protocol() = default;
  /// The actors to start with; the protocol outlives them.
  virtual std::vector<Role> roles() = 0;
  /// A device can be asked to take part from now on, or no longer: it went on or off, or its battery holds enough or does not.
  virtual void on_device_state(HostId /*device*/, bool /*ready*/) {}
};

}  // namespace roundwatt
