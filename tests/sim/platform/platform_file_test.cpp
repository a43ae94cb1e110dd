#include "sim/platform/platform_file.hpp"

#include <algorithm>

#include "sim/platform/profile.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

PlatformFile platform(const std::string& xml) { return PlatformFile{ScratchText{xml, "platform.xml"}.path()}; }

std::string complaint(const std::string& xml) {
  return ScratchText{xml, "platform.xml"}.complaint([](const std::string& file) { PlatformFile{file}; });
}

const DeclaredHost& host(const PlatformFile& file, const std::string& name) {
  return *std::find_if(file.hosts().begin(), file.hosts().end(), [&](const auto& declared) { return declared.name == name; });
}

std::vector<std::string> host_names(const PlatformFile& file) {
  std::vector<std::string> names;
  for (const DeclaredHost& declared : file.hosts()) names.push_back(declared.name);
  return names;
}

}  // namespace

TEST_CASE("a property comes from the nearest element that has it, with the line on which it stands") {
  const PlatformFile file = platform(R"(<platform version="4.1">
<zone id="world" routing="Full">
  <prop id="grid_zone" value="world"/>
  <prop id="pue" value="1.1"/>
  <zone id="home" routing="Full">
    <prop id="grid_zone" value="FRA"/>
    <host id="phone" speed="1Gf">
      <prop id="model" value="phone"/>
    </host>
    <link id="line" bandwidth="1MBps" latency="0s"/>
  </zone>
</zone>
</platform>)");
  const std::size_t phone = host(file, "phone").scope;
  CHECK(file.find(phone, "model")->value == "phone");
  CHECK(file.find(phone, "model")->line == 8);
  CHECK(file.find(phone, "grid_zone")->value == "FRA");
  CHECK(file.find(phone, "grid_zone")->line == 6);
  CHECK(file.find(phone, "pue")->value == "1.1");
  CHECK(file.find(phone, "wattage_off") == nullptr);
  CHECK(file.scopes()[*file.find_scope(phone, "grid_zone")].id == "home");
  CHECK(file.scopes()[phone].line == 7);
  CHECK(file.find(file.links().at(0).scope, "grid_zone")->value == "FRA");
}

TEST_CASE("a cluster declares a host for each number of its radical, all with the cluster's properties") {
  const PlatformFile file = platform(R"(<platform version="4.1">
<zone id="world" routing="Full">
  <cluster id="fleet" prefix="node-" suffix=".edge" radical="0-2,7,9-10" speed="1Gf" bw="1MBps" lat="0s">
    <prop id="model" value="node"/>
  </cluster>
</zone>
</platform>)");
  CHECK(host_names(file) ==
        std::vector<std::string>{"node-0.edge", "node-1.edge", "node-2.edge", "node-7.edge", "node-9.edge", "node-10.edge"});
  CHECK(file.find(host(file, "node-9.edge").scope, "model")->value == "node");
  const std::size_t of_link = file.scope_of_made_link("fleet_link_7_UP");
  CHECK(file.scopes()[of_link].id == "fleet");
  CHECK(file.scopes()[file.scope_of_made_link("stranger_link_7_UP")].id == "world");
  CHECK_THAT(complaint(R"(<platform version="4.1">
<zone id="world" routing="Full">
  <cluster id="fleet" prefix="n" suffix="" radical="0..9" speed="1Gf" bw="1MBps" lat="0s"/>
</zone>
</platform>)"),
             ContainsSubstring("platform.xml, line 3: radical = '0..9' is no list such as 0-9,12."));
}

TEST_CASE("both directions of a split-duplex link are the link of the file") {
  const PlatformFile file = platform(R"(<platform version="4.1">
<zone id="world" routing="Full">
  <link id="line" bandwidth="1MBps" latency="0s" sharing_policy="SplitDuplex"/>
  <link id="back_UP" bandwidth="2MBps" latency="0s"/>
</zone>
</platform>)");
  CHECK(file.links().at(0).sharing_policy == "SPLITDUPLEX");
  CHECK(file.links().at(1).sharing_policy == "SHARED");
  CHECK(file.link_named("line_UP") == 0u);
  CHECK(file.link_named("line_DOWN") == 0u);
  CHECK(file.link_named("line") == 0u);
  CHECK(file.link_named("back_UP") == 1u);
  CHECK_FALSE(file.link_named("other"));
}

TEST_CASE("hosts of a Wi-Fi zone know their access point, wherever it stands in the zone") {
  const PlatformFile file = platform(R"(<platform version="4.1">
<zone id="home" routing="Wifi">
  <prop id="access_point" value="router"/>
  <host id="phone" speed="1Gf"/>
  <router id="router"/>
  <link id="air" bandwidth="54Mbps,6Mbps" latency="0s" sharing_policy="WIFI"/>
</zone>
</platform>)");
  REQUIRE(host(file, "phone").wifi_link);
  CHECK(file.links()[*host(file, "phone").wifi_link].bandwidth == "54Mbps,6Mbps");
}

TEST_CASE("a host's state profile is its state_file, or what a trace_connect ties to it") {
  const PlatformFile file = platform(R"(<platform version="4.1">
<zone id="world" routing="Full">
  <host id="steady" speed="1Gf"/>
  <host id="moody" speed="1Gf"/>
</zone>
<trace id="nap" periodicity="10">5 0
6 1
</trace>
<trace_connect kind="HOST_AVAIL" trace="nap" element="moody"/>
</platform>)");
  CHECK(host(file, "steady").state_profile.empty());
  // Off from 5 s to 6 s of each lap of 10 s.
  CHECK(Profile{host(file, "moody").state_profile}.next_on(3) == 6.0);
  CHECK(Profile{host(file, "moody").state_profile}.next_on(6) == 16.0);
  const PlatformFile small{ROUNDWATT_SOURCE_DIR "/platforms/small/failing.xml"};
  CHECK(host(small, "dies-training").state_profile == "15 0\n");
}

TEST_CASE("a file that is no platform is refused with line and reason") {
  CHECK_THAT(complaint("<platform version=\"4.1\">\n<zone id=\"world\">\n</platform>\n"),
             StartsWith("platform.xml, line 3: not well-formed XML"));
  CHECK(complaint("<scenario/>\n") ==
        "platform.xml, line 1: no <platform> element: a SimGrid platform file (version 4.1) is needed.");
  CHECK_THROWS_WITH(PlatformFile{"/nonexistent/platform.xml"}, ContainsSubstring("/nonexistent/platform.xml"));
}
