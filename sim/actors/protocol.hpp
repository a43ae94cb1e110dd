#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/base/id.hpp"

namespace fedjoule {

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
  /// A device went on or off.
  virtual void on_device_state(HostId /*device*/, bool /*on*/) {}
};

}  // namespace fedjoule
