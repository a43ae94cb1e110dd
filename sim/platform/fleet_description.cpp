#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "sim/platform/fleet.hpp"
#include "sim/platform/platform_flag.hpp"
#include "sim/platform/profile.hpp"
#include "sim/platform/property_reader.hpp"
#include "sim/platform/simgrid_unit.hpp"
#include "sim/platform/wattage.hpp"

namespace roundwatt {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double seconds_per_year = 8760 * 3600.0;
const NumberBounds positive{std::numeric_limits<double>::min(), infinite, "above 0"};
const NumberBounds not_negative{0, infinite, "at least 0"};
const NumberBounds share{std::numeric_limits<double>::min(), 1, "above 0 and at most 1"};

LinkKind usual_kind(SiteKind site, Duplex duplex) {
  if (duplex == Duplex::wifi) return LinkKind::access_point;
  switch (site) {
    case SiteKind::data_centre:
      return LinkKind::data_centre;
    case SiteKind::edge:
      return LinkKind::access;
    case SiteKind::network:
      return LinkKind::core;
  }
  return LinkKind::core;
}

struct Embodied {
  double kg, lifetime_s;
};

Embodied embodied_of(const PropertyReader& reader) {
  const double years = reader.number_or("lifetime_years", Dimension::one, not_negative, not_a_number);
  return {reader.number_or("embodied_kg", Dimension::one, not_negative, not_a_number), years * seconds_per_year};
}

}  // namespace

std::int32_t Fleet::site_of(std::size_t scope, const std::string& needed_by) {
  const PropertyReader nearest{file_, defaults_.zones(), scope, needed_by, problems_};
  const auto name = nearest.find("site");
  if (!name) {
    nearest.report_missing("site", "so its grid and PUE are not known");
    return -1;
  }
  if (const auto known = site_by_name_.find(name->value); known != site_by_name_.end()) return known->second;
  const std::size_t zone = file_.find_scope(scope, "site").value_or(0);
  const PropertyReader reader{file_, defaults_.zones(), zone, fmt::format("site {}", name->value), problems_};
  SiteRow site;
  site.name = name->value;
  if (!reader.find("site_kind"))
    reader.report_missing("site_kind", "which says what stands there: " + flag_choices<SiteKind>());
  site.kind = flag_property(reader, reader.find("site_kind"), "site_kind", SiteKind::edge);
  if (!reader.find("grid_zone")) reader.report_missing("grid_zone", "so its carbon intensity is not known");
  site.grid_zone = reader.text_or("grid_zone", "");
  site.time_zone = reader.text_or("time_zone", "");
  const NumberBounds at_least_one{1, infinite, "at least 1"};
  site.pue = site.kind == SiteKind::data_centre
                 ? std::max(1.0, reader.number("pue", Dimension::one, at_least_one, "which a data centre needs"))
                 : reader.number_or("pue", Dimension::one, at_least_one, 1);
  sites_.push_back(site);
  return site_by_name_[site.name] = static_cast<std::int32_t>(sites_.size()) - 1;
}

void Fleet::give_powers_to_simgrid() const {
  auto declared_as = std::make_shared<std::unordered_map<std::string, const DeclaredHost*>>();
  for (const DeclaredHost& declared : file_.hosts()) declared_as->emplace(declared.name, &declared);
  simgrid::s4u::Host::on_creation_cb([this, declared_as](simgrid::s4u::Host& host) {
    const auto declared = declared_as->find(host.get_name());
    if (declared == declared_as->end()) return;
    ProblemList ignored;
    const PropertyReader reader{file_, defaults_.of(file_, *declared->second), declared->second->scope, host.get_name(),
                                ignored};
    for (const char* name : {"wattage_per_state", "wattage_off"}) {
      if (const auto property = reader.find(name)) host.set_property(name, property->value);
    }
  });
}

void Fleet::describe_host(FleetHost& host, const HostCandidate& candidate, const PropertyReader& reader) {
  HostRow& row = host.row;
  row.name = candidate.name;
  row.model = candidate.model;
  row.kind = flag_property(reader, reader.find("kind"), "kind", candidate.kind);
  row.site = site_of(file_.hosts()[candidate.declaration].scope, reader.element());
  row.cores = host.simgrid->get_core_count();
  row.speed_flop_s = host.simgrid->get_speed();
  if (row.speed_flop_s <= 0) {
    problems_.add(file_.file(), reader.line(),
                  fmt::format("{}: the speed of its pstate {} is 0, at which it computes nothing. Choose another pstate, or a "
                              "speed above 0.",
                              reader.element(), host.simgrid->get_pstate()));
  }
  host.peak_flop_s = reader.number_or("peak_speed", Dimension::speed, not_negative, 0);
  row.off_w = reader.number("wattage_off", Dimension::power, not_negative, "the power when off");
  row.radio_rx_w =
      reader.number("radio_rx_w", Dimension::power, not_negative, "the power above idle while receiving (0 must be said)");
  row.radio_tx_w =
      reader.number("radio_tx_w", Dimension::power, not_negative, "the power above idle while sending (0 must be said)");
  row.reserved_share = row.kind == HostKind::device
                           ? reader.number_or("reserved_share", Dimension::one, share, 1)
                           : reader.number("reserved_share", Dimension::one, share,
                                           "the share of its idle power that this workload answers for (1: dedicated)");
  const Embodied embodied = embodied_of(reader);
  row.embodied_kg = embodied.kg;
  row.lifetime_s = embodied.lifetime_s;
  if (row.kind == HostKind::device) describe_battery(host, reader);
  describe_powers(host, reader);
}

void Fleet::describe_battery(FleetHost& host, const PropertyReader& reader) {
  constexpr double joules_per_wh = 3600;
  const auto is_there = [&](const char* name) { return reader.find(name).has_value(); };
  if (!is_there("battery_wh") && !is_there("battery_charge_w") && !is_there("charge_efficiency")) return;
  const double capacity_wh = reader.number("battery_wh", Dimension::one, positive, "the capacity of the battery in Wh");
  const double charge_w =
      reader.number("battery_charge_w", Dimension::power, positive, "what the charger of its battery draws from the grid");
  const double efficiency =
      reader.number("charge_efficiency", Dimension::one, share, "the share of what the charger draws that is stored");
  host.battery = DeviceBattery{Joules{capacity_wh * joules_per_wh}, Watts{charge_w}, efficiency};
}

void Fleet::describe_powers(FleetHost& host, const PropertyReader& reader) {
  const auto property = reader.find("wattage_per_state");
  if (!property) return reader.report_missing("wattage_per_state", "its power: idle:epsilon:busy in W for each pstate");
  const auto states = parse_wattage_per_state(property->value);
  const std::size_t pstates = host.simgrid->get_pstate_count();
  if (!states || states->size() != pstates) {
    return reader.report(*property,
                         fmt::format("{}: wattage_per_state = '{}' must give idle:epsilon:busy, finite and at least 0 W, "
                                     "for each of its {} pstates.{}",
                                     reader.element(), property->value, pstates,
                                     property->default_place == nullptr
                                         ? ""
                                         : " Hosts that differ take theirs from platform.defaults.hosts_by_pstates or "
                                           "hosts_by_model."));
  }
  const StateWattage& current = (*states)[host.simgrid->get_pstate()];
  host.row.idle_w = current.idle;
  host.row.epsilon_w = current.epsilon;
  host.row.busy_w = current.busy;
  if (pstates == 1) return;
  for (std::size_t i = 0; i < pstates; ++i) {
    host.pstates.push_back({static_cast<std::int32_t>(hosts_.size()), static_cast<std::int32_t>(i),
                            host.simgrid->get_pstate_speed(i), (*states)[i].idle, (*states)[i].epsilon, (*states)[i].busy});
  }
}

std::optional<Fleet::WifiStation> Fleet::station_of(const FleetHost& host, const DeclaredHost& declared) {
  if (!declared.wifi_link) return std::nullopt;
  const DeclaredLink& access_point = file_.links()[*declared.wifi_link];
  const PropertyReader reader{file_, defaults_.of(file_, declared), declared.scope, fmt::format("host {}", declared.name),
                              problems_};
  std::vector<double> rates;
  std::string_view text = access_point.bandwidth;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    rates.push_back(parse_quantity(part, Dimension::bandwidth).value.value_or(0));
  }
  const double last = static_cast<double>(rates.size()) - 1;
  const NumberBounds bounds{0, last,
                            fmt::format("a whole number from 0 to {}: {} has {} rates", last, access_point.name, rates.size())};
  const double level = rates.size() == 1
                           ? reader.number_or("wifi_level", Dimension::one, bounds, 0)
                           : reader.number("wifi_level", Dimension::one, bounds,
                                           fmt::format("which of the {} rates of {} it has", rates.size(), access_point.name));
  const auto index = static_cast<std::size_t>(level);
  simgrid::s4u::Link::by_name(access_point.name)->set_host_wifi_rate(host.simgrid, static_cast<int>(index));
  return WifiStation{*declared.wifi_link, rates.empty() ? 0 : rates[index]};
}

Fleet::UsedLink Fleet::describe_link(const std::string& name, std::size_t scope, const simgrid::s4u::Link* link,
                                     Duplex duplex) {
  const PropertyReader reader{file_, defaults_.links(), scope, fmt::format("link {}", name), problems_};
  LinkRow row;
  row.name = name;
  row.duplex = duplex;
  row.site = site_of(scope, reader.element());
  const SiteKind site_kind = row.site < 0 ? SiteKind::edge : sites_[static_cast<std::size_t>(row.site)].kind;
  const bool own_element = file_.scopes()[scope].element == "link";
  row.kind = usual_kind(site_kind, duplex);
  if (own_element) row.kind = flag_property(reader, reader.find_own("kind"), "kind", row.kind);
  row.bandwidth_byte_s = link->get_bandwidth();
  row.latency_s = link->get_latency();
  if (const auto declared = file_.link_named(name)) {
    // Nominal is what the file says: SimGrid knows what a profile has made of it by now.
    const DeclaredLink& written = file_.links()[*declared];
    const auto said = [](std::string_view text, Dimension dimension, double otherwise) {
      return parse_simgrid_quantity(text.substr(0, text.find(',')), dimension).value.value_or(otherwise);
    };
    row.bandwidth_byte_s = said(written.bandwidth, Dimension::bandwidth, row.bandwidth_byte_s);
    if (!written.latency.empty()) row.latency_s = said(written.latency, Dimension::time, row.latency_s);
    row.peak_byte_s = Profile{written.profiles.bandwidth}.highest().value_or(0);
  }
  row.peak_byte_s = std::max(row.peak_byte_s, row.bandwidth_byte_s);
  row.router_share = reader.number_or("router_share", Dimension::one, {0, 1, "from 0 to 1"}, 1);
  const Embodied embodied = embodied_of(reader);
  row.embodied_kg = embodied.kg;
  row.lifetime_s = embodied.lifetime_s;
  const auto for_cluster = own_element ? std::nullopt : reader.find("link_wattage_range");
  const auto property = for_cluster ? for_cluster : reader.find("wattage_range");
  if (!property) {
    reader.report_missing(own_element ? "wattage_range" : "link_wattage_range",
                          "its power: idle:busy in W (0:0 is allowed, silence is not)");
  } else if (const auto range = parse_wattage_range(property->value)) {
    row.idle_w = range->idle;
    row.busy_w = range->busy;
  } else {
    reader.report(*property, fmt::format("link {}: wattage_range = '{}' must be idle:busy in W with 0 <= idle <= busy.", name,
                                         property->value));
  }
  const auto declared = file_.link_named(name);
  return {declared.value_or(file_.links().size()), name, row, row.bandwidth_byte_s};
}

}  // namespace roundwatt
