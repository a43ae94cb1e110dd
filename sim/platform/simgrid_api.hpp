#pragma once

#include <functional>
#include <simgrid/s4u.hpp>
#include <string>
// After the others: it needs their macros in 3.32.
// clang-format off
#include <simgrid/version.h>
// clang-format on

/// One name for each part of SimGrid's interface that differs between 3.32 and 4.1; everything else is used as SimGrid has it.
namespace roundwatt {

/// Starts an actor on \p host that does \p body.
inline simgrid::s4u::ActorPtr start_actor(const std::string& name, simgrid::s4u::Host* host,
                                          const std::function<void()>& body) {
#if SIMGRID_VERSION >= 40100
  return host->add_actor(name, body);
#elif SIMGRID_VERSION >= 40000
  return simgrid::s4u::Engine::add_actor(name, host, body);
#else
  return simgrid::s4u::Actor::create(name, host, body);
#endif
}

/// Adds a host of \p speed [flop/s] to a zone that is not sealed.
inline simgrid::s4u::Host* add_host(simgrid::s4u::NetZone& zone, const std::string& name, double speed) {
#if SIMGRID_VERSION >= 40000
  return zone.add_host(name, speed);
#else
  return zone.create_host(name, speed);
#endif
}

/// Calls \p listener whenever a host has gone on or off.
inline void on_host_state_change(const std::function<void(const simgrid::s4u::Host&)>& listener) {
#if SIMGRID_VERSION >= 33400
  simgrid::s4u::Host::on_onoff_cb(listener);
#else
  simgrid::s4u::Host::on_state_change_cb(listener);
#endif
}

/// Whether SimGrid keeps network/bandwidth-factor and network/latency-factor as text: a number, or factors by message size.
constexpr bool network_factors_are_text = SIMGRID_VERSION >= 33400;

/// Whether a zone can be entered through a gateway that lies in a zone inside it (docs/formats/platform.md).
constexpr bool routes_through_nested_gateways = SIMGRID_VERSION < 40100;

/// Whether SimGrid ends the process, rather than to throw, when it is asked for a route that no zone declares.
constexpr bool aborts_without_route = SIMGRID_VERSION >= 40100;

/// Whether a torus, fat tree or dragonfly may be the outermost zone of a platform; SimGrid 4.0 crashes over it.
constexpr bool takes_lone_topologies = SIMGRID_VERSION < 40000;

/// Whether host/model has a value "compound"; later SimGrids' "default" is both.
constexpr bool has_compound_host_model = SIMGRID_VERSION < 40000;

}  // namespace roundwatt
