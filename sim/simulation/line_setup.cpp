#include "sim/simulation/line_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <simgrid/s4u.hpp>

#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/federation/device_speed.hpp"
#include "sim/platform/simgrid_unit.hpp"
#include "sim/simulation/client_factors.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

namespace {

constexpr char key[] = "federation.devices.line.distribution";

/// The wired links from one host to another.
std::vector<sg::Link*> wired_way(const Fleet& fleet, HostId from, HostId to) {
  std::vector<sg::Link*> links;
  double latency = 0;
  fleet.host(from).simgrid->route_to(fleet.host(to).simgrid, links, &latency);
  const auto is_air = [](const sg::Link* link) { return link->get_sharing_policy() == sg::Link::SharingPolicy::WIFI; };
  links.erase(std::remove_if(links.begin(), links.end(), is_air), links.end());
  return links;
}

/// What stands between the homes behind it and the rest.
struct Line {
  std::vector<sg::Link*> links;  ///< up and down, or one for both
  std::size_t first_client = 0;
};

/// The lines of all clients, in the order of the first client behind each.
class Lines {
 public:
  Lines(const Scenario& scenario, Fleet& fleet, const std::vector<ClientWay>& ways)
      : scenario_{scenario}, fleet_{fleet}, ways_{ways}, line_of_(ways.size()) {
    for (std::size_t client = 0; client < ways.size(); ++client) take(client);
    problems_.throw_if_any();
  }

  std::size_t count() const { return lines_.size(); }

  /// Of a file, which has one for each client.
  std::vector<double> by_line(const std::vector<double>& by_client) {
    std::vector<double> factors;
    for (const Line& line : lines_) factors.push_back(by_client[line.first_client]);
    for (std::size_t client = 0; client < line_of_.size(); ++client) {
      const Line& line = lines_[line_of_[client]];
      if (by_client[client] == by_client[line.first_client]) continue;
      report(fmt::format("clients {} and {} stand behind the same line, {}, and have the factors {} and {}. Give them one.",
                         line.first_client, client, line.links.front()->get_name(), number_text(by_client[line.first_client]),
                         number_text(by_client[client])));
    }
    problems_.throw_if_any();
    return factors;
  }

  void scale(std::size_t line, double factor) {
    for (sg::Link* link : lines_[line].links) {
      fleet_.scale_link(*link, factor);
      if (link->get_bandwidth() >= slowest_link_byte_s) continue;
      report(fmt::format("the factor {} leaves link {} {} byte/s. It must leave at least {}.", number_text(factor),
                         link->get_name(), number_text(link->get_bandwidth()), slowest_link_byte_s));
    }
  }
  void throw_if_any_problem() const { problems_.throw_if_any(); }

 private:
  void take(std::size_t client) {
    const ClientWay& way = ways_[client];
    const std::vector<sg::Link*> up = wired_way(fleet_, way.device, way.asked_by);
    const std::vector<sg::Link*> down = wired_way(fleet_, way.asked_by, way.device);
    if (up.empty() || down.empty()) {
      report(
          fmt::format("device {} reaches {} over Wi-Fi alone: there is no line whose rate could be scaled. Leave "
                      "federation.devices.line out, or give the access point a line in the platform.",
                      name(way.device), name(way.asked_by)));
      return;
    }
    const auto [known, is_new] = number_of_.emplace(up.front()->get_name(), lines_.size());
    line_of_[client] = known->second;
    if (!is_new) return;
    Line line{{up.front()}, client};
    if (down.back() != up.front()) line.links.push_back(down.back());
    for (const sg::Link* link : line.links) {
      if (!fleet_.has_bandwidth_profile(*link)) continue;
      report(
          fmt::format("the line of device {}, {}, has a bandwidth_file, which says what its rate is. Take out the one or "
                      "federation.devices.line.",
                      name(way.device), link->get_name()));
    }
    lines_.push_back(std::move(line));
  }

  void report(const std::string& why) { problems_.add(scenario_.problem(key, "federation.devices.line: " + why)); }
  const std::string& name(HostId host) const { return fleet_.host(host).row.name; }

  const Scenario& scenario_;
  Fleet& fleet_;
  const std::vector<ClientWay>& ways_;
  ProblemList problems_;
  std::vector<Line> lines_;
  std::vector<std::size_t> line_of_;              ///< by client
  std::map<std::string, std::size_t> number_of_;  ///< by the name of the link up
};

std::vector<std::string> names_of(const Fleet& fleet, const std::vector<ClientWay>& ways) {
  std::vector<std::string> names;
  for (const ClientWay& way : ways) names.push_back(fleet.host(way.device).row.name);
  return names;
}

}  // namespace

void scale_lines(const Scenario& scenario, Fleet& fleet, const std::vector<ClientWay>& ways) {
  const DeviceChoice& choice = scenario.federation.devices;
  if (!asks_clients(scenario.federation.mode) || choice.line == SpeedRule{}) return;
  Lines lines{scenario, fleet, ways};
  const std::vector<double> factors =
      choice.line.distribution == SpeedDistribution::csv
          ? lines.by_line(factors_from_file(scenario, "federation.devices.line.file", choice.line_file, ways.size(),
                                            names_of(fleet, ways)))
          : draw_speeds(choice.line, lines.count(), RandomStream{scenario.seed, "line"});
  for (std::size_t line = 0; line < factors.size(); ++line) lines.scale(line, factors[line]);
  lines.throw_if_any_problem();
}

}  // namespace roundwatt
