#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "sim/platform/platform_check_steps.hpp"
#include "sim/platform/radical.hpp"
#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace {

using Level = std::vector<std::int64_t>;

/// "2;4,4;1,2": lists of whole numbers from 1 to 10^6 between semicolons; nothing for another text.
std::optional<std::vector<Level>> parse_levels(std::string spaced) {
  std::erase(spaced, ' ');
  std::string_view text = spaced;
  std::vector<Level> levels(1);
  for (;;) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 1 || number > 1'000'000) return std::nullopt;
    levels.back().push_back(number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) return levels;
    if (text.front() == ';') {
      levels.emplace_back();
    } else if (text.front() != ',') {
      return std::nullopt;
    }
    text.remove_prefix(1);
  }
}

double product(const Level& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 1.0, std::multiplies<>{}); }

std::optional<double> torus_hosts(const std::vector<Level>& levels) {
  // A host has a link to itself along a dimension of 1, and SimGrid refuses a second one.
  if (levels.size() != 1 || std::count(levels[0].begin(), levels[0].end(), 1) > 1) return std::nullopt;
  return product(levels.front());
}

std::optional<double> fat_tree_hosts(const std::vector<Level>& levels) {
  if (levels.size() != 4 || levels[0].size() != 1) return std::nullopt;
  const bool complete = std::all_of(levels.begin() + 1, levels.end(), [&](const Level& level) {
    return static_cast<std::int64_t>(level.size()) == levels[0].front();
  });
  if (!complete) return std::nullopt;
  return product(levels[1]);
}

std::optional<double> dragonfly_hosts(const std::vector<Level>& levels) {
  if (levels.size() != 4 || levels[3].size() != 1) return std::nullopt;
  double hosts = static_cast<double>(levels[3].front());
  for (std::size_t i = 0; i < 3; ++i) {
    if (levels[i].size() != 2) return std::nullopt;
    hosts *= static_cast<double>(levels[i].front());
  }
  // SimGrid ties a group to the others through as many of its routers, and reads beyond its tables where there are fewer.
  if (levels[2].front() < 2 || levels[1].front() * levels[2].front() < levels[0].front()) return std::nullopt;
  return hosts;
}

struct Topology {
  std::string_view name, form;
  std::optional<double> (*hosts)(const std::vector<Level>&);
};

constexpr Topology topologies[]{
    {"TORUS", "the size of each dimension, at most one of them 1: 4,4,2", torus_hosts},
    {"FAT_TREE", "the number of levels, then for each level the children, the parents and the cables: 2;4,4;1,2;1,2",
     fat_tree_hosts},
    {"DRAGONFLY",
     "groups,links;chassis,links;routers,links;hosts of a router, with at least two routers in a chassis and as many "
     "in a group as there are groups: 2,1;3,1;2,1;2",
     dragonfly_hosts}};

void check_shape(PlatformDocument& document, const pugi::xml_node& cluster, const Topology& topology) {
  const std::string_view text = text_of(cluster, "topo_parameters");
  const auto levels = parse_levels(std::string{text});
  const auto hosts = levels ? topology.hosts(*levels) : std::nullopt;
  if (!hosts) {
    document.error(cluster, fmt::format("{}: topo_parameters = '{}': for {} it must be {}.", title(cluster), text,
                                        topology.name, topology.form));
    return;
  }
  const auto radical = parse_radical(text_of(cluster, "radical"));
  if (!radical) return;
  double declared = 0;
  for (const RadicalRange& range : *radical) declared += static_cast<double>(range.size());
  if (declared != *hosts) {
    document.error(cluster, fmt::format("{}: topo_parameters = '{}' make {} hosts, but its radical '{}' names {}.",
                                        title(cluster), text, *hosts, text_of(cluster, "radical"), declared));
  }
}

void check_surroundings(PlatformDocument& document, const pugi::xml_node& cluster, const Topology& topology) {
  if (is_zone(cluster.parent())) return;
  document.object(
      takes_lone_topologies ? InThisSimgrid::works : InThisSimgrid::fails, cluster,
      fmt::format("{}: SimGrid 4.0 and 4.1 crash over a {} that is the outermost zone. Put a <zone routing=\"Full\"> "
                  "around it.",
                  title(cluster), topology.name));
}

void check_pair(PlatformDocument& document, const pugi::xml_node& cluster, const char* latency, const char* bandwidth) {
  if (text_of(cluster, latency).empty() || !text_of(cluster, bandwidth).empty()) return;
  document.error(cluster, fmt::format("{}: {} without {}. Give both or none.", title(cluster), latency, bandwidth));
}

}  // namespace

void check_topologies(PlatformDocument& document) {
  for (const pugi::xml_node& element : document.elements()) {
    if (std::string_view{element.name()} != "cluster") continue;
    check_pair(document, element, "bb_lat", "bb_bw");
    check_pair(document, element, "loopback_lat", "loopback_bw");
    for (const Topology& topology : topologies) {
      if (text_of(element, "topology") != topology.name) continue;
      check_surroundings(document, element, topology);
      check_shape(document, element, topology);
    }
  }
}

}  // namespace roundwatt
