#include "sim/platform/flow_mix.hpp"

#include "tests/sim/platform/checked_platform.hpp"

using namespace roundwatt;

namespace {

std::string warning(const FlowMix& mix, double bandwidth, NetworkModel model) {
  return weight_warning("core", bandwidth, mix, model, [](std::uint32_t whose) { return "host " + std::to_string(whose); });
}

FlowMix mix_of(const std::vector<CrossingFlow>& flows) {
  FlowMix mix;
  for (const CrossingFlow& flow : flows) join(mix, flow);
  return mix;
}

/// A link of 2 MB/s behind two zones; \p home and \p office are what stands in them.
std::string two_zones(const std::string& home, const std::string& office, const std::string& bandwidth = "2MBps") {
  return world_of("<zone id=\"dc\" routing=\"Full\"><host id=\"server\" speed=\"1Gf\"/></zone>\n" + home + office +
                  "<link id=\"core\" bandwidth=\"" + bandwidth +
                  "\" latency=\"0s\"/>\n"
                  "<zoneRoute src=\"home\" dst=\"dc\" gw_src=\"r\" gw_dst=\"server\"><link_ctn id=\"core\"/></zoneRoute>\n"
                  "<zoneRoute src=\"office\" dst=\"dc\" gw_src=\"x\" gw_dst=\"server\"><link_ctn id=\"core\"/></zoneRoute>");
}

const std::string wifi_home =
    "<zone id=\"home\" routing=\"Wifi\"><prop id=\"access_point\" value=\"r\"/><host id=\"phone\" speed=\"1Gf\"/><router "
    "id=\"r\"/>"
    "<link id=\"air\" bandwidth=\"54Mbps\" latency=\"0s\" sharing_policy=\"WIFI\"/></zone>\n";

std::string wired(const std::string& zone, const std::string& host, const std::string& router, const std::string& latency) {
  return "<zone id=\"" + zone + "\" routing=\"Full\"><host id=\"" + host + "\" speed=\"1Gf\"/><router id=\"" + router +
         "\"/><link id=\"" + host + "-line\" bandwidth=\"5MBps\" latency=\"" + latency + "\"/><route src=\"" + host +
         "\" dst=\"" + router + "\"><link_ctn id=\"" + host + "-line\"/></route></zone>\n";
}

}  // namespace

TEST_CASE("Wi-Fi and wired flows on one bottleneck are warned of in LV08") {
  const FlowMix mix = mix_of({{1, true, 0.1, 6.75e6}, {2, false, 0.1, 5e6}});
  CHECK_THAT(
      warning(mix, 2e6, NetworkModel::lv08),
      StartsWith("link core can be a bottleneck (2000000 byte/s for up to 11750000) of flows over Wi-Fi (host 1) and wired "
                 "ones (host 2)"));
  CHECK(warning(mix, 2e6, NetworkModel::textbook).empty());
  CHECK(warning(mix, 11.75e6, NetworkModel::lv08).empty());  // never full
  CHECK(warning(mix_of({{1, true, 0.1, 9e6}, {2, true, 0.1, 9e6}}), 2e6, NetworkModel::lv08).empty());
}

TEST_CASE("flows with and without latency on one bottleneck are warned of") {
  const FlowMix mix = mix_of({{1, false, 0, 10e6}, {2, false, 0.1, 10e6}});
  CHECK_THAT(warning(mix, 1e6, NetworkModel::textbook),
             ContainsSubstring("of flows without latency (host 1) and with some (host 2)"));
  CHECK_FALSE(warning(mix, 1e6, NetworkModel::lv08).empty());
  CHECK(warning(mix_of({{1, false, 0.2, 10e6}, {2, false, 0.1, 10e6}}), 1e6, NetworkModel::textbook).empty());
}

TEST_CASE("the check of a platform finds such links from the routes that it declares") {
  const auto first = [](const std::string& xml) {
    const std::vector<std::string> warnings = warnings_of_check(xml);
    return warnings.empty() ? "none" : warnings.front();
  };
  CHECK_THAT(first(two_zones(wifi_home, wired("office", "pc", "x", "10ms"))),
             ContainsSubstring("of flows over Wi-Fi (phone) and wired ones (pc)"));
  CHECK_THAT(first(two_zones(wired("home", "pc1", "r", "0s"), wired("office", "pc2", "x", "10ms"))),
             ContainsSubstring("of flows without latency (pc1) and with some (pc2)"));
  CHECK(first(two_zones(wired("home", "pc1", "r", "10ms"), wired("office", "pc2", "x", "10ms"))) == "none");
  CHECK(first(two_zones(wired("home", "pc1", "r", "0s"), wired("office", "pc2", "x", "10ms"), "10MBps")) == "none");
}
