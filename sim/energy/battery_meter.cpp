#include "sim/energy/battery_meter.hpp"

#include <algorithm>

namespace roundwatt {

BatteryMeter::BatteryMeter(const std::vector<MeteredBattery>& batteries, RowSink sink) : sink_{std::move(sink)} {
  for (const MeteredBattery& given : batteries) {
    entries_.push_back({given.host, given.battery, given.battery.flow(), 0, given.battery.level_j()});
  }
}

Battery& BatteryMeter::touch(std::size_t number, double now_s) {
  settle(now_s);
  Entry& entry = entries_[number];
  entry.battery.advance(now_s);
  if (!entry.touched) touched_.push_back(number);
  entry.touched = true;
  return entry.battery;
}

void BatteryMeter::set_power(std::size_t number, Watts drawn, double now_s) { touch(number, now_s).set_power(drawn); }
void BatteryMeter::set_plug(std::size_t number, Plug plug, double now_s) { touch(number, now_s).set_plug(plug); }
void BatteryMeter::cross(std::size_t number, BatteryCrossing crossing, double now_s) { touch(number, now_s).cross(crossing); }

void BatteryMeter::settle(double now_s) {
  if (now_s <= instant_s_) return;
  // Rows stand in the order in which they are closed, ties by host.
  std::sort(touched_.begin(), touched_.end());
  for (const std::size_t number : touched_) {
    Entry& entry = entries_[number];
    entry.touched = false;
    if (!(entry.battery.flow() == entry.open)) close(entry);
  }
  touched_.clear();
  instant_s_ = now_s;
}

/// Ends the open interval at the instant up to which the battery has been advanced.
void BatteryMeter::close(Entry& entry) {
  const double end_s = entry.battery.now_s();
  const double seconds = end_s - entry.open_since_s;
  if (seconds > 0) {
    BatteryRow row;
    row.host = entry.host.row;
    row.start_s = entry.open_since_s;
    row.end_s = end_s;
    row.plugged = entry.open.plug == Plug::in ? 1 : 0;
    row.level_start_j = entry.open_level_j;
    row.level_end_j = entry.battery.level_j();
    row.drawn_j = entry.open.drawn_w * seconds;
    row.from_grid_j = entry.open.grid_w * seconds;
    row.direct_j = entry.open.direct_w * seconds;
    sink_(row);
  }
  entry.open = entry.battery.flow();
  entry.open_since_s = end_s;
  entry.open_level_j = entry.battery.level_j();
}

void BatteryMeter::finish(double now_s) {
  settle(now_s);
  for (Entry& entry : entries_) {
    entry.battery.advance(now_s);
    close(entry);
  }
}

}  // namespace roundwatt
