#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <simgrid/s4u.hpp>
#include <tuple>
#include <vector>

#include "sim/actors/recorder.hpp"
#include "sim/actors/run_control.hpp"
#include "sim/energy/battery_meter.hpp"
#include "sim/federation/availability.hpp"
#include "sim/platform/fleet.hpp"

namespace roundwatt {

/// When a device whose battery holds enough can be asked.
enum class AskedWhile { in_use, charging };

/// The batteries of a run's devices at its start, and when they are plugged in.
struct BatteryPlan {
  std::vector<MeteredBattery> batteries;  ///< by host, ascending
  std::vector<ClientId> clients;          ///< whose device has it, in the same order
  std::function<Presence(ClientId, double)> plugged;
  AskedWhile asked = AskedWhile::in_use;
};

/// Follows the levels of the batteries through what their devices draw, and turns devices off and on at the instants at which
/// their levels say so: docs/methods/batteries.md.
class BatteryKeeper {
 public:
  /// Told that a device can be asked from now on, or no longer, for a reason of its battery; not that it goes off.
  using ReadinessListener = std::function<void(HostId, bool)>;

  BatteryKeeper(const BatteryPlan& plan, const Fleet& fleet, Recorder& recorder, RunControl& control);

  void listen(ReadinessListener listener) { listener_ = std::move(listener); }
  /// \p listener is called whenever a host has been switched on or off for its battery.
  void on_switch(std::function<void()> listener) { switch_listener_ = std::move(listener); }

  /// Whether the battery of \p device, if it has one, holds enough for it to be asked.
  bool is_ready(HostId device) const;
  /// The first instant after \p now at which one of \p devices that is not ready will be, if it has no work until then;
  /// nothing: never.
  std::optional<double> next_return(double now, const std::vector<HostId>& devices) const;

  /// Whether a battery changes after \p now, but less than SimGrid's precision of time later: at that instant.
  bool is_near(double now) const;

  /// What \p device draws has changed.
  void on_power(HostId device, const HostCondition& after, double now);
  /// The body of a daemon.
  void run();
  void finish(double now) { meter_.finish(now); }

 private:
  /// falling: below min_charge, which begins after its instant; whatever else a crossing says holds at it.
  enum class Cause { plug, crossing, falling };
  struct Event {
    double time;
    std::size_t number;  ///< of the battery
    Cause cause;
    std::uint64_t version;  ///< crossings of an older one do not come any more
    bool operator<(const Event& other) const {
      return std::tie(time, number, cause, version) < std::tie(other.time, other.number, other.cause, other.version);
    }
  };

  bool is_ready(const Battery& battery) const {
    return battery.is_ready() && (plan_.asked == AskedWhile::in_use || battery.plug() == Plug::in);
  }
  bool is_due(const Event& event) const { return event.cause == Cause::plug || event.version == versions_[event.number]; }
  void expect(const Event& event);
  void expect_crossing(std::size_t number);
  void tell(std::size_t number);
  void take_plug(std::size_t number, double now);
  void take_crossing(std::size_t number, double now);
  void take_due(double now);
  std::optional<double> return_of(std::size_t number, double now) const;

  const BatteryPlan plan_;
  const Fleet& fleet_;
  RunControl& control_;
  std::vector<std::optional<std::size_t>> number_on_;  ///< by host
  std::vector<std::uint64_t> versions_;                ///< by battery
  std::vector<Watts> idle_;                            ///< likewise
  BatteryMeter meter_;
  std::set<Event> events_;
  simgrid::s4u::SemaphorePtr news_ = simgrid::s4u::Semaphore::create(0);
  ReadinessListener listener_;
  std::function<void()> switch_listener_;
};

}  // namespace roundwatt
