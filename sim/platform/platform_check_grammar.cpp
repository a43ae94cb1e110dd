#include "sim/platform/platform_check_grammar.hpp"

#include <algorithm>
#include <array>

namespace roundwatt {

namespace {

constexpr Necessity required = Necessity::required;
constexpr Necessity optional = Necessity::optional;
using Form = AttributeForm;

const AttributeRule own_name{"id", required, Form::name, {}};
const AttributeRule from{"src", required, Form::name, {}};
const AttributeRule to{"dst", required, Form::name, {}};
const AttributeRule from_gateway{"gw_src", required, Form::name, {}};
const AttributeRule to_gateway{"gw_dst", required, Form::name, {}};
const AttributeRule symmetrical{"symmetrical", optional, Form::choice, {"YES", "NO", "yes", "no"}};
const AttributeRule speeds{"speed", required, Form::speeds, {}};
const AttributeRule cores{"core", optional, Form::cores, {}};
const AttributeRule radical{"radical", required, Form::radical, {}};
const AttributeRule prefix{"prefix", required, Form::text, {}};
const AttributeRule suffix{"suffix", required, Form::text, {}};
const AttributeRule coordinates{"coordinates", optional, Form::coordinates, {}};

AttributeRule profile(std::string_view name) { return {name, optional, Form::profile, {}}; }
AttributeRule bandwidth(std::string_view name, Necessity necessity) { return {name, necessity, Form::bandwidth, {}}; }
AttributeRule latency(std::string_view name, Necessity necessity) { return {name, necessity, Form::latency, {}}; }
AttributeRule choice(std::string_view name, std::vector<std::string> choices) {
  return {name, optional, Form::choice, std::move(choices)};
}

const std::vector<std::string> zone_children{
    "prop",          "zone",     "AS",         "cluster", "cabinet",       "peer",      "host",    "router",
    "link",          "backbone", "host_link",  "trace",   "trace_connect", "zoneRoute", "ASroute", "bypassZoneRoute",
    "bypassASroute", "route",    "bypassRoute"};

std::vector<ElementRule> make_grammar() {
  std::vector<ElementRule> rules;
  rules.push_back(
      {"platform", {{"version", required, Form::version, {}}}, {"config", "zone", "AS", "cluster", "trace", "trace_connect"}});
  rules.push_back({"config", {{"id", optional, Form::text, {}}}, {"prop"}});
  rules.push_back({"prop", {own_name, {"value", required, Form::text, {}}}, {}});
  for (const std::string_view zone : {"zone", "AS"}) {
    rules.push_back({zone, {own_name, {"routing", required, Form::routing, {}}}, zone_children});
  }
  rules.push_back({"host",
                   {own_name,
                    speeds,
                    cores,
                    {"pstate", optional, Form::pstate, {}},
                    coordinates,
                    profile("speed_file"),
                    profile("availability_file"),
                    profile("state_file")},
                   {"prop", "disk"}});
  rules.push_back({"disk", {own_name, bandwidth("read_bw", required), bandwidth("write_bw", required)}, {"prop"}});
  rules.push_back({"router", {own_name, coordinates}, {}});
  rules.push_back({"link",
                   {own_name,
                    {"bandwidth", required, Form::bandwidths, {}},
                    latency("latency", required),
                    profile("bandwidth_file"),
                    profile("latency_file"),
                    profile("state_file"),
                    choice("sharing_policy", {"SHARED", "SPLITDUPLEX", "FATPIPE", "WIFI", "FULLDUPLEX"})},
                   {"prop"}});
  rules.push_back({"backbone", {own_name, bandwidth("bandwidth", required), latency("latency", required)}, {}});
  rules.push_back({"host_link", {own_name, {"up", required, Form::name, {}}, {"down", required, Form::name, {}}}, {}});
  rules.push_back({"cluster",
                   {own_name,
                    prefix,
                    suffix,
                    radical,
                    speeds,
                    cores,
                    bandwidth("bw", required),
                    latency("lat", required),
                    choice("sharing_policy", {"SHARED", "SPLITDUPLEX", "FATPIPE", "FULLDUPLEX"}),
                    choice("topology", {"FLAT", "TORUS", "FAT_TREE", "DRAGONFLY"}),
                    {"topo_parameters", optional, Form::text, {}},
                    bandwidth("bb_bw", optional),
                    latency("bb_lat", optional),
                    choice("bb_sharing_policy", {"SHARED", "FATPIPE"}),
                    {"router_id", optional, Form::text, {}},
                    bandwidth("limiter_link", optional),
                    bandwidth("loopback_bw", optional),
                    latency("loopback_lat", optional)},
                   {"prop"}});
  rules.push_back({"cabinet",
                   {own_name,
                    prefix,
                    suffix,
                    radical,
                    {"speed", required, Form::speed, {}},
                    bandwidth("bw", required),
                    latency("lat", required)},
                   {}});
  rules.push_back({"peer",
                   {own_name,
                    {"speed", required, Form::speed, {}},
                    bandwidth("bw_in", required),
                    bandwidth("bw_out", required),
                    latency("lat", optional),
                    {"coordinates", required, Form::coordinates, {}},
                    profile("speed_file"),
                    profile("availability_file"),
                    profile("state_file")},
                   {}});
  rules.push_back({"route", {from, to, symmetrical}, {"link_ctn"}});
  rules.push_back({"bypassRoute", {from, to}, {"link_ctn"}});
  for (const std::string_view route : {"zoneRoute", "ASroute"}) {
    rules.push_back({route, {from, to, from_gateway, to_gateway, symmetrical}, {"link_ctn"}});
  }
  for (const std::string_view route : {"bypassZoneRoute", "bypassASroute"}) {
    rules.push_back({route, {from, to, from_gateway, to_gateway}, {"link_ctn"}});
  }
  rules.push_back({"link_ctn", {own_name, choice("direction", {"UP", "DOWN", "NONE"})}, {}});
  rules.push_back({"trace", {own_name, profile("file"), {"periodicity", required, Form::seconds, {}}}, {}});
  rules.push_back({"trace_connect",
                   {choice("kind", {"HOST_AVAIL", "SPEED", "LINK_AVAIL", "BANDWIDTH", "LATENCY"}),
                    {"trace", required, Form::name, {}},
                    {"element", required, Form::name, {}}},
                   {}});
  return rules;
}

struct Refusal {
  std::string_view element, reason;
};

constexpr std::string_view no_storage =
    "SimGrid dropped it. Use <disk> inside a host, or leave it out: Roundwatt stores nothing.";
constexpr std::string_view no_actors = "Roundwatt brings its own actors. Take it out of the file.";
constexpr std::array refusals{Refusal{"include", "SimGrid dropped it. Put the content of that file here."},
                              Refusal{"random", "it does nothing. Take it out."},
                              Refusal{"model_prop", "it does nothing. Take it out."},
                              Refusal{"storage", no_storage},
                              Refusal{"storage_type", no_storage},
                              Refusal{"mount", no_storage},
                              Refusal{"actor", no_actors},
                              Refusal{"process", no_actors},
                              Refusal{"argument", no_actors}};

}  // namespace

const std::vector<ElementRule>& platform_grammar() {
  static const std::vector<ElementRule> rules = make_grammar();
  return rules;
}

const ElementRule* find_element_rule(std::string_view name) {
  const auto& rules = platform_grammar();
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const ElementRule& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

const std::vector<std::string>& known_routings() {
  static const std::vector<std::string> names{"Cluster", "Dijkstra", "DijkstraCache", "Floyd",
                                              "Full",    "None",     "Vivaldi",       "Wifi"};
  return names;
}

std::string_view reason_to_refuse(std::string_view element) {
  const auto found =
      std::find_if(refusals.begin(), refusals.end(), [&](const Refusal& refusal) { return refusal.element == element; });
  return found == refusals.end() ? std::string_view{} : found->reason;
}

}  // namespace roundwatt
