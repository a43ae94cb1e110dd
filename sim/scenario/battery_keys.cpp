#include "sim/scenario/battery_keys.hpp"

#include <fmt/format.h>

#include "sim/scenario/number_format.hpp"
#include "sim/scenario/rule_book.hpp"
#include "sim/scenario/time_of_day_format.hpp"

namespace roundwatt {

namespace {

void declare_daily(KeyList& keys, BatteryChoice& battery, const Scope& scope) {
  const Need need = required_if("when federation.battery.charging is daily", scope.holds);
  keys.section("federation.battery.daily", "Hours of the local day, by the time_zone of a device's site.", scope);
  keys.add("federation.battery.daily.from", time_of_day(), battery.from, need, "When devices are plugged in.");
  keys.add("federation.battery.daily.to", time_of_day(), battery.to, need,
           "When they are unplugged; the next day where it is before from.");
  keys.add("federation.battery.daily.jitter", quantity<Seconds>({0, true, 43200}), battery.jitter, optional_key(),
           "Largest shift of a device's hours, either way; uniform, one for each device.");
}

/// The rules between the keys of federation.battery, where it is given.
class BatteryRules {
 public:
  BatteryRules(const Scenario& scenario, RuleBook& rules)
      : scenario_{scenario}, battery_{scenario.federation.battery}, rules_{rules}, initial_{rules.use_of(&battery_.initial)} {}

  void check() {
    if (!initial_.good || !initial_.key->scope.holds()) return;
    if (!battery_.initial) {
      for (const char* key : {"initial_to", "min_charge", "floor", "charging"}) {
        rules_.refuse(fmt::format("federation.battery.{}", key), "without federation.battery.initial no battery is looked at.");
      }
      return;
    }
    check_levels();
    check_hours();
    check_stop();
  }

 private:
  void check_levels() {
    const KeyUse& initial_to = rules_.use_of(&battery_.initial_to);
    const KeyUse& min_charge = rules_.use_of(&battery_.min_charge);
    const KeyUse& floor = rules_.use_of(&battery_.floor);
    if (initial_to.good && battery_.initial_to && *battery_.initial_to < *battery_.initial) {
      rules_.break_at(initial_to, fmt::format("{} is below {}. Swap them.", RuleBook::says(initial_to),
                                              RuleBook::says_elsewhere(initial_, initial_to)));
    }
    if (floor.given && floor.good && min_charge.good && battery_.floor >= battery_.min_charge) {
      rules_.break_at(floor, fmt::format("{}, but it must be below {}: a device that goes off at the one comes back at the "
                                         "other. Lower the former or raise the latter.",
                                         RuleBook::says(floor), RuleBook::says_elsewhere(min_charge, floor)));
    }
    if (floor.given && floor.good && *battery_.initial <= battery_.floor) {
      rules_.break_at(initial_,
                      fmt::format("{}, but devices start on: it must be above {}. Raise the former or lower the latter.",
                                  RuleBook::says(initial_), RuleBook::says_elsewhere(floor, initial_)));
    }
  }

  void check_hours() {
    const KeyUse& from = rules_.use_of(&battery_.from);
    const KeyUse& to = rules_.use_of(&battery_.to);
    if (!to.given || !to.good || !from.good || battery_.from != battery_.to || !to.key->scope.holds()) return;
    rules_.break_at(to, fmt::format("{} is also when devices are plugged in: that is no time, or all day. Say another hour, or "
                                    "federation.battery.charging: always.",
                                    RuleBook::says(to)));
  }

  void check_stop() {
    const KeyUse& carbon = rules_.use("stop.carbon.grams");
    if (!carbon.given || !carbon.good || !scenario_.stop.carbon) return;
    rules_.break_at(carbon, fmt::format("{}, but {}: what a device on battery emits is known only once the run is over and its "
                                        "battery's balance drawn. Say stop.energy, or leave out federation.battery.",
                                        RuleBook::says(carbon), RuleBook::says_elsewhere(initial_, carbon)));
  }

  const Scenario& scenario_;
  const BatteryChoice& battery_;
  RuleBook& rules_;
  const KeyUse& initial_;
};

}  // namespace

void declare_battery(KeyList& keys, Federation& federation) {
  BatteryChoice& battery = federation.battery;
  const auto in_mode = [&federation] { return asks_clients(federation.mode); };
  const auto given = [&federation, in_mode] { return in_mode() && federation.battery.initial.has_value(); };
  const Need need = required_if("when federation.battery.initial is given", given);
  keys.section("federation.battery", "Devices that live on the batteries of their platform: docs/methods/batteries.md.",
               {"federation.mode is centralized or gossip", in_mode});
  keys.add("federation.battery.initial", number(between(0, 1)), battery.initial, when_absent("batteries are not looked at"),
           "Share of the capacity that is in each battery at the start.");
  keys.add("federation.battery.initial_to", number(between(0, 1)), battery.initial_to, when_absent("initial, for each device"),
           "Each device's share is drawn uniformly between initial and this.");
  keys.add_if_stated("federation.battery.min_charge", number(between(0, 1)), battery.min_charge, need,
                     "Share from which a device can be asked to take part, and comes back when it is off.");
  keys.add_if_stated("federation.battery.floor", number(between(0, 1)), battery.floor, need,
                     "Share at which a device goes off, whatever it is at.");
  keys.add("federation.battery.charging",
           choice<Charging>({{"always", Charging::always}, {"never", Charging::never}, {"daily", Charging::daily}}),
           battery.charging, need, "When devices are plugged in.");
  declare_daily(keys, battery, {"federation.battery.charging is not daily", [given, &federation] {
                                  return given() && federation.battery.charging == Charging::daily;
                                }});
}

std::vector<Problem> broken_battery_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  RuleBook rules{uses};
  BatteryRules{scenario, rules}.check();
  return rules.take();
}

}  // namespace roundwatt
