#include <fmt/format.h>

#include <filesystem>

#include "tests/catch.hpp"
#include "tests/sim/platform/checked_platform.hpp"

using namespace roundwatt;

namespace {

std::string host_with(const std::string& name, const std::string& value) {
  return world_of("<host id=\"a\" speed=\"2Gf\"><prop id=\"" + name + "\" value=\"" + value + "\"/></host>");
}

std::string link_with(const std::string& name, const std::string& value) {
  return world_of("<link id=\"l\" bandwidth=\"1Bps\" latency=\"0\"><prop id=\"" + name + "\" value=\"" + value + "\"/></link>");
}

std::string zone_with(const std::string& name, const std::string& value) {
  return world_of("<prop id=\"" + name + "\" value=\"" + value + "\"/>" + two_hosts);
}

}  // namespace

TEST_CASE("powers, shares and kinds are within their bounds") {
  const std::string power = "must be idle:epsilon:busy, finite and at least 0 W";
  CHECK_THAT(complaint_of_check(host_with("wattage_per_state", "10:x:20")), ContainsSubstring(power));
  CHECK_THAT(complaint_of_check(host_with("wattage_per_state", "-10:10:20")), ContainsSubstring(power));
  CHECK_THAT(complaint_of_check(host_with("wattage_per_state", "nan:10:20")), ContainsSubstring(power));
  CHECK_THAT(complaint_of_check(host_with("wattage_off", "-1")), ContainsSubstring("must be at least 0 W"));
  CHECK_THAT(complaint_of_check(host_with("reserved_share", "0")), ContainsSubstring("must be above 0 and at most 1"));
  CHECK_THAT(complaint_of_check(host_with("kind", "sever")), ContainsSubstring("must be one of server, aggregator, device"));
  CHECK_THAT(complaint_of_check(host_with("peak_speed", "1Gf")),
             ContainsSubstring("host a: speed = '2Gf' is above its peak_speed = '1Gf'"));
  CHECK_THAT(complaint_of_check(link_with("wattage_range", "4:2")), ContainsSubstring("0 <= idle <= busy"));
  CHECK_THAT(complaint_of_check(link_with("router_share", "1.5")), ContainsSubstring("must be from 0 to 1"));
  CHECK_THAT(complaint_of_check(zone_with("pue", "0.9")), ContainsSubstring("zone world: pue = '0.9' must be at least 1"));
  CHECK_THAT(complaint_of_check(zone_with("site_kind", "data-center")),
             ContainsSubstring("must be one of data-centre, edge, network"));
}

TEST_CASE("what is odd but possible is a warning") {
  CHECK_THAT(warnings_of_check(host_with("wattage_per_state", "20:20:10")).at(0),
             ContainsSubstring("draws less when busy than when idle"));
  CHECK_THAT(warnings_of_check(host_with("wattage_per_sate", "20:20:30")).at(0),
             ContainsSubstring("host a: nothing reads its property wattage_per_sate. Did you mean wattage_per_state?"));
  CHECK_THAT(warnings_of_check(zone_with("PUE", "1.2")).at(0), ContainsSubstring("Did you mean pue?"));
  CHECK_THAT(warnings_of_check(host_with("grid_zone", "FRA")).at(0),
             ContainsSubstring("grid_zone = 'FRA' is not read here: a host has that of its site"));
  const auto of_link =
      warnings_of_check(world_of("<host id=\"a\" speed=\"1Gf\"/><link id=\"l\" bandwidth=\"1MBps\" latency=\"0\">"
                                 "<prop id=\"pue\" value=\"1.2\"/></link>"));
  CHECK_THAT(of_link.at(0), ContainsSubstring("link l: pue = '1.2' is not read here: a link has that of its site"));
  CHECK(warnings_of_check(host_with("watermark", "1")).empty());
}

TEST_CASE("a name that nothing reads is told once, and of disks never") {
  std::string hosts;
  for (int i = 0; i < 142; ++i) {
    hosts += fmt::format(
        "<host id=\"h{}\" speed=\"1Gf\"><prop id=\"sites\" value=\"1\"/><disk id=\"d\" read_bw=\"1MBps\" "
        "write_bw=\"1MBps\"><prop id=\"size\" value=\"1\"/></disk></host>",
        i);
  }
  const auto warnings = warnings_of_check(world_of(hosts));
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0], ContainsSubstring("host h0: nothing reads its property sites (nor of 141 other elements). Did you "
                                            "mean site?"));
}

TEST_CASE("grid zones are countries, finer zones of a country, or world") {
  for (const std::string zone : {"FRA", "FR", "US-CAL-CISO", "world"})
    CHECK(warnings_of_check(zone_with("grid_zone", zone)).empty());
  for (const std::string zone : {"FRX", "France", "QQ-NORTH", "US-"}) {
    INFO(zone);
    CHECK_THAT(warnings_of_check(zone_with("grid_zone", zone)).at(0),
               ContainsSubstring("is in no table that comes with the program"));
  }
  CHECK_THAT(complaint_of_check(zone_with("grid_zone", "")), ContainsSubstring("grid_zone = '' must not be empty"));
}

TEST_CASE("time zones are IANA names, where the system knows them") {
  CHECK(complaint_of_check(zone_with("time_zone", "Europe/Paris")) == "accepted");
  if (!std::filesystem::exists("/usr/share/zoneinfo/zone.tab")) return;
  CHECK_THAT(complaint_of_check(zone_with("time_zone", "Europe/Pari")), ContainsSubstring("Did you mean Europe/Paris?"));
  CHECK_THAT(complaint_of_check(zone_with("time_zone", "../../../etc/passwd")), ContainsSubstring("is no IANA time zone"));
}

TEST_CASE("SHARED access lines that carry both directions are pointed out, one-way lines are not") {
  const auto home = [](const std::string& symmetry) {
    return world_of(R"(<zone id="home" routing="Full"><prop id="site_kind" value="edge"/><host id="a" speed="1Gf"/>
      <link id="line" bandwidth="1MBps" latency="0"/></zone>
      <zone id="dc" routing="Full"><host id="b" speed="1Gf"/></zone>
      <zoneRoute src="home" dst="dc" gw_src="a" gw_dst="b" symmetrical=")" +
                    symmetry + R"("><link_ctn id="line"/></zoneRoute>)");
  };
  CHECK_THAT(warnings_of_check(home("YES")).at(0), ContainsSubstring("line 6: link line: SHARED, and used in both directions"));
  CHECK(warnings_of_check(home("NO")).empty());
}
