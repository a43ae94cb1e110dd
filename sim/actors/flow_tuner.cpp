#include "sim/actors/flow_tuner.hpp"

#include <algorithm>

#include "sim/actors/instant.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;
using simgrid::kernel::resource::Action;

namespace {

bool is_air(const sg::Link* link) { return link->get_sharing_policy() == sg::Link::SharingPolicy::WIFI; }

}  // namespace

void FlowTuner::set_bandwidth(sg::Link& link, double byte_s) {
  if (byte_s > 0) {
    closed_.erase(&link);
    link.set_bandwidth(byte_s);
  } else {
    closed_.insert(&link);  // SimGrid's solver takes a bandwidth of 0 for none at all
  }
}

double FlowTuner::moves_from(HostId from, HostId to, double now) const {
  return now + constants_.latency_factor * fleet_.simgrid_way(from, to).latency_s;
}

bool FlowTuner::is_closed(HostId from, HostId to) const { return !closed_.empty() && is_closed(fleet_.simgrid_way(from, to)); }

bool FlowTuner::is_closed(const SimgridWay& way) const {
  return std::any_of(way.links.begin(), way.links.end(), [this](const sg::Link* link) { return closed_.contains(link); });
}

/// The slowest link, and the window of TCP; below 0: none. SimGrid applies its bandwidth factor to what comes of it.
double FlowTuner::bound(const SimgridWay& way) const {
  double bound = -1;
  for (const sg::Link* link : way.links) {
    if (!is_air(link) && (bound < 0 || link->get_bandwidth() < bound)) bound = link->get_bandwidth();
  }
  if (!(way.latency_s > 0)) return bound;
  const double window = constants_.tcp_gamma / (2 * way.latency_s);
  return bound < 0 ? window : std::min(bound, window);
}

double FlowTuner::weight(const SimgridWay& way) const {
  if (!(way.latency_s > 0)) return 1;
  double weight = way.latency_s;
  for (const sg::Link* link : way.links) weight += constants_.weight_s / link->get_bandwidth();
  return weight;
}

void FlowTuner::hold(Action& action) { action.set_suspend_state(Action::SuspendStates::SUSPENDED); }

FlowTuner::Next FlowTuner::tune(Action& action, HostId from, HostId to, double moves_from_s) const {
  const SimgridWay now = fleet_.simgrid_way(from, to);
  action.set_bound(bound(now));
  const bool is_waiting = sg::Engine::get_clock() < moves_from_s - precision_of_time;
  if (is_waiting || is_closed(now)) {
    hold(action);
    action.set_sharing_penalty(0);
    return is_waiting ? Next::once_it_moves : Next::when_links_change;
  }
  action.set_suspend_state(Action::SuspendStates::RUNNING);
  action.set_sharing_penalty(weight(now));
  return Next::when_links_change;
}

}  // namespace roundwatt
