#include "sim/trace/boundary_share.hpp"

#include "sim/base/error.hpp"

namespace fedjoule {

HostShares host_shares(Boundary boundary, const HostRow& host, Activity activity) {
  switch (boundary) {
    case Boundary::participation: {
      if (host.kind != HostKind::device) return {host.reserved_share, 1};
      const bool takes_part = activity != Activity::idle && activity != Activity::off;
      return takes_part ? HostShares{1, 1} : HostShares{0, 0};
    }
    case Boundary::incremental:
      return {0, 1};
    case Boundary::fleet:
      return {1, 1};
  }
  throw RunError{"a boundary has no rule for hosts"};
}

double link_idle_share(Boundary boundary, const LinkRow& link) {
  switch (boundary) {
    case Boundary::participation:
      return link.router_share;
    case Boundary::incremental:
    case Boundary::fleet:
      return 0;
  }
  throw RunError{"a boundary has no rule for links"};
}

}  // namespace fedjoule
