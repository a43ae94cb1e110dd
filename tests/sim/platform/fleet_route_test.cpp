#include <cstdio>

#include "sim/platform/abort_guard.hpp"
#include "tests/sim/forked.hpp"
#include "tests/sim/platform/loaded_platform.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

double airtime_of_a_megabyte(const Hop& hop) { return 1e6 * hop.airtime_per_byte; }

/// What is said where routes are missing. In a process of its own, since some versions of SimGrid end theirs over it.
std::string complaint_of_routes(const std::string& xml) {
  const ScratchText platform{xml, "platform.xml"};
  const auto load = [&platform] {
    try {
      LoadedPlatform loaded{platform.path()};
      const AbortGuard guard{platform.name()};
      loaded.enlist_all();
    } catch (const UserError& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
  };
  return end_of(load).err;
}

}  // namespace

TEST_CASE("a flow holds each link as long as its bytes take there at the nominal rate") {
  LoadedPlatform platform{ROUNDWATT_SOURCE_DIR "/platforms/small/two-stations.xml"};
  Fleet& fleet = platform.enlist_all();
  fleet.seal();
  const HostId server{0}, fast{1}, slow{2};
  // 1 MB at 54 Mbit/s on the air, half of 50 MB/s on the split-duplex line, 1.25 GB/s in the core.
  double sum = 0;
  for (const Hop& hop : fleet.route(server, fast)) sum += airtime_of_a_megabyte(hop);
  CHECK(sum == soft(8.0 / 54 + 0.5 / 50 + 1.0 / 1250));
  CHECK(airtime_of_a_megabyte(fleet.route(slow, server).front()) == soft(8.0 / 6));
  CHECK(airtime_of_a_megabyte(fleet.route(fast, server).front()) == soft(8.0 / 54));
  // Between stations the access point is crossed twice, first at the sender's rate.
  const Route across = fleet.route(fast, slow);
  REQUIRE(across.size() == 2);
  CHECK(airtime_of_a_megabyte(across[0]) == soft(8.0 / 54));
  CHECK(airtime_of_a_megabyte(across[1]) == soft(8.0 / 6));
  CHECK(fleet.links().at(across[0].link.index()).kind == LinkKind::access_point);
  CHECK(fleet.links().at(across[0].link.index()).bandwidth_byte_s == soft(54e6 / 8));
}

TEST_CASE("the links of a cluster have the power that the cluster says, one row for both directions") {
  const ScratchText xml{world(R"(<zone id="home" routing="Full">)" + home_site + R"(
      <cluster id="fleet" prefix="d" suffix="" radical="0-1" speed="1Gf" bw="1MBps" lat="0s" sharing_policy="SPLITDUPLEX"
               router_id="exchange">)" +
                              device_properties + R"(<prop id="link_wattage_range" value="1:3"/></cluster>
      <link id="core" bandwidth="1GBps" latency="0s"><prop id="wattage_range" value="0:0"/></link>
    </zone>
    <zoneRoute src="home" dst="dc" gw_src="exchange" gw_dst="server"><link_ctn id="core"/></zoneRoute>)"),
                        "platform.xml"};
  LoadedPlatform platform{xml.path()};
  Fleet& fleet = platform.enlist_all();
  fleet.seal();
  REQUIRE(fleet.links().size() == 3);
  // What SimGrid makes stands behind what the file declares.
  CHECK(fleet.links()[0].name == "core");
  for (const std::size_t i : {1UL, 2UL}) {
    CHECK(fleet.links()[i].duplex == Duplex::split);
    CHECK(fleet.links()[i].idle_w == 1);
    CHECK(fleet.links()[i].busy_w == 3);
    CHECK(fleet.links()[i].kind == LinkKind::access);
  }
  CHECK(airtime_of_a_megabyte(fleet.route(HostId{1}, HostId{0}).front()) == soft(0.5));
}

TEST_CASE("a station says which of its access point's rates it has") {
  const ScratchText xml{
      world(R"(<zone id="home" routing="Wifi"><prop id="access_point" value="router"/>)" + home_site + device_properties + R"(
      <host id="silent" speed="1Gf"/>
      <host id="eager" speed="1Gf"><prop id="wifi_level" value="2"/></host>
      <router id="router"/>
      <link id="air" bandwidth="54Mbps,6Mbps" latency="0s" sharing_policy="WIFI"><prop id="wattage_range" value="5:7"/></link>
    </zone>
    <link id="core" bandwidth="1GBps" latency="0s">)" +
            home_site + R"(<prop id="wattage_range" value="0:0"/></link>
    <zoneRoute src="home" dst="dc" gw_src="router" gw_dst="server"><link_ctn id="core"/></zoneRoute>)"),
      "platform.xml"};
  const std::string told = xml.complaint([](const std::string& file) { LoadedPlatform{file}.enlist_all().seal(); });
  CHECK_THAT(told, ContainsSubstring("host silent: no property wifi_level, which of the 2 rates of air it has."));
  CHECK_THAT(told, ContainsSubstring("host eager: wifi_level = 2 must be a whole number from 0 to 1: air has 2 rates."));
}

TEST_CASE("a way that the platform does not declare is named") {
  const std::string xml = world(R"(<zone id="home" routing="Full">)" + home_site + R"(<host id="device" speed="1Gf">)" +
                                device_properties + "</host></zone>");
  CHECK_THAT(complaint_of_routes(xml), ContainsSubstring("/platform.xml: no route leads from server to device"));
}

TEST_CASE("a zone that has no routes at all is named") {
  const std::string xml = world("<zone id=\"home\" routing=\"Full\">" + home_site + device_properties +
                                "<host id=\"device\" speed=\"1Gf\"/></zone>");
  std::string empty = xml;
  empty.replace(empty.find("routing=\"Full\""), 14, "routing=\"None\"");
  CHECK_THAT(complaint_of_routes(empty),
             ContainsSubstring("zone world (line 4, routing=\"None\") has no routes at all: give it "
                               "routing=\"Full\" and <zoneRoute src=\"dc\" dst=\"home\""));
}

TEST_CASE("hosts without a route between them are named, with the cure") {
  const std::string xml = world("<zone id=\"home\" routing=\"Full\">" + home_site + device_properties +
                                "<host id=\"device\" speed=\"1Gf\"/></zone>");
  CHECK_THAT(
      complaint_of_routes(xml),
      ContainsSubstring("/platform.xml: no route leads from server to device over any link. ") &&
          EndsWith(
              "zone world (line 4, routing=\"Full\") takes declared routes only: add <zoneRoute src=\"dc\" dst=\"home\" "
              "gw_src=\"…\" gw_dst=\"…\"> with all links between them, or make it routing=\"Floyd\", which finds ways over "
              "several routes.\n"));
}
