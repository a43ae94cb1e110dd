#pragma once

#include <optional>

#include "sim/base/quantity.hpp"

namespace roundwatt {

/// A battery, its charger, and the levels at which its device changes what it does. 0 <= floor < min_charge <= capacity.
struct BatteryPack {
  Joules capacity;        ///< above 0
  Watts charge;           ///< what the charger draws from the grid while it charges, above 0
  double efficiency = 1;  ///< share of that which is stored, in (0, 1]
  Joules min_charge;      ///< from which the device can be asked to take part
  Joules floor;           ///< at which it goes off

  bool operator==(const BatteryPack&) const = default;
};

enum class Plug { out, in };

/// The powers at a battery: constant between its changes. docs/methods/batteries.md, equations 1 to 3.
struct BatteryFlow {
  Plug plug = Plug::out;
  double drawn_w = 0;   ///< by the device
  double grid_w = 0;    ///< from the grid
  double direct_w = 0;  ///< the part of it that feeds the device past the battery

  bool operator==(const BatteryFlow&) const = default;
};

/// What happens at a level.
enum class BatteryCrossing { floor, below_min_charge, min_charge, full };

/// A crossing to come if nothing changes before.
struct NextCrossing {
  double time_s = 0;
  BatteryCrossing crossing{};
};

/// The level of one battery: an exact piecewise linear function of time within [0, capacity]. A device goes off at the floor
/// and comes back at min_charge. Calls come in the order of time.
class Battery {
 public:
  /// The device is on and \p level above the floor at time 0.
  Battery(const BatteryPack& pack, Joules level);

  void advance(double now_s);
  /// Advance to the instant of the change first.
  void set_power(Watts drawn) { drawn_w_ = drawn.value(); }
  void set_plug(Plug plug) { plug_ = plug; }
  /// The crossing is reached now; what the device draws then is for the caller to say.
  void cross(BatteryCrossing crossing);

  BatteryFlow flow() const;
  std::optional<NextCrossing> next_crossing() const;

  const BatteryPack& pack() const { return pack_; }
  double level_j() const { return level_j_; }
  double now_s() const { return now_s_; }
  Plug plug() const { return plug_; }
  bool is_on() const { return on_; }
  bool is_ready() const { return ready_; }  ///< on, and at least min_charge

 private:
  double slope() const;
  bool is_full() const { return level_j_ >= pack_.capacity.value(); }

  BatteryPack pack_;
  double level_j_;
  double now_s_ = 0;
  double drawn_w_ = 0;
  Plug plug_ = Plug::out;
  bool on_ = true;
  bool ready_;
};

}  // namespace roundwatt
