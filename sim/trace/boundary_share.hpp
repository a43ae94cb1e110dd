#pragma once

#include "sim/base/boundary.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

/// The share, in [0, 1], of each part of a host's energy that a boundary counts.
struct HostShares {
  double base = 0;
  double added = 0;  ///< compute, receive, send
};

/// Neither idle nor off.
bool is_at_work(Activity activity);

/// docs/methods/carbon.md, table 1: one rule for the stops inside a run and for the reports on its trace.
HostShares host_shares(Boundary boundary, const HostRow& host, Activity activity);

/// The share of a link's idle power that a boundary counts while the link is in use; for Boundary::fleet none, since it counts
/// the whole run at once.
double link_idle_share(Boundary boundary, const LinkRow& link);

}  // namespace roundwatt
