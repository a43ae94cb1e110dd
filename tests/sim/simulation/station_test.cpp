#include "tests/sim/scratch_text.hpp"
#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// The server and three devices are stations of one access point at 8 Mbit/s, 1 MB/s.
std::string cell(const std::string& beside = "") {
  const std::string powers =
      R"(<prop id="wattage_per_state" value="5:5:50"/><prop id="wattage_off" value="0"/><prop id="radio_rx_w" value="1"/>
         <prop id="radio_tx_w" value="2"/><prop id="reserved_share" value="1"/>)";
  return R"(<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="world" routing="Full">
  <prop id="site" value="home"/><prop id="site_kind" value="edge"/><prop id="grid_zone" value="FRA"/>)" +
         powers + R"(<zone id="cell" routing="Wifi"><prop id="access_point" value="router"/>
    <host id="server" speed="10Gf"><prop id="kind" value="server"/></host>
    <host id="a" speed="1Gf"/><host id="b" speed="1Gf"/><host id="c" speed="1Gf"/>
    <router id="router"/>
    <link id="air" bandwidth="8Mbps" latency="0s" sharing_policy="WIFI"><prop id="wattage_range" value="2:4"/></link>
  </zone>)" +
         beside + "</zone></platform>";
}

}  // namespace

TEST_CASE("data from station to station of one access point takes airtime twice") {
  // 10 MB at 1 MB/s each way through the air, twice: 20 s down, 10 s of training, 20 s up.
  const ScratchText xml{cell(), "cell.xml"};
  const SmallRun run{"one-client", {"platform.file=" + xml.name()}};
  const ParticipationRow part = run.participation("a");
  CHECK(part.train_start_s == soft(20));
  CHECK(part.train_end_s == soft(30));
  CHECK(part.end_s == soft(50));
  CHECK(run.link("air").bytes == soft(40e6));    // each byte crosses it twice
  CHECK(run.link("air").airtime_s == soft(40));  // two crossings of 10 s, twice
  CHECK(run.energy("a", Activity::download) == soft(20 * (5 + 1)));
  CHECK(run.verifies());
}

TEST_CASE("several flows from station to station share the air") {
  // Three at once: 60 s down, 10 s of training, 60 s up.
  const ScratchText xml{cell(), "cell.xml"};
  const SmallRun run{"one-client", {"platform.file=" + xml.name(), "data.clients=3", "federation.clients_per_round=3"}};
  for (const char* client : {"a", "b", "c"}) CHECK(run.participation(client).end_s == soft(130));
  CHECK(run.verifies());
}

TEST_CASE("what stays in the air and what goes on to a line do not mix in SimGrid") {
  const ScratchText xml{cell(R"(<zone id="other" routing="Full"><host id="d" speed="1Gf"/></zone>
    <link id="line" bandwidth="1MBps" latency="0s" sharing_policy="SPLITDUPLEX"><prop id="wattage_range" value="0:0"/></link>
    <zoneRoute src="other" dst="cell" gw_src="d" gw_dst="router"><link_ctn id="line" direction="UP"/></zoneRoute>)"),
                        "cell.xml"};
  const std::string told = xml.complaint([](const std::string& file) {
    SmallRun{"one-client", {"platform.file=" + file, "data.clients=4", "federation.clients_per_round=4"}};
  });
  CHECK_THAT(told,
             Catch::Matchers::ContainsSubstring(
                 "link air: hosts server and a are stations of this access point and exchange data with each other, while "
                 "others go from server to d over line_DOWN too. SimGrid's solver ends the program when flows of both kinds "
                 "meet."));
}

TEST_CASE("hosts of one model or number of pstates have defaults of their own") {
  std::string xml = cell();
  const auto replace = [&](const std::string& from, const std::string& to) { xml.replace(xml.find(from), from.size(), to); };
  replace(R"(<prop id="wattage_per_state" value="5:5:50"/>)", "");
  replace(R"(<host id="a" speed="1Gf"/>)", R"(<host id="a" speed="1Gf,500Mf"/>)");
  replace(R"(<host id="b" speed="1Gf"/>)", R"(<host id="b" speed="1Gf"><prop id="model" value="nano"/></host>)");
  const ScratchText file{xml, "cell.xml"};
  const SmallRun run{"one-client",
                     {"platform.file=" + file.name(), "data.clients=3", "federation.clients_per_round=3",
                      "platform.defaults.hosts={wattage_per_state: \"1:1:2\"}",
                      "platform.defaults.hosts_by_pstates={2: {wattage_per_state: \"3:3:4,3:3:3\"}}",
                      "platform.defaults.hosts_by_model={nano: {wattage_per_state: \"6:6:7\"}}"}};
  const auto busy = [&](const char* host) { return run.rows<HostRow>()[static_cast<std::size_t>(run.host(host))].busy_w; };
  CHECK(busy("server") == 2);
  CHECK(busy("a") == 4);
  CHECK(busy("b") == 7);
  CHECK(busy("c") == 2);
}

}  // namespace roundwatt
