
#include <fstream>

#include "sim/platform/simgrid_api.hpp"
#include "tests/catch.hpp"
#include "tests/sim/platform/checked_platform.hpp"

using namespace roundwatt;

namespace {

const std::string ends = R"(<host id="a" speed="1Gf"/><host id="b" speed="1Gf"/><link id="line" bandwidth="1MBps" latency="0"/>
<link id="split" bandwidth="1MBps" latency="0" sharing_policy="SPLITDUPLEX"/>)";
const std::string zones = R"(<link id="line" bandwidth="1MBps" latency="0"/>
<zone id="left" routing="Full"><host id="a" speed="1Gf"/></zone>
<zone id="right" routing="Full"><host id="b" speed="1Gf"/></zone>)";

std::string route(const std::string& ends_of_it, const std::string& links) {
  return ends + "<route " + ends_of_it + ">" + links + "</route>";
}

std::string zone_route(const std::string& ends_of_it, const std::string& links) {
  return zones + "<zoneRoute " + ends_of_it + ">" + links + "</zoneRoute>";
}

const std::string on_line = "<link_ctn id=\"line\"/>";

std::string wifi_zone(const std::string& properties, const std::string& contents) {
  return "<zone id=\"home\" routing=\"Wifi\">" + properties + contents + "<router id=\"router\"/></zone>";
}

const std::string access_point = "<prop id=\"access_point\" value=\"router\"/>";
const std::string air = R"(<link id="air" bandwidth="54Mbps,6Mbps" latency="0" sharing_policy="WIFI"/>)";

/// A zone of one host with the same name in capitals.
std::string lone(const std::string& host) {
  std::string zone = host;
  zone.front() = static_cast<char>(zone.front() - 'a' + 'A');
  return "<zone id=\"" + zone + "\" routing=\"Full\"><host id=\"" + host + "\" speed=\"1Gf\"/></zone>\n";
}

std::string full_zone(const std::string& name, const std::string& contents) {
  return "<zone id=\"" + name + "\" routing=\"Full\">" + contents + "</zone>\n";
}

std::string hop_between(const std::string& zone, const std::string& other, const std::string& gateway, const std::string& to) {
  return "<zoneRoute src=\"" + zone + "\" dst=\"" + other + "\" gw_src=\"" + gateway + "\" gw_dst=\"" + to + "\">" + on_line +
         "</zoneRoute>\n";
}

/// What the check says of gateways that lie too deep for SimGrid 4.1: warnings, or errors where that is the SimGrid in use.
std::vector<std::string> complaints_about_depth(const std::string& inside) {
  const std::string xml = world_of("<link id=\"line\" bandwidth=\"1MBps\" latency=\"1ms\"/>\n" + inside);
  if (routes_through_nested_gateways) return warnings_of_check(xml);
  const std::string complaint = complaint_of_check(xml);
  return complaint == "accepted" ? std::vector<std::string>{} : std::vector{complaint};
}

}  // namespace

TEST_CASE("routes lead between hosts of their zone over links that are there") {
  check_all({
      {route("src=\"a\" dst=\"c\"", on_line), "route from a to c: dst = 'c': no such host or router. Did you mean a?"},
      {route("src=\"a\" dst=\"b\"", ""), "route from a to b: it crosses no link"},
      {route("src=\"a\" dst=\"b\"", "<link_ctn id=\"lines\"/>"), "link_ctn lines: no such link. Did you mean line?"},
      {route("src=\"a\" dst=\"b\"", "<link_ctn id=\"split\"/>"), "a SPLITDUPLEX link needs direction=\"UP\" or \"DOWN\""},
      {route("src=\"a\" dst=\"b\"", "<link_ctn id=\"line\" direction=\"UP\"/>"), "but the link is not SPLITDUPLEX"},
      {route("src=\"a\" dst=\"b\"", on_line) + "<route src=\"b\" dst=\"a\">" + on_line + "</route>",
       "there is a route from b to a already"},
      {zones + "<zoneRoute src=\"left\" dst=\"right\" gw_src=\"a\" gw_dst=\"b\"/>", "it crosses no link"},
      {zone_route("src=\"left\" dst=\"left\" gw_src=\"a\" gw_dst=\"a\"", on_line), "it leads from a zone to itself"},
      {zone_route("src=\"left\" dst=\"right\" gw_src=\"b\" gw_dst=\"b\"", on_line),
       "gw_src = 'b' is not in zone left, but in zone right"},
      {zone_route("src=\"left\" dst=\"wrong\" gw_src=\"a\" gw_dst=\"b\"", on_line), "dst = 'wrong': no such zone."},
      {zone_route("src=\"left\" dst=\"right\" gw_src=\"a\" gw_dst=\"c\"", on_line), "gw_dst = 'c': no such host or router"},
      {zones + "<zoneRoute src=\"left\" dst=\"right\" gw_src=\"a\" gw_dst=\"b\">" + on_line +
           "</zoneRoute><zone id=\"z\" routing=\"Full\"/>",
       "zone z stands after a route"},
      {"<zone id=\"town\" routing=\"Dijkstra\">" + ends + "<host id=\"c\" speed=\"1Gf\"/><route src=\"a\" dst=\"b\">" +
           on_line + "</route></zone>",
       "host c: no way leads to it from host a, and a Dijkstra zone needs one between all of its nodes"},
      {"<zone id=\"town\" routing=\"Dijkstra\">" + ends + "<route src=\"b\" dst=\"a\" symmetrical=\"NO\">" + on_line +
           "</route></zone>",
       "host b: no way leads to it from host a"},
      {"<zone id=\"star\" routing=\"Cluster\">" + ends + "<route src=\"a\" dst=\"b\">" + on_line + "</route></zone>",
       "a zone with routing=\"Cluster\" takes no routes: it takes a host_link"},
  });
  // Both directions may have a route of their own; a SPLITDUPLEX link's halves may be named.
  CHECK(complaint_of_check(world_of(
            ends + "<route src=\"a\" dst=\"b\" symmetrical=\"NO\">" + on_line +
            "</route><route src=\"b\" dst=\"a\" symmetrical=\"NO\"><link_ctn id=\"split_UP\"/></route>")) == "accepted");
}

TEST_CASE("what a zone, a host_link and a trace_connect name is there") {
  const std::string star = "<zone id=\"star\" routing=\"Cluster\">" + ends;
  check_all({
      {star + "<host_link id=\"c\" up=\"line\" down=\"line\"/></zone>", "host_link c: no such host. Did you mean a?"},
      {star + "<host_link id=\"a\" up=\"lin\" down=\"line\"/></zone>", "up = 'lin': no such link. Did you mean line?"},
      {star + "<host_link id=\"a\" up=\"split\" down=\"line\"/></zone>", "is two links, split_UP and split_DOWN"},
      {ends + "<host_link id=\"a\" up=\"line\" down=\"line\"/>", "only a zone with routing=\"Cluster\" takes host_link"},
      {ends + "<backbone id=\"bb\" bandwidth=\"1MBps\" latency=\"0\"/>",
       "only a zone with routing=\"Cluster\" takes <backbone>"},
      {"<peer id=\"p\" speed=\"1Gf\" bw_in=\"1MBps\" bw_out=\"1MBps\" coordinates=\"0 0 0\"/>",
       "routing=\"Vivaldi\" takes <peer>"},
      {"<zone id=\"v\" routing=\"Vivaldi\"><host id=\"h\" speed=\"1Gf\"/></zone>", "host h: no coordinates"},
      {ends + "<trace_connect kind=\"HOST_AVAIL\" trace=\"nap\" element=\"a\"/>", "trace = 'nap': no such trace"},
      {ends + "<trace id=\"nap\" periodicity=\"10\">1 0</trace><trace_connect trace=\"nap\" element=\"c\"/>", "no such host"},
      {ends + "<trace id=\"nap\" periodicity=\"10\">1 0</trace><trace_connect kind=\"BANDWIDTH\" trace=\"nap\" element=\"a\"/>",
       "no such link"},
      {"<cluster id=\"c\" prefix=\"x\" suffix=\"\" radical=\"0-3,2\" speed=\"1Gf\" bw=\"1MBps\" lat=\"0\"/>",
       "cluster c: the name x2 is taken already"},
  });
}

TEST_CASE("a Wi-Fi zone has an access point, one WIFI link without latency, and levels that the link has") {
  const auto station = [](const std::string& level) {
    return "<host id=\"phone\" speed=\"1Gf\"><prop id=\"wifi_level\" value=\"" + level + "\"/></host>";
  };
  check_all({
      {"<link id=\"air\" bandwidth=\"54Mbps\" latency=\"0\" sharing_policy=\"WIFI\"/>",
       "sharing_policy=\"WIFI\" outside a Wifi zone"},
      {wifi_zone("", air), "zone home: a Wifi zone needs an access point"},
      {wifi_zone("<prop id=\"access_point\" value=\"ruter\"/>", air),
       "access_point = 'ruter': no such router or host. Did you mean router?"},
      {wifi_zone(access_point, ""), "a Wifi zone needs a link with sharing_policy=\"WIFI\""},
      {wifi_zone(access_point, air + "<link id=\"more\" bandwidth=\"6Mbps\" latency=\"0\" sharing_policy=\"WIFI\"/>"),
       "link more: a Wifi zone holds one link"},
      {wifi_zone(access_point, "<link id=\"air\" bandwidth=\"54Mbps\" latency=\"1ms\" sharing_policy=\"WIFI\"/>"),
       "SimGrid wants 0s of a WIFI link"},
      {wifi_zone(access_point,
                 "<link id=\"air\" bandwidth=\"54Mbps\" latency=\"0\" sharing_policy=\"WIFI\" state_file=\"off\"/>"),
       "link air: state_file = 'off': SimGrid changes no WIFI link. Put the profile on the line behind it, or on the "
       "stations."},
      {wifi_zone(access_point, air + station("2")),
       "host phone: wifi_level = '2' must be a whole number from 0 to 1: link air has 2 rates"},
      {wifi_zone(access_point, air + station("0.5")), "must be a whole number from 0 to 1"},
  });
  CHECK(complaint_of_check(world_of(wifi_zone(access_point, air + station("1")))) == "accepted");
}

TEST_CASE("profiles are there, sorted, and not below zero") {
  const auto trace = [](const std::string& text) { return "<trace id=\"nap\" periodicity=\"10\">" + text + "</trace>" + ends; };
  check_all({
      {"<host id=\"a\" speed=\"1Gf\" state_file=\"nowhere.profile\"/>", "state_file = 'nowhere.profile': no such file"},
      {trace("5 0\n3 1\n"), "trace nap: line 2: date 3 comes after 5. Sort them"},
      {trace("-5 0\n"), "line 1: date -5 is below 0"},
      {trace("5 0\n11 1\n"), "its last date, 11, comes after its period, 10 s"},
      {trace("5\n"), "line 1, '5', is no pair of a date in seconds and a value"},
      {trace("0 1\n1 -1\n"), "line 2: the value -1 is below 0"},
      {trace("\n1 -1\n"), "its first value is below 0, which SimGrid skips in a profile that does not repeat"},
      {trace("PERIODICITY none\n"), "line 1: PERIODICITY must be a number"},
      {trace("5 1e-320\n"), "line 1: the value 1e-320: SimGrid reads no number between 0 and 2.3e-308"},
      {trace("1e-320 1\n"), "line 1: date 1e-320: SimGrid reads no number between 0 and 2.3e-308"},
      // The comment ends where SimGrid's does.
      {trace("# off and on&#13;5 0&#13;3 1"), "line 3: date 3 comes after 5"},
      {trace("5 0\r\n3 1\r\n"), "line 2: date 3 comes after 5"},
  });
}

TEST_CASE("a profile repeats in one way, and leaves a run the time to get on") {
  const auto trace = [](const std::string& period, const std::string& text) {
    return "<trace id=\"nap\" periodicity=\"" + period + "\">" + text + "</trace>" + ends;
  };
  check_all({
      {trace("0", "PERIODICITY 10\n5 0\nLOOPAFTER 2\n"), "it has both PERIODICITY and LOOPAFTER"},
      {trace("10", "5 0\nLOOPAFTER 2\n"), "it has both PERIODICITY and LOOPAFTER, and SimGrid takes one. Remove the other"},
      {trace("0", "0 0\nLOOPAFTER 0\n"), "line 2: LOOPAFTER must be a number of seconds above 0. Leave it out of"},
      {trace("0", "PERIODICITY 0\n0 0\n"), "line 1: PERIODICITY must be a number of seconds above 0"},
      {trace("1e-320", "0 0\n"), "periodicity = '1e-320': SimGrid reads no number between 0 and 2.3e-308"},
      {trace("0.5", "0 0\n"),
       "it repeats every 0.5 s, and a run would not get through its events. Repeat it after at least 1 s"},
      {trace("0", "0.5 0\nLOOPAFTER 0.25\n"), "it repeats every 0.75 s"},
  });
  for (const auto& [period, text] :
       {std::pair{"1", "0 0\n"}, {"0", "9 0\nLOOPAFTER 0.25\n"}, {"-1", "0 0\n"}, {"10", "10 0\n"}}) {
    CHECK(complaint_of_check(world_of(trace(period, text))) == "accepted");
  }
}

TEST_CASE("a latency of a profile is a day at most") {
  // SimGrid adds what a latency changes by: 1e308 and back leave 0 of 0.1, and a flow without latency that never ends.
  const ScratchText platform{
      world_of(ends + "<link id=\"far\" bandwidth=\"1MBps\" latency=\"1ms\" latency_file=\"far.profile\"/>"), "platform.xml"};
  const auto complaint_of = [&](const std::string& text) {
    std::ofstream{platform.path().parent_path() / "far.profile"} << text;
    return platform.complaint([](const std::string& file) { check_platform(file, MemoryLimit::machine); });
  };
  CHECK_THAT(complaint_of("5 86401\n"),
             ContainsSubstring("link far: latency_file = 'far.profile': line 1: the value 86401 is above "
                               "86400. It is a latency in seconds: 0.01 is 10 ms"));
  CHECK(complaint_of("5 86400\n") == "accepted");
}

TEST_CASE("a share of a host's speed is above 0 and not a speed") {
  const auto host = [](const std::string& kind, const std::string& text) {
    return "<trace id=\"tired\" periodicity=\"10\">" + text + "</trace>" + ends + "<trace_connect kind=\"" + kind +
           "\" trace=\"tired\" element=\"a\"/>";
  };
  check_all({
      {host("SPEED", "5 0\n"),
       "line 1: the value 0 halts a host that stays on, and SimGrid fails over work that begins then. "
       "Say that it is off, by a state_file, or give it a small share of its speed, such as 1e-6"},
      {host("SPEED", "5 1e9\n"), "the value 1e9 is above 1000. It is a share of the host's speed: 0.5 is half of it"},
  });
  CHECK(complaint_of_check(world_of(host("SPEED", "5 1000\n6 1e-6\n"))) == "accepted");
  CHECK(complaint_of_check(world_of(host("HOST_AVAIL", "5 0\n6 1e9\n"))) == "accepted");
}

TEST_CASE("a gateway that lies deeper than some hosts of its zone is pointed out") {
  const std::string exchange = full_zone("ex", "<router id=\"exr\"/>");
  const std::string server = lone("s");
  // As in a street of homes behind an exchange: from b to the world around them SimGrid 4.1 recurses without end.
  const auto street =
      complaints_about_depth(server + full_zone("edge", exchange + lone("b") + hop_between("B", "ex", "b", "exr")) +
                             hop_between("edge", "S", "exr", "s"));
  REQUIRE(street.size() == 1);
  CHECK_THAT(street.front(),
             ContainsSubstring("zoneRoute from edge to S: gw_src = 'exr' lies in zone ex inside zone edge, and host b "
                               "elsewhere in it: SimGrid 4.1 finds no way between them"));
  // One level deeper, whichever of the two zones the gateway is in.
  const std::string pair = full_zone("pair", lone("b") + lone("c") + hop_between("C", "B", "c", "b"));
  CHECK(complaints_about_depth(server + full_zone("edge", pair) + hop_between("edge", "S", "b", "s")).size() == 1);
  const std::string lower = full_zone("lower", lone("b"));
  CHECK(complaints_about_depth(server + full_zone("edge", lower + lone("d") + hop_between("lower", "D", "b", "d")) +
                               hop_between("edge", "S", "d", "s"))
            .size() == 1);
  // Two neighbours through one gateway: said once.
  CHECK(complaints_about_depth(server + lone("f") +
                               full_zone("edge", exchange + lone("b") + hop_between("B", "ex", "b", "exr")) +
                               hop_between("edge", "S", "exr", "s") + hop_between("edge", "F", "exr", "f"))
            .size() == 1);
}

TEST_CASE("gateways that every SimGrid finds are not pointed out") {
  const std::string exchange = full_zone("ex", "<router id=\"exr\"/>");
  // Zones beside one another.
  CHECK(complaints_about_depth(lone("s") + exchange + lone("b") + hop_between("B", "ex", "b", "exr") +
                               hop_between("ex", "S", "exr", "s"))
            .empty());
  // All that the outer zone has lies where its gateway does.
  CHECK(complaints_about_depth(lone("s") + full_zone("edge", lone("b")) + hop_between("edge", "S", "b", "s")).empty());
  // A cluster's own router.
  const std::string cluster =
      R"(<cluster id="fleet" prefix="d" suffix="" radical="0-3" speed="1Gf" bw="1MBps" lat="0" router_id="exr"/>)";
  CHECK(complaints_about_depth(lone("s") + full_zone("edge", cluster) + hop_between("edge", "S", "exr", "s")).empty());
}
