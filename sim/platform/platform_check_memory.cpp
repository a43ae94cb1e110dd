#include "sim/platform/platform_check_memory.hpp"

#include <fmt/format.h>

#include <fstream>
#include <limits>
#include <string>

#include "sim/base/unit.hpp"
#include "sim/platform/radical.hpp"

namespace roundwatt {

namespace {

// tests/benchmark/platform_memory.py compares them with what `roundwatt run` takes.
constexpr double bytes_of_program = 50e6;
constexpr double bytes_per_host = 4100;
constexpr double bytes_per_link = 600;
constexpr double bytes_per_full_pair = 12.5;
constexpr double bytes_per_floyd_pair = 40;
constexpr double copies_of_text = 3;

double hosts_of(const pugi::xml_node& cluster) {
  const auto radical = parse_radical(text_of(cluster, "radical"));
  if (!radical) return 0;
  double hosts = 0;
  for (const RadicalRange& range : *radical) hosts += static_cast<double>(range.size());
  return hosts;
}

/// The route table of a zone, bytes.
double table_of(const pugi::xml_node& zone) {
  const std::string routing = in_capitals(text_of(zone, "routing"));
  const double bytes_per_pair = routing == "FULL" ? bytes_per_full_pair : routing == "FLOYD" ? bytes_per_floyd_pair : 0;
  if (bytes_per_pair == 0) return 0;
  double nodes = 0;
  for (const pugi::xml_node child : zone.children()) {
    const std::string_view name = child.name();
    nodes += name == "host" || name == "router" || is_zone(child) ? 1 : 0;
    if (name == "cabinet") nodes += hosts_of(child);
  }
  return bytes_per_pair * nodes * nodes;
}

/// Bytes that processes may still take; infinite where the system does not say.
double available_memory() {
  std::ifstream lines{"/proc/meminfo"};
  for (std::string name; lines >> name;) {
    double kibibytes = 0;
    if (name == "MemAvailable:" && lines >> kibibytes) return kibibytes * 1024;
    std::getline(lines, name);
  }
  return std::numeric_limits<double>::infinity();
}

}  // namespace

double estimate_memory(const PlatformDocument& document) {
  double bytes = bytes_of_program + copies_of_text * static_cast<double>(document.content().size());
  for (const pugi::xml_node& element : document.elements()) {
    const std::string_view name = element.name();
    if (name == "host" || name == "peer" || name == "router") bytes += bytes_per_host;
    if (name == "link" || name == "backbone") bytes += bytes_per_link;
    if (name == "peer") bytes += 2 * bytes_per_link;
    if (name == "cluster" || name == "cabinet") bytes += hosts_of(element) * (bytes_per_host + 2 * bytes_per_link);
    if (name == "zone" || name == "AS") bytes += table_of(element);
  }
  return bytes;
}

bool fits_machine(PlatformDocument& document) {
  const double needed = estimate_memory(document);
  const double available = available_memory();
  if (needed <= available) return true;
  document.error(
      document.platform(),
      fmt::format("a run will need about {} of memory for it, and this machine has {} left. Declare fewer hosts, put "
                  "many into Cluster instead of Full or Floyd zones, or say --force-memory.",
                  human_bytes(needed), human_bytes(available)));
  return false;
}

}  // namespace roundwatt
