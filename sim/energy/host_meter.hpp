#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/energy/host_power.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

/// A host as the meter sees it.
struct MeteredHost {
  HostPower power;
  std::int32_t cores = 1;
  bool on = true;          ///< at the start
  double speed_share = 1;  ///< available share of the nominal speed at the start
};

/// What a host is at from one instant on: constant over an interval of /energy/hosts.
struct HostCondition {
  HostState state;
  Activity activity = Activity::idle;
  std::int32_t round = -1;

  bool operator==(const HostCondition&) const = default;
};

/// Turns what happens on hosts into maximal intervals of constant state, each with its joules (docs/methods/energy.md). Calls
/// come in the order of simulated time; any number of changes at one instant make one change.
class HostMeter {
 public:
  using IntervalSink = std::function<void(const HostEnergyRow&)>;
  /// Told of each change of a condition when it is made: host, condition before and after, instant.
  using ChangeListener = std::function<void(HostId, const HostCondition&, const HostCondition&, double)>;

  HostMeter(const std::vector<MeteredHost>& hosts, IntervalSink sink);

  /// Listeners are told in the order in which they came.
  void listen(ChangeListener listener) { listeners_.push_back(std::move(listener)); }

  /// One core of \p host starts or ends work that counts as \p activity (train, aggregate, evaluate, encode, relay).
  void begin_work(HostId host, Activity activity, double now);
  void end_work(HostId host, Activity activity, double now);
  void begin_receiving(HostId host, double now);
  void end_receiving(HostId host, double now);
  void begin_sending(HostId host, double now);
  void end_sending(HostId host, double now);
  /// From now on the host works, or waits, for \p round; -1: for none.
  void set_round(HostId host, std::int32_t round, double now);
  void set_on(HostId host, bool on, double now);
  /// The share of the nominal speed that is available (SimGrid's speed_file).
  void set_speed_share(HostId host, double share, double now);

  /// Ends all open intervals at \p now and begins new ones.
  void cut(double now);
  /// Closes the intervals that ended before \p now.
  void settle(double now);

  const HostCondition& condition(HostId host) const { return hosts_[host.index()].current; }
  const HostPower& power(HostId host) const { return hosts_[host.index()].declared.power; }

 private:
  struct Host {
    MeteredHost declared;
    std::array<std::int32_t, static_cast<std::size_t>(Activity::idle) + 1> work{};
    std::int32_t working = 0, receiving = 0, sending = 0;
    std::int32_t round = -1;
    bool on = true;
    double speed_share = 1;
    HostCondition current;  ///< since `changed_at`
    HostCondition open;     ///< of the interval that began at `open_since`
    double open_since = 0;
    bool touched = false;
  };

  static HostCondition condition_of(const Host& host);
  static Activity activity_of(const Host& host);
  template <class Change>
  void change(HostId host, double now, const Change& apply);
  void close(HostId host, double end);

  std::vector<Host> hosts_;
  std::vector<HostId> touched_;  ///< changed at `instant_`, not yet compared
  double instant_ = 0;
  IntervalSink sink_;
  std::vector<ChangeListener> listeners_;
};

}  // namespace roundwatt
