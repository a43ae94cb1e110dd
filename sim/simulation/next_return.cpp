#include "sim/simulation/next_return.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/actors/round_steps.hpp"

namespace roundwatt {

namespace {

/// Those whose batteries can bring somebody back who is asked.
std::vector<HostId> asked_of(std::vector<HostId> hosts, const ActorServices& services) {
  if (services.asked == AskedDevices::on_wifi) {
    hosts.erase(std::remove_if(hosts.begin(), hosts.end(), [&](HostId host) { return !services.fleet.is_on_wifi(host); }),
                hosts.end());
  }
  return hosts;
}

std::optional<double> by_battery(const PreparedRun& run, const BatteryKeeper* batteries, double now,
                                 std::vector<HostId> hosts) {
  if (batteries == nullptr) return std::nullopt;
  const auto is_lost = [&](HostId host) { return run.is_lost(host, now); };
  hosts.erase(std::remove_if(hosts.begin(), hosts.end(), is_lost), hosts.end());
  return batteries->next_return(now, hosts);
}

}  // namespace

NextReturn next_return_of(std::vector<HostId> hosts, PreparedRun& run, const ActorServices& services) {
  std::vector<HostId> asked = asked_of(hosts, services);
  return [&run, batteries = services.batteries, hosts = std::move(hosts), asked = std::move(asked)](double now) {
    return earlier(run.next_return(now, hosts), by_battery(run, batteries, now, asked));
  };
}

NextReturn next_return(PreparedRun& run, const ActorServices& services) {
  std::vector<HostId> devices;
  for (const BoundClient& client : run.clients()) devices.push_back(client.device);
  return [&run, batteries = services.batteries, asked = asked_of(std::move(devices), services)](double now) {
    return earlier(run.next_return(now), by_battery(run, batteries, now, asked));
  };
}

}  // namespace roundwatt
