#include "sim/platform/fleet.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <limits>

#include "sim/base/letter_case.hpp"
#include "sim/energy/host_row_power.hpp"
#include "sim/platform/abort_guard.hpp"
#include "sim/platform/platform_flag.hpp"
#include "sim/platform/property_reader.hpp"
#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace {

Duplex duplex_of(const std::string& policy) {
  if (policy == "WIFI") return Duplex::wifi;
  if (policy == "SPLITDUPLEX") return Duplex::split;
  if (policy == "FATPIPE") return Duplex::fatpipe;
  return Duplex::shared;
}

bool has_zone_without_routes(const PlatformFile& file) {
  return std::any_of(file.scopes().begin(), file.scopes().end(),
                     [](const PropertyScope& scope) { return in_capitals(scope.routing) == "NONE"; });
}

}  // namespace

Fleet::Fleet(const PlatformFile& file, const PlatformDefaults& defaults, const std::map<std::string, KeyPlace>& places)
    : file_{file}, has_empty_zone_{has_zone_without_routes(file)}, defaults_{defaults, places} {}

std::vector<HostCandidate> Fleet::candidates() const {
  std::vector<HostCandidate> all;
  all.reserve(file_.hosts().size());
  ProblemList ignored;
  for (std::size_t i = 0; i < file_.hosts().size(); ++i) {
    const DeclaredHost& declared = file_.hosts()[i];
    const PropertyReader host{file_, defaults_.of(file_, declared), declared.scope, declared.name, ignored};
    const PropertyReader zone{file_, defaults_.zones(), declared.scope, declared.name, ignored};
    const bool in_data_centre = flag_from<SiteKind>(zone.text_or("site_kind", "")) == SiteKind::data_centre;
    const HostKind kind =
        flag_from<HostKind>(host.text_or("kind", "")).value_or(in_data_centre ? HostKind::server : HostKind::device);
    all.push_back({i, declared.name, kind, host.text_or("model", ""), zone.text_or("site", "")});
  }
  return all;
}

HostId Fleet::enlist(const HostCandidate& candidate) {
  if (const auto known = host_by_name_.find(candidate.name); known != host_by_name_.end()) return known->second;
  const DeclaredHost& declared = file_.hosts()[candidate.declaration];
  const PropertyReader reader{file_, defaults_.of(file_, declared), declared.scope, fmt::format("host {}", declared.name),
                              problems_};
  FleetHost host;
  host.simgrid = simgrid::s4u::Host::by_name_or_null(declared.name);
  if (host.simgrid == nullptr) throw RunError{fmt::format("{}: SimGrid does not know host {}", file_.file(), declared.name)};
  host.state_profile = declared.state_profile;
  describe_host(host, candidate, reader);
  const HostId id{hosts_.size()};
  stations_.push_back(station_of(host, declared));
  hosts_.push_back(std::move(host));
  declarations_.push_back(declared.scope);
  host_by_name_.emplace(declared.name, id);
  return id;
}

std::vector<simgrid::s4u::Link*> Fleet::simgrid_route(HostId from, HostId to) const { return simgrid_way(from, to).links; }

SimgridWay Fleet::simgrid_way(HostId from, HostId to) const {
  std::optional<AbortExplanation> instead_of_its_words;
  // All versions of SimGrid end the process where such a zone is asked for a route.
  if (aborts_without_route || has_empty_zone_) instead_of_its_words.emplace(absence_of_route(from, to));
  SimgridWay way;
  bool found = true;
  try {
    host(from).simgrid->route_to(host(to).simgrid, way.links, &way.latency_s);
    // Full zones find a way without links where none is declared, over which anything arrives at once.
    found = !way.links.empty() || way.latency_s > 0;
  } catch (const std::exception&) {
    found = false;  // SimGrid's reason speaks of its gateways, not of what to declare
  }
  if (!found) throw UserError{std::vector{Problem{file_.file(), 0, absence_of_route(from, to)}}};
  return way;
}

std::string Fleet::absence_of_route(HostId from, HostId to) const {
  const auto zones_around = [&](HostId id) {
    std::vector<std::size_t> zones;
    for (std::optional<std::size_t> at = declarations_[id.index()]; at; at = file_.scopes()[*at].parent) {
      const std::string& element = file_.scopes()[*at].element;
      if (element == "zone" || element == "AS" || element == "cluster") zones.push_back(*at);
    }
    std::reverse(zones.begin(), zones.end());
    return zones;
  };
  const std::string& source = host(from).row.name;
  const std::string& target = host(to).row.name;
  const std::vector<std::size_t> ours = zones_around(from), theirs = zones_around(to);
  std::size_t shared = 0;
  while (shared < ours.size() && shared < theirs.size() && ours[shared] == theirs[shared]) ++shared;
  const std::string lead = fmt::format("no route leads from {} to {} over any link. ", source, target);
  if (shared == 0) return lead + "Put both into one outermost zone.";
  const PropertyScope& around = file_.scopes()[ours[shared - 1]];
  const std::string where = fmt::format("zone {} (line {}, routing=\"{}\")", around.id, around.line, around.routing);
  const bool in_one_zone = shared == ours.size() || shared == theirs.size();
  const std::string route = in_one_zone ? fmt::format("<route src=\"{}\" dst=\"{}\">", source, target)
                                        : fmt::format("<zoneRoute src=\"{}\" dst=\"{}\" gw_src=\"…\" gw_dst=\"…\">",
                                                      file_.scopes()[ours[shared]].id, file_.scopes()[theirs[shared]].id);
  const std::string routing = in_capitals(around.routing);
  if (routing == "NONE") {
    return lead +
           fmt::format("{} has no routes at all: give it routing=\"Full\" and {} with the links between them.", where, route);
  }
  if (routing == "FULL") {
    return lead + fmt::format(
                      "{} takes declared routes only: add {} with all links between them, or make it routing=\"Floyd\", "
                      "which finds ways over several routes.",
                      where, route);
  }
  return lead + fmt::format("The routes of {} do not join them: add {}, or one that leads on to others.", where, route);
}

/// A flow from station to station of one access point crosses its link twice. SimGrid (3.32 and 4.0) is right on it as long as
/// the flows over that link cross no other one. Where both kinds meet and the other link fills up first, its solver meets such
/// a flow twice and ends the program by an assertion on its lists.
void Fleet::note_cells(HostId from, HostId to, const SimgridWay& way) {
  for (const simgrid::s4u::Link* link : way.links) {
    if (link->get_sharing_policy() != simgrid::s4u::Link::SharingPolicy::WIFI) continue;
    Cell& cell = cells_[link->get_name()];
    const auto other = std::find_if(way.links.begin(), way.links.end(), [&](const auto* one) { return one != link; });
    if (other != way.links.end()) {
      if (cell.way_out.empty()) {
        cell.way_out = fmt::format("from {} to {} over {} too", host(from).row.name, host(to).row.name, (*other)->get_name());
      }
    } else if (way.links.size() > 1 && !cell.inside) {
      cell.inside = {from, to};
    }
  }
}

void Fleet::refuse_mixed_cells() {
  for (const auto& [name, cell] : cells_) {
    const auto declaration = file_.link_named(name);
    if (!cell.inside || cell.way_out.empty() || !declaration) continue;
    problems_.add(
        file_.file(), file_.scopes()[file_.links()[*declaration].scope].line,
        fmt::format(
            "link {}: hosts {} and {} are stations of this access point and exchange data with each other, while others "
            "go {}. SimGrid's solver ends the program when flows of both kinds meet. Put one of the two on a line or at "
            "another access point; of peers, another federation.topology or federation.devices.binding may do.",
            name, host(cell.inside->first).row.name, host(cell.inside->second).row.name, cell.way_out));
  }
}

void Fleet::connect(HostId a, HostId b) {
  use_route(a, b);
  use_route(b, a);
}

void Fleet::use_route(HostId from, HostId to) {
  const SimgridWay way = simgrid_way(from, to);
  std::vector<const UsedLink*> crossed;
  for (const simgrid::s4u::Link* link : way.links) {
    UsedLink& used = use_link(link);
    crossed.push_back(&used);
    const auto times = static_cast<std::int32_t>(std::count(crossed.begin(), crossed.end(), &used));
    used.row.crossings = std::max(used.row.crossings, times);
  }
  mix_flows(from, to, way);
  note_cells(from, to, way);
}

void Fleet::mix_flows(HostId from, HostId to, const SimgridWay& way) {
  using Sharing = simgrid::s4u::Link::SharingPolicy;
  const auto rate = [&](const simgrid::s4u::Link* link) {
    if (link->get_sharing_policy() != Sharing::WIFI) return link->get_bandwidth();
    const auto& station = stations_[from.index()] ? stations_[from.index()] : stations_[to.index()];
    return station ? station->rate_byte_s : 0;
  };
  const bool over_air = stations_[from.index()] || stations_[to.index()];
  for (const simgrid::s4u::Link* link : way.links) {
    if (link->get_sharing_policy() != Sharing::SHARED) continue;
    double elsewhere = std::numeric_limits<double>::infinity();
    for (const simgrid::s4u::Link* other : way.links) {
      if (other != link) elsewhere = std::min(elsewhere, rate(other));
    }
    const HostId end = hosts_[from.index()].row.kind == HostKind::device ? from : to;
    join(mixes_[link], {static_cast<std::uint32_t>(end.row), over_air, way.latency_s, elsewhere});
  }
}

std::vector<std::string> Fleet::weight_warnings(NetworkModel model) const {
  const auto name = [this](std::uint32_t host) { return hosts_[host].row.name; };
  std::set<std::string> warnings;  // both halves of a link say the same
  for (const auto& [link, mix] : mixes_) {
    std::string warning = weight_warning(declared_of_.at(link)->name, link->get_bandwidth(), mix, model, name);
    if (!warning.empty()) warnings.insert(std::move(warning));
  }
  return {warnings.begin(), warnings.end()};
}

Fleet::UsedLink& Fleet::use_link(const simgrid::s4u::Link* link) {
  if (const auto known = declared_of_.find(link); known != declared_of_.end()) return *known->second;
  const auto declaration = file_.link_named(link->get_name());
  std::string name = link->get_name();
  if (declaration) name = file_.links()[*declaration].name;
  const std::size_t scope = declaration ? file_.links()[*declaration].scope : file_.scope_of_made_link(name);
  Duplex duplex = duplex_of(declaration ? file_.links()[*declaration].sharing_policy : "SHARED");
  for (const std::string direction : {"_UP", "_DOWN"}) {
    if (!declaration && name.ends_with(direction)) {
      name.resize(name.size() - direction.size());
      duplex = Duplex::split;
    }
  }
  if (!declaration && link->get_sharing_policy() == simgrid::s4u::Link::SharingPolicy::FATPIPE) duplex = Duplex::fatpipe;
  auto used = used_links_.find(name);
  if (used == used_links_.end()) used = used_links_.emplace(name, describe_link(name, scope, link, duplex)).first;
  declared_of_.emplace(link, &used->second);
  return used->second;
}

void Fleet::scale_link(simgrid::s4u::Link& link, double factor) {
  link.set_bandwidth(link.get_bandwidth() * factor);
  UsedLink& used = *declared_of_.at(&link);
  used.row.bandwidth_byte_s = used.declared_byte_s * factor;  // the same for both halves of a split one
  used.row.peak_byte_s = used.row.bandwidth_byte_s;
}

bool Fleet::has_bandwidth_profile(const simgrid::s4u::Link& link) const {
  const auto declaration = file_.link_named(link.get_name());
  return declaration && !file_.links()[*declaration].profiles.bandwidth.empty();
}

std::vector<simgrid::s4u::Link*> Fleet::links_matching(const std::string& pattern) const {
  std::vector<simgrid::s4u::Link*> links;
  for (const auto& [link, used] : declared_of_) {
    if (fnmatch(pattern.c_str(), used->name.c_str(), 0) == 0) links.push_back(simgrid::s4u::Link::by_name(link->get_name()));
  }
  std::sort(links.begin(), links.end(), [](const auto* a, const auto* b) { return a->get_name() < b->get_name(); });
  return links;
}

std::vector<LinkChanges> Fleet::link_changes() const {
  std::map<std::size_t, std::vector<simgrid::s4u::Link*>> halves;  // by declaration
  for (const auto& [link, used] : declared_of_) {
    if (used->order >= file_.links().size() || !file_.links()[used->order].profiles.any()) continue;
    halves[used->order].push_back(simgrid::s4u::Link::by_name(link->get_name()));
  }
  std::vector<LinkChanges> changes;
  for (auto& [declaration, links] : halves) {
    std::sort(links.begin(), links.end(), [](const auto* a, const auto* b) { return a->get_name() < b->get_name(); });
    const LinkProfiles& said = file_.links()[declaration].profiles;
    if (!said.bandwidth.empty()) changes.push_back({links, LinkChanges::Of::bandwidth, Profile{said.bandwidth}});
    if (!said.latency.empty()) changes.push_back({links, LinkChanges::Of::latency, Profile{said.latency}});
    if (!said.state.empty()) changes.push_back({links, LinkChanges::Of::state, Profile{said.state}});
  }
  return changes;
}

void Fleet::seal() {
  refuse_mixed_cells();
  problems_.throw_if_any();
  std::vector<const UsedLink*> ordered;
  for (const auto& [name, used] : used_links_) ordered.push_back(&used);
  std::stable_sort(ordered.begin(), ordered.end(), [](const UsedLink* a, const UsedLink* b) { return a->order < b->order; });
  std::map<std::string, LinkId> id_by_name;
  for (const UsedLink* used : ordered) {
    id_by_name.emplace(used->name, LinkId{links_.size()});
    links_.push_back(used->row);
  }
  for (const auto& [link, used] : declared_of_) link_id_.emplace(link, id_by_name.at(used->name));
}

const Route& Fleet::route(HostId from, HostId to) {
  const std::uint64_t key = static_cast<std::uint64_t>(from.index()) << 32U | to.index();
  if (const auto known = routes_.find(key); known != routes_.end()) return known->second;
  Route route;
  bool left_sender = false;
  for (const simgrid::s4u::Link* link : simgrid_route(from, to)) {
    const LinkId id = link_id_.at(link);
    const LinkRow& row = links_[id.index()];
    double airtime_per_byte = 1 / row.bandwidth_byte_s;
    if (row.duplex == Duplex::split) airtime_per_byte /= 2;
    if (row.duplex == Duplex::wifi) {
      // The first hop over the sender's access point is at the sender's rate, every other one at the receiver's.
      const auto& sender = stations_[from.index()];
      const bool is_senders = !left_sender && sender && file_.links()[sender->link].name == row.name;
      airtime_per_byte = 1 / (is_senders ? sender : stations_[to.index()])->rate_byte_s;
      left_sender = left_sender || is_senders;
    }
    route.push_back({id, airtime_per_byte});
  }
  return routes_.emplace(key, std::move(route)).first->second;
}

Seconds Fleet::lone_time(HostId from, HostId to, Bytes size) {
  double latency = 0;
  double slowest = 0;
  for (const Hop& hop : route(from, to)) {
    const LinkRow& link = links_[hop.link.index()];
    latency += link.latency_s;
    slowest = std::max(slowest, link.duplex == Duplex::split ? 2 * hop.airtime_per_byte : hop.airtime_per_byte);
  }
  return Seconds{latency + size.value() * slowest};
}

std::vector<MeteredHost> Fleet::metered_hosts() const {
  std::vector<MeteredHost> metered;
  for (const FleetHost& host : hosts_) {
    const HostRow& row = host.row;
    metered.push_back({.power = power_of(row),
                       .cores = row.cores,
                       .on = host.simgrid->is_on(),
                       .speed_share = host.simgrid->get_available_speed()});
  }
  return metered;
}

std::vector<Watts> Fleet::dynamic_link_powers() const {
  std::vector<Watts> powers;
  for (const LinkRow& link : links_) powers.push_back(Watts{link.busy_w - link.idle_w});
  return powers;
}

}  // namespace roundwatt
