#include "sim/platform/fleet.hpp"

#include <cmath>

#include "tests/sim/platform/loaded_platform.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// What the user is told of the platform \p xml when all of it is used.
std::string complaint(const std::string& xml, const PlatformDefaults& defaults = {}) {
  const ScratchText text{xml, "platform.xml"};
  return text.complaint([&](const std::string& file) { LoadedPlatform{file, defaults}.enlist_all().seal(); });
}

const std::string bare_platform = prolog + R"(<platform version="4.1">
<zone id="world" routing="Full">
  <zone id="dc" routing="Full">
    <prop id="site" value="dc"/>
    <prop id="site_kind" value="data-centre"/>
    <host id="server" speed="10Gf">
      <prop id="wattage_per_state" value="100:200:300:400"/>
      <prop id="radio_rx_w" value="-1"/>
    </host>
  </zone>
  <zone id="home" routing="Full">
    <host id="device" speed="1Gf"/>
    <link id="line" bandwidth="1MBps" latency="0s">
      <prop id="wattage_range" value="4:2"/>
      <prop id="site" value="home"/>
    </link>
  </zone>
  <zoneRoute src="dc" dst="home" gw_src="server" gw_dst="device"><link_ctn id="line"/></zoneRoute>
</zone>
</platform>
)";

/// The line of a report that says that a property is nowhere.
std::string missing(const std::string& element, const std::string& property, const std::string& why) {
  return "\n  " + element + ": no property " + property + ", " + why + ". Add <prop id=\"" + property +
         "\" value=\"…\"/> to it or to a zone around it, or give it in platform.defaults.";
}

}  // namespace

TEST_CASE("everything that a platform leaves out is said at once, with line, element and cure") {
  CHECK(complaint(bare_platform) ==
        "platform.xml has 15 problems:" + missing("line 5: site dc", "grid_zone", "so its carbon intensity is not known") +
            missing("line 5: site dc", "pue", "which a data centre needs") +
            missing("line 8: host server", "wattage_off", "the power when off") +
            "\n  line 10: host server: radio_rx_w = -1 must be at least 0." +
            missing("line 8: host server", "radio_tx_w", "the power above idle while sending (0 must be said)") +
            missing("line 8: host server", "reserved_share",
                    "the share of its idle power that this workload answers for (1: dedicated)") +
            "\n  line 9: host server: wattage_per_state = '100:200:300:400' must give idle:epsilon:busy, finite and at least "
            "0 W, for each of its 1 pstates." +
            missing("line 14: host device", "site", "so its grid and PUE are not known") +
            missing("line 14: host device", "wattage_off", "the power when off") +
            missing("line 14: host device", "radio_rx_w", "the power above idle while receiving (0 must be said)") +
            missing("line 14: host device", "radio_tx_w", "the power above idle while sending (0 must be said)") +
            missing("line 14: host device", "wattage_per_state", "its power: idle:epsilon:busy in W for each pstate") +
            missing("line 15: site home", "site_kind", "which says what stands there: data-centre, edge, network") +
            missing("line 15: site home", "grid_zone", "so its carbon intensity is not known") +
            "\n  line 16: link line: wattage_range = '4:2' must be idle:busy in W with 0 <= idle <= busy.");
}

TEST_CASE("a scenario's defaults fill in what a platform leaves out, and answer for their own mistakes") {
  const std::string xml = world("<zone id=\"home\" routing=\"Full\">" + home_site + R"(<host id="device" speed="1Gf"/>
      <link id="line" bandwidth="1MBps" latency="0s"/></zone>
    <zoneRoute src="home" dst="dc" gw_src="device" gw_dst="server"><link_ctn id="line"/></zoneRoute>)");
  PlatformDefaults defaults;
  defaults.hosts = {{"wattage_per_state", "5:5:50"}, {"wattage_off", "0"}, {"radio_rx_w", "1"}, {"radio_tx_w", "two"}};
  defaults.links = {{"wattage_range", "2:4"}};
  defaults.zones = {{"grid_zone", "USA"}};
  CHECK(complaint(xml, defaults) ==
        "platform.defaults of the scenario: platform.defaults for host device: radio_tx_w = 'two': 'two' is not a number.");
}

TEST_CASE("hosts, links and sites carry what the platform says of them") {
  const ScratchText xml{world("<zone id=\"home\" routing=\"Full\">" + home_site + device_properties + R"(
      <prop id="model" value="phone"/>
      <host id="first" speed="1Gf" core="4"/>
      <host id="second" speed="2Gf,1Gf" pstate="1"><prop id="wattage_per_state" value="5:5:50,4:6:30"/>
        <prop id="embodied_kg" value="55"/> <prop id="lifetime_years" value="4"/></host>
      <router id="exchange"/>
      <link id="line" bandwidth="1MBps" latency="100ms" sharing_policy="SPLITDUPLEX">
        <prop id="wattage_range" value="2:4"/> <prop id="router_share" value="0.5"/></link>
      <route src="first" dst="exchange"><link_ctn id="line" direction="UP"/></route>
      <route src="second" dst="exchange"><link_ctn id="line" direction="UP"/></route>
    </zone>
    <link id="core" bandwidth="1GBps" latency="1ms">
      <prop id="site" value="backbone"/><prop id="site_kind" value="network"/><prop id="grid_zone" value="world"/>
      <prop id="wattage_range" value="0:0"/></link>
    <zoneRoute src="home" dst="dc" gw_src="exchange" gw_dst="server"><link_ctn id="core"/></zoneRoute>)"),
                        "platform.xml"};
  LoadedPlatform platform{xml.path()};
  Fleet& fleet = platform.enlist_all();
  fleet.seal();
  REQUIRE(fleet.hosts().size() == 3);
  CHECK(fleet.sites().at(0).pue == 1.5);
  CHECK(fleet.sites().at(1).grid_zone == "CHN");
  CHECK(fleet.sites().at(1).pue == 1);
  const HostRow& server = fleet.hosts()[0].row;
  CHECK(server.kind == HostKind::server);
  CHECK(server.reserved_share == 0.1);
  const HostRow& first = fleet.hosts()[1].row;
  CHECK(first.kind == HostKind::device);
  CHECK(first.cores == 4);
  CHECK(first.model == "phone");
  CHECK(std::isnan(first.embodied_kg));
  const FleetHost& second = fleet.hosts()[2];
  CHECK(second.row.speed_flop_s == 1e9);
  CHECK(second.row.busy_w == 30);
  CHECK(second.row.lifetime_s == soft(4 * 8760 * 3600.0));
  REQUIRE(second.pstates.size() == 2);
  CHECK(second.pstates[0].host == 2);
  CHECK(second.pstates[0].busy_w == 50);

  // One row for both directions; of each zone the links come first, then the zones inside.
  REQUIRE(fleet.links().size() == 2);
  const LinkRow& core = fleet.links()[0];
  CHECK(core.name == "core");
  CHECK(core.kind == LinkKind::core);
  CHECK(fleet.sites().at(static_cast<std::size_t>(core.site)).name == "backbone");
  const LinkRow& line = fleet.links()[1];
  CHECK(line.duplex == Duplex::split);
  CHECK(line.kind == LinkKind::access);
  CHECK(line.router_share == 0.5);
}
