#include "analysis/energy/energy_item.hpp"

#include "sim/base/error.hpp"
#include "sim/trace/schema.hpp"

namespace roundwatt {

std::string network_part_name(NetworkPart part) {
  switch (part) {
    case NetworkPart::none:
      return "not network";
    case NetworkPart::radio:
      return "radio of hosts";
    case NetworkPart::access_point:
      return "access point";
    case NetworkPart::access:
      return "access";
    case NetworkPart::core:
      return "core";
    case NetworkPart::data_centre:
      return "data centre";
    case NetworkPart::volume:
      return "by volume";
  }
  throw RunError{"a part of the network has no name"};
}

std::string ItemActivity::name() const { return host_activity ? flag_name(*host_activity) : "network"; }

}  // namespace roundwatt
