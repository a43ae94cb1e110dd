#include "sim/trace/boundary_share.hpp"

#include "sim/base/error.hpp"

namespace roundwatt {

bool is_at_work(Activity activity) { return activity != Activity::idle && activity != Activity::off; }

HostShares host_shares(Boundary boundary, const HostRow& host, Activity activity) {
  switch (boundary) {
    case Boundary::participation: {
      if (host.kind != HostKind::device) return {host.reserved_share, 1};
      return is_at_work(activity) ? HostShares{1, 1} : HostShares{0, 0};
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

}  // namespace roundwatt
