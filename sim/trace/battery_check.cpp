#include "sim/trace/battery_check.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>

namespace roundwatt {

namespace {

class BatteryCheck {
 public:
  BatteryCheck(const TraceReader& trace, ViolationList& violations) : trace_{trace}, violations_{violations} {
    trace.for_each<BatteryPackRow>([this](const BatteryPackRow& row) { check_pack(row); });
    row_number_ = 0;
  }

  void run() {
    trace_.for_each<BatteryRow>([this](const BatteryRow& row) {
      const auto found = batteries_.find(row.host);
      if (found == batteries_.end()) {
        violated("a host with a row in /battery_packs", fmt::format("host {}", row.host));
      } else {
        check(row, found->second);
      }
      ++row_number_;
    });
    row_number_ = -1;
    if (!trace_.header().complete) return;
    check_drawn();
  }

 private:
  struct Progress {
    BatteryPackRow pack;
    std::optional<BatteryRow> last;
    double drawn_j = 0;
    double consumed_j = 0;  ///< by /energy
  };

  void check_pack(const BatteryPackRow& row) {
    const bool ordered = 0 <= row.floor_j && row.floor_j < row.min_charge_j && row.min_charge_j <= row.capacity_j;
    if (!ordered || !(row.charge_w > 0) || !(row.efficiency > 0 && row.efficiency <= 1)) {
      violations_.add(
          schema<BatteryPackRow>().group, row_number_,
          "0 <= floor_j < min_charge_j <= capacity_j, charge_w > 0, efficiency in (0, 1]",
          fmt::format("{}, {}, {}, {}, {}", row.floor_j, row.min_charge_j, row.capacity_j, row.charge_w, row.efficiency));
    }
    batteries_[row.host].pack = row;
    ++row_number_;
  }

  void check(const BatteryRow& row, Progress& battery) {
    check_place(row, battery);
    check_level(row, battery);
    check_charger(row, battery.pack);
    battery.last = row;
    battery.drawn_j += row.drawn_j;
  }

  void check_place(const BatteryRow& row, const Progress& battery) {
    const double start_s = battery.last ? battery.last->end_s : 0;
    if (row.start_s != start_s || !(row.start_s < row.end_s && row.end_s <= trace_.header().end_s)) {
      violated(fmt::format("start_s = {} before end_s, at most {}", start_s, trace_.header().end_s),
               fmt::format("{} and {}", row.start_s, row.end_s));
    }
    if (battery.last && battery.last->level_end_j != row.level_start_j) {
      violated(fmt::format("level_start_j = {} J, where the interval before ends", battery.last->level_end_j),
               fmt::format("{} J", row.level_start_j));
    }
  }

  void check_level(const BatteryRow& row, const Progress& battery) {
    const BatteryPackRow& pack = battery.pack;
    const double change_j = pack.efficiency * (row.from_grid_j - row.direct_j) - (row.drawn_j - row.direct_j);
    if (!equal_within(row.level_end_j - row.level_start_j, change_j, pack.capacity_j + row.from_grid_j + row.drawn_j)) {
      violated(fmt::format("a level that changes by {} J, efficiency x what was stored - what was taken", change_j),
               fmt::format("{} J", row.level_end_j - row.level_start_j));
    }
    for (const double level_j : {row.level_start_j, row.level_end_j}) {
      if (level_j >= 0 && level_j <= pack.capacity_j) continue;
      violated(fmt::format("a level from 0 to {} J", pack.capacity_j), fmt::format("{} J", level_j));
    }
  }

  void check_charger(const BatteryRow& row, const BatteryPackRow& pack) {
    const double most_j = row.plugged != 0 ? pack.charge_w * (row.end_s - row.start_s) : 0;
    const bool from_grid = row.from_grid_j >= 0 && row.from_grid_j <= most_j * (1 + tolerance);
    const bool direct = row.direct_j >= 0 && row.direct_j <= row.from_grid_j && row.direct_j <= row.drawn_j;
    if (from_grid && direct) return;
    violated(fmt::format("direct_j at most from_grid_j and drawn_j, and that at most {} J", most_j),
             fmt::format("{}, {} and {} J", row.direct_j, row.from_grid_j, row.drawn_j));
  }

  void check_drawn() {
    const auto add = [this](std::int32_t host, double energy_j) {
      const auto found = batteries_.find(host);
      if (found != batteries_.end()) found->second.consumed_j += energy_j;
    };
    trace_.for_each<HostEnergyRow>([&](const HostEnergyRow& row) { add(row.host, row.energy_j); });
    trace_.for_each<HostTotalRow>([&](const HostTotalRow& row) { add(row.host, row.energy_j); });
    const double end_s = trace_.header().end_s;
    for (const auto& [host, battery] : batteries_) {
      const double last_end_s = battery.last ? battery.last->end_s : 0;
      if (last_end_s != end_s) {
        violated(fmt::format("intervals of host {} up to {} s, the end of the run", host, end_s),
                 fmt::format("up to {} s", last_end_s));
      }
      if (!equal_within(battery.drawn_j, battery.consumed_j, battery.consumed_j + battery.pack.capacity_j)) {
        violated(fmt::format("{} J drawn by host {}, as /energy says", battery.consumed_j, host),
                 fmt::format("{} J", battery.drawn_j));
      }
    }
  }

  static constexpr double tolerance = 1e-9;
  static bool equal_within(double a, double b, double scale) { return std::abs(a - b) <= tolerance * scale; }

  void violated(std::string expected, std::string found) {
    violations_.add(schema<BatteryRow>().group, row_number_, std::move(expected), std::move(found));
  }

  const TraceReader& trace_;
  ViolationList& violations_;
  std::map<std::int32_t, Progress> batteries_;  ///< by host
  std::int64_t row_number_ = 0;
};

}  // namespace

void check_batteries(const TraceReader& trace, ViolationList& violations) { BatteryCheck{trace, violations}.run(); }

}  // namespace roundwatt
