#include "sim/simulation/battery_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/uniform_01.hpp>
#include <memory>

#include "sim/base/error.hpp"
#include "sim/base/random_stream.hpp"
#include "sim/federation/diurnal_availability.hpp"
#include "sim/simulation/availability_setup.hpp"

namespace roundwatt {

namespace {

double initial_share(const Scenario& scenario, ClientId client) {
  const BatteryChoice& choice = scenario.federation.battery;
  if (!choice.initial_to) return *choice.initial;
  RandomStream stream{scenario.seed, "battery-level", client.index()};
  return *choice.initial + (*choice.initial_to - *choice.initial) * boost::random::uniform_01<double>{}(stream);
}

MeteredBattery metered(const Scenario& scenario, const BoundClient& client, const DeviceBattery& declared) {
  const BatteryChoice& choice = scenario.federation.battery;
  const BatteryPack pack{declared.capacity, declared.charge, declared.efficiency, declared.capacity * choice.min_charge,
                         declared.capacity * choice.floor};
  return {client.device, Battery{pack, declared.capacity * initial_share(scenario, client.id)}};
}

void require_nothing_else_turns_off(const Scenario& scenario, const FleetHost& host, ProblemList& problems) {
  const auto refuse = [&](const std::string& why) {
    problems.add(scenario.problem("federation.battery.initial",
                                  fmt::format("federation.battery: the device {} has a battery and {}", host.row.name, why)));
  };
  if (host.row.off_w > 0) {
    refuse(fmt::format("wattage_off = {}: off it would go on draining. Give it wattage_off = 0.", host.row.off_w));
  }
  if (!host.state_profile.empty()) {
    refuse("a state_file: both would say when it is on. Take out the one or federation.battery.");
  }
}

std::function<Presence(ClientId, double)> plugged_times(const Scenario& scenario, const Fleet& fleet,
                                                        const std::vector<BoundClient>& clients) {
  const BatteryChoice& choice = scenario.federation.battery;
  if (choice.charging != Charging::daily) {
    const Presence constant{choice.charging == Charging::always, Presence::for_ever};
    return [constant](ClientId, double) { return constant; };
  }
  const auto hours = std::make_shared<const DiurnalAvailability>(
      local_clocks(scenario, fleet, clients, {"federation.battery.charging", "daily"}),
      DiurnalRules{daily_hours(*choice.from, *choice.to), 1, choice.jitter, scenario.seed, "charging"});
  return [hours](ClientId client, double time_s) { return hours->at(client, time_s); };
}

}  // namespace

std::optional<BatteryPlan> set_up_batteries(const Scenario& scenario, const Fleet& fleet,
                                            const std::vector<BoundClient>& clients) {
  if (!asks_clients(scenario.federation.mode) || !scenario.federation.battery.initial) return std::nullopt;
  std::vector<BoundClient> by_host;
  ProblemList problems;
  for (const BoundClient& client : clients) {
    const FleetHost& host = fleet.host(client.device);
    if (!host.battery) continue;
    by_host.push_back(client);
    require_nothing_else_turns_off(scenario, host, problems);
  }
  if (by_host.empty()) {
    problems.add(scenario.problem("federation.battery.initial",
                                  "federation.battery: no device of the run has a battery. Give devices battery_wh, "
                                  "battery_charge_w and charge_efficiency, or leave federation.battery out."));
  }
  problems.throw_if_any();
  std::sort(by_host.begin(), by_host.end(), [](const auto& a, const auto& b) { return a.device < b.device; });
  BatteryPlan plan;
  for (const BoundClient& client : by_host) {
    plan.batteries.push_back(metered(scenario, client, *fleet.host(client.device).battery));
    plan.clients.push_back(client.id);
  }
  plan.plugged = plugged_times(scenario, fleet, clients);
  if (scenario.federation.selection.requires_that(ClientFilter::charging)) plan.asked = AskedWhile::charging;
  return plan;
}

std::vector<BatteryPackRow> pack_rows(const BatteryPlan& plan) {
  std::vector<BatteryPackRow> rows;
  for (const MeteredBattery& metered : plan.batteries) {
    const BatteryPack& pack = metered.battery.pack();
    rows.push_back({metered.host.row, pack.capacity.value(), pack.charge.value(), pack.efficiency, pack.min_charge.value(),
                    pack.floor.value()});
  }
  return rows;
}

}  // namespace roundwatt
