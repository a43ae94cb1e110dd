#include "sim/platform/platform_check.hpp"

#include <fmt/format.h>

#include <chrono>

#include "sim/platform/simgrid_api.hpp"
#include "tests/catch.hpp"
#include "tests/sim/platform/checked_platform.hpp"

using namespace roundwatt;

TEST_CASE("a sound platform has nothing to report") {
  CHECK(complaint_of_check(world_of(two_hosts)) == "accepted");
  CHECK(warnings_of_check(world_of(two_hosts)).empty());
}

TEST_CASE("all mistakes of a platform are reported at once, in the order of the file, with line and cure") {
  CHECK(complaint_of_check(platform_prolog + R"(<platform version="4.1">
<zone id="world" routing="Ful">
  <host id="a" sped="1Gf" speed="-1f"/>
  <host id="a" speed="1Gflop"/>
  <link id="l" bandwidth="-1MBps" latency="1 ms"/>
  <route src="a" dst="c"><link_ctn id="m"/></route>
</zone>
</platform>
)") == "platform.xml has 9 problems:\n"
       "  line 4: zone world: routing = 'Ful': no such routing. Did you mean Full? There are Cluster, Dijkstra, DijkstraCache, "
       "Floyd, Full, None, Vivaldi, Wifi.\n"
       "  line 5: host a: sped: no such attribute of <host>. Did you mean speed?\n"
       "  line 5: host a: speed = '-1f': it must be at least 0.\n"
       "  line 6: host a: speed = '1Gflop': 'Gflop' is no unit of SimGrid's. Usual ones: f, kf, Mf, Gf, "
       "Tf, Pf.\n"
       "  line 6: host a: the name a is taken already, by host a. Give each a name of its own.\n"
       "  line 7: link l: bandwidth = '-1MBps': it must be above 0.\n"
       "  line 7: link l: latency = '1 ms': a blank stands before the unit. Take it out.\n"
       "  line 8: link_ctn m: no such link. Did you mean l?\n"
       "  line 8: route from a to c: dst = 'c': no such host or router. Did you mean a?");
}

TEST_CASE("XML that SimGrid's parser refuses is reported") {
  const std::string body = "<platform version=\"4.1\"><zone id=\"w\" routing=\"Full\"/></platform>";
  CHECK_THAT(complaint_of_check(platform_prolog + "<platform version=\"4.1\">\n<zone>\n</platform>"),
             StartsWith("platform.xml, line 5: not well-formed XML: "));
  CHECK_THAT(complaint_of_check(""), ContainsSubstring("no <platform> element"));
  CHECK_THAT(complaint_of_check("<scenario/>"), ContainsSubstring("no <platform> element"));
  CHECK_THAT(complaint_of_check(body), ContainsSubstring("no <!DOCTYPE>"));
  CHECK_THAT(complaint_of_check("<!DOCTYPE html>" + body), ContainsSubstring("SimGrid does not take <!DOCTYPE html>"));
  CHECK_THAT(complaint_of_check("\xEF\xBB\xBF" + platform_prolog + body), ContainsSubstring("byte order mark"));
  CHECK_THAT(complaint_of_check(platform_prolog + std::string{"\0", 1} + body), ContainsSubstring("byte 0x00"));
  CHECK_THAT(complaint_of_check("<?xml version=\"1.0\" encoding=\"latin1\"?>" + body), ContainsSubstring("the text be UTF-8"));
  CHECK_THAT(complaint_of_check(world_of("<host id=\"&who;\" speed=\"1Gf\"/>")), ContainsSubstring("an & that begins none of"));
  CHECK_THAT(complaint_of_check(world_of("<host id=\"a<b\" speed=\"1Gf\"/>")), ContainsSubstring("a < inside a tag"));
  CHECK_THAT(complaint_of_check(world_of(two_hosts) + "more"), ContainsSubstring("text outside of <platform>"));
  CHECK_THAT(complaint_of_check(world_of(two_hosts) + "<platform/>"), ContainsSubstring("<platform> beside <platform>"));
  CHECK(complaint_of_check(world_of("<!-- a & b --><host id=\"&lt;&#65;&amp;\" speed=\"1Gf\"/>")) == "accepted");
}

TEST_CASE("entities are not expanded and external ones not fetched") {
  const std::string bomb = R"(<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd" [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]>
<platform version="4.1"><zone id="&b;" routing="Full"><host id="&c;" speed="1Gf"/></zone></platform>)";
  const std::string told = complaint_of_check(bomb);
  CHECK_THAT(told, ContainsSubstring("are never read"));
  CHECK_THAT(told, ContainsSubstring("line 4: an & that begins none of"));
  CHECK_THAT(told, !ContainsSubstring("root:"));
}

TEST_CASE("nesting without end and hosts without number are refused before they take memory") {
  std::string deep = platform_prolog + "<platform version=\"4.1\">";
  for (int i = 0; i < 200'000; ++i) deep += "<zone id=\"z\" routing=\"Full\">";
  CHECK_THAT(complaint_of_check(deep), ContainsSubstring("platform.xml, line 3: "));
  for (int i = 0; i < 200'000; ++i) deep += "</zone>";
  CHECK_THAT(complaint_of_check(deep + "</platform>"), ContainsSubstring("more than 100 elements inside one another"));
  const std::string fleet = R"(<cluster id="c" prefix="x" suffix="" radical="0-2147483647" speed="1Gf" bw="1MBps" lat="0"/>)";
  CHECK_THAT(complaint_of_check(world_of(fleet)),
             ContainsSubstring("a run will need about ") && ContainsSubstring("--force-memory"));
}

TEST_CASE("the check of a platform takes time in proportion to its size") {
  // Quadratic anywhere, fifty thousand hosts would take half a minute.
  std::string star = "<zone id=\"star\" routing=\"Cluster\"><prop id=\"site_kind\" value=\"edge\"/>";
  for (int i = 0; i < 50'000; ++i) {
    star += fmt::format(R"(<host id="h{0}" speed="1Gf"/><link id="l{0}" bandwidth="1MBps" latency="1ms"/>)", i);
    star += fmt::format(R"(<host_link id="h{0}" up="l{0}" down="l{0}"/>)", i);
  }
  const auto start = std::chrono::steady_clock::now();
  CHECK(warnings_of_check(world_of(star + "</zone>")).size() == 1);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{10});
}

TEST_CASE("elements and attributes are known, complete and in their place") {
  check_all({
      {"<hosts/>", "<hosts>: no such element. Did you mean host?"},
      {"<link_ctn id=\"a\"/>", "link_ctn a may not stand in <zone>, which holds prop, zone, "},
      {"<host speed=\"1Gf\"/>", "host: no id, which every <host> needs. Add id=\"…\"."},
      {"<host id=\"a\" id=\"b\" speed=\"1Gf\"/>", "host a: id stands there twice"},
      {"<host id=\"a\" speed=\"1Gf\"/>hello", "text 'hello' in <zone>"},
      {"<host id=\"a\" speed=\"1Gf\"/><zone id=\"z\" routing=\"Full\"/>", "zone z stands beside host a in zone world"},
      {"<host id=\"a\" speed=\"1Gf\"/><prop id=\"b\" value=\"c\"/>", "prop b stands after other elements of the same zone"},
      {two_hosts + "<host id=\"late\" speed=\"1Gf\"/>", "host late stands after a route of the same zone"},
      {"<include file=\"other.xml\"/>", "<include>: SimGrid dropped it. Put the content of that file here."},
      {"<link id=\"l\" bandwidth=\"1Bps\"/>", "link l: no latency"},
      {"<link id=\"l\" bandwidth=\"1Bps\" latency=\"0\" sharing_policy=\"shared\"/>", "must be one of SHARED, SPLITDUPLEX, "},
      {"<zone id=\"s\" routing=\"Star\"/>", "A Cluster zone with <host_link> is one"},
  });
  CHECK_THAT(
      complaint_of_check(platform_prolog + "<platform version=\"3\"></platform>"),
      ContainsSubstring("version = '3'") && ContainsSubstring("simgrid_update_xml") && ContainsSubstring("holds no <zone>"));
}

TEST_CASE("a blank that is missing between attributes is named") {
  for (const std::string host :
       {"<host id=\"a\"speed=\"1Gf\"/>", "<host id='a'speed = '1Gf'/>", "<host\n  id=\"a\"speed=\"1Gf\" core=\"1\"/>"}) {
    INFO(host);
    CHECK_THAT(complaint_of_check(world_of(host)),
               ContainsSubstring("not well-formed XML: No blank stands between the attributes id and speed. Put one there."));
  }
  CHECK_THAT(complaint_of_check(world_of("<host id=\"a\" speed=\"1Gf/>")), !ContainsSubstring("No blank"));
}

TEST_CASE("what SimGrid takes is taken, with a word where it warns") {
  const std::string link = "<link id=\"l\" bandwidth=\"1e6\" latency=\"0.5\" sharing_policy=\"FULLDUPLEX\"/>";
  const std::string route = "<route src=\"a\" dst=\"b\"><link_ctn id=\"l\" direction=\"UP\"/></route>";
  const std::string world = world_of("<host id=\"a\" speed=\"1e9\"/><host id=\"b\" speed=\"1Gf,0f\"/>" + link + route);
  CHECK(complaint_of_check(world) == "accepted");
  const auto warnings = warnings_of_check(world);
  REQUIRE(warnings.size() == 4);
  CHECK_THAT(warnings[0], ContainsSubstring("host a: speed = '1e9': no unit. SimGrid takes it for flop/s (f)."));
  CHECK_THAT(warnings[1], ContainsSubstring("link l: bandwidth = '1e6': no unit. SimGrid takes it for byte/s (Bps)."));
  CHECK_THAT(warnings[2], ContainsSubstring("link l: latency = '0.5': no unit. SimGrid takes it for seconds (s)."));
  CHECK_THAT(warnings[3], ContainsSubstring("FULLDUPLEX': this is called SPLITDUPLEX now."));
  const std::string torus =
      "<cluster id=\"c\" prefix=\"x\" suffix=\"\" radical=\"0-3\" speed=\"1Gf\" bw=\"1MBps\" lat=\"0\" topology=\"TORUS\" "
      "topo_parameters=\"4,1\"/>";
  CHECK(complaint_of_check(world_of(torus)) == "accepted");
}

TEST_CASE("numbers have SimGrid's units and sensible values") {
  const auto host = [](const std::string& attributes) { return "<host id=\"a\" " + attributes + "/>"; };
  const auto cluster = [](const std::string& attributes) {
    return "<cluster id=\"c\" prefix=\"x\" suffix=\"\" radical=\"0-11\" speed=\"1Gf\" bw=\"1MBps\" lat=\"0\" " + attributes +
           "/>";
  };
  check_all({
      {host("speed=\"nanf\""), "speed = 'nanf': it is not finite"},
      {host("speed=\"1e400f\""), "it is outside the range of a double"},
      {host("speed=\"1e-320f\""), "SimGrid reads no number between 0 and 2.3e-308"},
      {host("speed=\"fast\""), "'fast' does not begin with a number"},
      {host("speed=\"1Gf,-2Gf\""), "it must be at least 0"},
      {host("speed=\"1Gf\" core=\"0\""), "core = '0': it must be a whole number from 1"},
      {host("speed=\"1Gf\" core=\"\""), "core = '': it must be a whole number from 1"},
      {host("speed=\"1Gf\" core=\"1.5\""), "core = '1.5': it must be a whole number from 1"},
      {host("speed=\"1Gf,2Gf\" pstate=\"2\""), "from 0 to 1: the host has 2 speeds"},
      {host("speed=\"1Gf\" coordinates=\"1 2\""), "three numbers"},
      {"<link id=\"l\" bandwidth=\"1MBps,2MBps\" latency=\"0\"/>", "only a link with sharing_policy=\"WIFI\" has several"},
      {"<link id=\"l\" bandwidth=\"1MBps\" latency=\"-1ms\"/>", "latency = '-1ms': it must be at least 0"},
      {cluster("topology=\"TORUS\" topo_parameters=\"3,5\""), "make 15 hosts, but its radical '0-11' names 12"},
      {cluster("topology=\"TORUS\" topo_parameters=\"1,12,1\""), "at most one of them 1"},
      {cluster("topology=\"FAT_TREE\" topo_parameters=\"2;4,4\""), "the number of levels, then"},
      {cluster("topology=\"DRAGONFLY\" topo_parameters=\"3,4;2,3;1,1;2\""), "at least two routers in a chassis"},
      {cluster("bb_lat=\"1ms\""), "bb_lat without bb_bw"},
      {"<cluster id=\"c\" prefix=\"x\" suffix=\"\" radical=\"3-1\" speed=\"1Gf\" bw=\"1MBps\" lat=\"0\"/>",
       "a range ends before it begins"},
  });
}

TEST_CASE("a torus, fat tree or dragonfly has a zone around it") {
  const std::string torus =
      R"(<cluster id="c" prefix="n" suffix="" radical="0-3" speed="1Gf" bw="1MBps" lat="0" topology="TORUS" topo_parameters="2,2"/>)";
  const std::string alone = platform_prolog + "<platform version=\"4.1\">\n" + torus + "\n</platform>\n";
  const std::string message = "cluster c: SimGrid 4.0 and 4.1 crash over a TORUS that is the outermost zone. Put a <zone";
  if (takes_lone_topologies) {
    REQUIRE(warnings_of_check(alone).size() == 1);
    CHECK_THAT(warnings_of_check(alone).front(), ContainsSubstring(message));
  } else {
    CHECK_THAT(complaint_of_check(alone), ContainsSubstring(message));
  }
  CHECK(warnings_of_check(world_of(torus)).empty());
}
