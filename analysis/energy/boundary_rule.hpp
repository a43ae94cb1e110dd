#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/energy/energy_item.hpp"
#include "sim/base/boundary.hpp"

namespace fedjoule {

/// "participation", "incremental", "fleet": as on the command line.
std::string boundary_name(Boundary boundary);

/// A boundary by its name. \throws UserError when there is none.
Boundary parse_boundary(std::string_view name);

/// One sentence that says what the boundary counts.
std::string boundary_in_words(Boundary boundary);

/// The share, in [0, 1], of each part of a host's energy that a boundary counts.
struct HostShares {
  double base = 0;
  double added = 0;  ///< compute, receive, send
};

/// docs/methods/carbon.md, table 1.
HostShares host_shares(Boundary boundary, const HostRow& host, Activity activity);

/// The idle joules of a link that a boundary counts for one row of /energy/links; for Boundary::fleet none, since it counts
/// the whole run at once.
double link_idle_j(Boundary boundary, const LinkRow& link, const LinkEnergyRow& row);

}  // namespace fedjoule
