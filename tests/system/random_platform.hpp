#pragma once

#include <fmt/format.h>

#include <map>
#include <string>

#include "tests/system/dice.hpp"

namespace roundwatt {

/// A small platform drawn at random: a server and one to three edge sites of a few devices each, by wire, by Wi-Fi or in a
/// cluster, with powers, cores, PUE and profiles.
class RandomPlatform {
 public:
  explicit RandomPlatform(std::uint64_t seed) : dice_{seed, "platform"} { xml_ = world(); }

  const std::string& xml() const { return xml_; }
  int devices() const { return devices_; }
  /// The profiles that it names: content by file name.
  const std::map<std::string, std::string>& profiles() const { return profiles_; }

 private:
  std::string world() {
    std::string zones = data_centre(), ways;
    const std::string core = link("core", dice_.one_of({"SHARED", "SPLITDUPLEX", "FATPIPE"}), 1000, 20000);
    for (int site = dice_.between(1, 3); site > 0; --site) {
      const std::string id = std::to_string(site);
      const std::string policy = dice_.one_of({"SHARED", "SPLITDUPLEX"});
      zones += zone("edge" + id, edge(id));
      zones += zone("access" + id, site_properties("network" + id, "network") + link("isp" + id, policy, 200, 5000));
      ways += fmt::format("<zoneRoute src=\"edge{0}\" dst=\"dc\" gw_src=\"exchange{0}\" gw_dst=\"server\">{1}{2}</zoneRoute>\n",
                          id, hop("isp" + id, policy), hop("core", core_policy_));
    }
    return "<?xml version=\"1.0\"?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n<platform "
           "version=\"4.1\">\n" +
           zone("world", zones + zone("backbone", site_properties("backbone", "network") + core) + ways) + "</platform>\n";
  }

  static std::string zone(const std::string& id, const std::string& inside, const std::string& routing = "Full") {
    return fmt::format("<zone id=\"{}\" routing=\"{}\">\n{}</zone>\n", id, routing, inside);
  }
  static std::string property(const std::string& name, const std::string& value) {
    return fmt::format("<prop id=\"{}\" value=\"{}\"/>\n", name, value);
  }
  static std::string hop(const std::string& link, const std::string& policy) {
    return fmt::format("<link_ctn id=\"{}\"{}/>", link, policy == "SPLITDUPLEX" ? " direction=\"UP\"" : "");
  }

  std::string site_properties(const std::string& name, const std::string& kind) {
    return property("site", name) + property("site_kind", kind) + property("grid_zone", dice_.one_of({"FRA", "USA", "CHN"})) +
           property("pue", fmt::format("{}", 1 + dice_.between(0, 8) / 8.0));
  }

  std::string powers(int pstates = 1) {
    std::string all;
    for (int i = 0; i < pstates; ++i) {
      const int idle = dice_.between(0, 20), epsilon = idle + dice_.between(0, 5), busy = epsilon + dice_.between(0, 50);
      all += fmt::format("{}{}:{}:{}", i > 0 ? "," : "", idle, epsilon, busy);
    }
    return property("wattage_per_state", all) + property("wattage_off", dice_.number(0, 1)) +
           property("radio_rx_w", dice_.number(0, 3)) + property("radio_tx_w", dice_.number(0, 3));
  }

  /// An attribute that names a new profile; nothing two times in three.
  std::string profile(const std::string& attribute, const std::string& content) {
    if (!dice_.one_in(3)) return "";
    const std::string file = fmt::format("{}.profile", profiles_.size());
    profiles_[file] = content;
    return fmt::format(" {}=\"{}\"", attribute, file);
  }
  std::string repetition(int length) {
    return dice_.one_of({"", fmt::format("PERIODICITY {}\n", length + dice_.between(1, 50)),
                         fmt::format("LOOPAFTER {}\n", dice_.between(1, 50))});
  }
  std::string state_profile() {
    const int off = dice_.between(0, 60), on = off + dice_.between(1, 20);
    const std::string returns = dice_.one_in(4) ? "" : fmt::format("{}.5 1\n", on);
    return profile("state_file", fmt::format("{}.25 0\n{}{}", off, returns, returns.empty() ? "" : repetition(on + 1)));
  }
  std::string speed_profile() {
    return profile("speed_file", fmt::format("{}.125 {}\n{}.75 {}\n{}", dice_.between(0, 20), dice_.one_of({"0.5", "0.125"}),
                                             dice_.between(21, 60), dice_.one_of({"1", "0.25"}), repetition(61)));
  }

  std::string host(const std::string& id) {
    ++devices_;
    const bool two_speeds = dice_.one_in(5);
    return fmt::format("<host id=\"{}\" speed=\"{}\" core=\"{}\"{}{}>\n{}", id, two_speeds ? "2Gf,500Mf\" pstate=\"1" : "1Gf",
                       dice_.between(1, 4), state_profile(), speed_profile(), powers(two_speeds ? 2 : 1));
  }

  /// Without a state_file where it is split: SimGrid 3.32 aborts at its first event.
  std::string link(const std::string& id, const std::string& policy, int least_kb_s, int most_kb_s) {
    if (id == "core") core_policy_ = policy;
    const int rate = dice_.between(least_kb_s, most_kb_s);
    const int idle = dice_.between(0, 5);
    return fmt::format("<link id=\"{}\" bandwidth=\"{}kBps\" latency=\"{}ms\" sharing_policy=\"{}\"{}{}>\n{}{}</link>\n", id,
                       rate, dice_.one_of({"0", "10", "100"}), policy, bandwidth_profile(rate),
                       policy == "SPLITDUPLEX" ? "" : state_profile(),
                       property("wattage_range", fmt::format("{}:{}", idle, idle + dice_.between(0, 10))),
                       property("router_share", dice_.one_of({"0", "0.5", "1"})));
  }
  /// Never more than the link declares: airtime is counted at the declared rate.
  std::string bandwidth_profile(int rate_kb_s) {
    return profile("bandwidth_file", fmt::format("{} {}\n{} {}\n{}", dice_.between(1, 20), rate_kb_s * 500,
                                                 dice_.between(21, 60), rate_kb_s * 1000, repetition(61)));
  }

  std::string data_centre() {
    const std::string server = fmt::format("<host id=\"server\" speed=\"{}Gf\" core=\"{}\"{}>\n", dice_.between(1, 20),
                                           dice_.between(1, 8), dice_.one_in(10) ? state_profile() : "");
    return zone("dc", site_properties("dc", "data-centre") + server + powers() +
                          property("reserved_share", dice_.one_of({"0.01", "0.5", "1"})) + "</host>\n");
  }

  std::string edge(const std::string& id) {
    const std::string properties = site_properties("edge" + id, "edge");
    const int devices = dice_.between(1, 4);
    switch (dice_.between(1, 3)) {
      case 1:
        return properties + by_wire(id, devices);
      case 2:
        return properties + zone("home" + id, by_wifi(id, devices), "Wifi");
      default:
        return properties + cluster(id, devices);
    }
  }

  std::string by_wire(const std::string& id, int devices) {
    std::string elements, routes;
    for (int i = 0; i < devices; ++i) {
      const std::string name = fmt::format("{}-{}", id, i);
      const std::string policy = dice_.one_of({"SHARED", "SPLITDUPLEX", "FATPIPE"});
      elements += host("wired" + name) + "</host>\n" + link("line" + name, policy, 100, 5000);
      routes += fmt::format("<route src=\"wired{}\" dst=\"exchange{}\">{}</route>\n", name, id, hop("line" + name, policy));
    }
    return elements + fmt::format("<router id=\"exchange{}\"/>\n", id) + routes;
  }

  std::string by_wifi(const std::string& id, int devices) {
    const int rates = dice_.between(1, 3);
    std::string elements = property("access_point", "exchange" + id);
    for (int i = 0; i < devices; ++i) {
      elements += host(fmt::format("station{}-{}", id, i)) + property("wifi_level", dice_.number(0, rates - 1)) + "</host>\n";
    }
    const std::string all_rates = rates == 1 ? "24Mbps" : rates == 2 ? "54Mbps,6Mbps" : "54Mbps,24Mbps,2Mbps";
    return elements + fmt::format(
                          "<router id=\"exchange{0}\"/>\n<link id=\"air{0}\" bandwidth=\"{1}\" latency=\"0s\" "
                          "sharing_policy=\"WIFI\">\n{2}</link>\n",
                          id, all_rates, property("wattage_range", fmt::format("5:{}", dice_.between(5, 9))));
  }

  std::string cluster(const std::string& id, int devices) {
    devices_ += devices;
    const std::string backbone = dice_.one_in(2) ? " bb_bw=\"2MBps\" bb_lat=\"1ms\"" : "";
    return fmt::format(
        "<cluster id=\"fleet{0}\" prefix=\"d{0}-\" suffix=\"\" radical=\"0-{1}\" speed=\"1Gf\" core=\"{2}\" "
        "bw=\"{3}kBps\" lat=\"5ms\" sharing_policy=\"{4}\" router_id=\"exchange{0}\"{5}>\n{6}{7}</cluster>\n",
        id, devices - 1, dice_.between(1, 4), dice_.between(100, 5000), dice_.one_of({"SHARED", "SPLITDUPLEX", "FATPIPE"}),
        backbone, powers(), property("link_wattage_range", fmt::format("1:{}", dice_.between(1, 9))));
  }

  Dice dice_;
  std::string core_policy_;
  int devices_ = 0;
  std::map<std::string, std::string> profiles_;
  std::string xml_;
};

}  // namespace roundwatt
