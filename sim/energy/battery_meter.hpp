#pragma once

#include <functional>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/energy/battery.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

/// A host's battery as a run starts with it.
struct MeteredBattery {
  HostId host;
  Battery battery;
};

/// Turns what happens at batteries into the rows of /batteries: maximal intervals of constant powers that tile the run for each
/// host. Calls come in the order of simulated time; any number of changes at one instant make one change.
class BatteryMeter {
 public:
  using RowSink = std::function<void(const BatteryRow&)>;

  /// \p batteries by host, ascending.
  BatteryMeter(const std::vector<MeteredBattery>& batteries, RowSink sink);

  std::size_t count() const { return entries_.size(); }
  HostId host(std::size_t number) const { return entries_[number].host; }
  const Battery& battery(std::size_t number) const { return entries_[number].battery; }

  void set_power(std::size_t number, Watts drawn, double now_s);
  void set_plug(std::size_t number, Plug plug, double now_s);
  void cross(std::size_t number, BatteryCrossing crossing, double now_s);

  /// The run ends at \p now_s.
  void finish(double now_s);

 private:
  struct Entry {
    HostId host;
    Battery battery;
    BatteryFlow open;  ///< of the interval that began at `open_since_s`
    double open_since_s = 0;
    double open_level_j = 0;
    bool touched = false;
  };

  Battery& touch(std::size_t number, double now_s);
  void settle(double now_s);
  void close(Entry& entry);

  std::vector<Entry> entries_;
  std::vector<std::size_t> touched_;  ///< changed at `instant_s_`, not yet compared
  double instant_s_ = 0;
  RowSink sink_;
};

}  // namespace roundwatt
