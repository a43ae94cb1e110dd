#include "sim/platform/platform_trial.hpp"

#include "tests/catch.hpp"
#include "tests/sim/platform/checked_platform.hpp"
#include "tests/sim/scratch_text.hpp"

using namespace roundwatt;

namespace {

std::vector<std::string> missed(const std::string& inside) {
  const ScratchText file{world_of(inside), "platform.xml"};
  std::vector<std::string> told;
  for (const Problem& problem : try_platform(file.path())) told.push_back(problem.message);
  return told;
}

const std::string all_there =
    R"(<prop id="site" value="x"/><prop id="site_kind" value="edge"/><prop id="grid_zone" value="FRA"/>
<prop id="wattage_per_state" value="1:1:2"/><prop id="wattage_off" value="0"/><prop id="radio_rx_w" value="0"/>
<prop id="radio_tx_w" value="0"/><prop id="reserved_share" value="1"/>)";

}  // namespace

TEST_CASE("what a run of all hosts would miss is told without a scenario") {
  CHECK(missed(all_there + R"(<host id="a" speed="1Gf"/><host id="b" speed="1Gf"/>)").empty());
  const auto powerless = missed(R"(<prop id="site" value="x"/><prop id="site_kind" value="edge"/><host id="a" speed="1Gf"/>)");
  REQUIRE(powerless.size() == 5);
  CHECK_THAT(powerless[0], StartsWith("site x: no property grid_zone"));
  CHECK_THAT(powerless[4], StartsWith("host a: no property wattage_per_state"));
}

TEST_CASE("powers of too few pstates are told without a scenario") {
  const auto told = missed(all_there + R"(<host id="a" speed="1Gf,2Gf"/>)");
  REQUIRE(told.size() == 1);
  CHECK_THAT(told[0], ContainsSubstring("for each of its 2 pstates"));
}

TEST_CASE("routes and links from the first server to all hosts are tried") {
  const std::string link = R"(<link id="l" bandwidth="1MBps" latency="0"/>)";
  const std::string server = R"(<host id="s" speed="1Gf"><prop id="kind" value="server"/></host>)";
  const std::string route = R"(<route src="s" dst="a"><link_ctn id="l"/></route>)";
  const auto told = missed(all_there + server + R"(<host id="a" speed="1Gf"/><host id="b" speed="1Gf"/>)" + link + route);
  REQUIRE(told.size() == 2);
  CHECK_THAT(told[0], StartsWith("no route leads from s to b over any link. zone world "));
  CHECK_THAT(told[1], StartsWith("link l: no property wattage_range"));
}

TEST_CASE("what SimGrid refuses when it loads is told in its words, and the program lives on") {
  // The check lets through what no version is known to refuse; here a file that it has not seen.
  const ScratchText file{platform_prolog +
                             "<platform version=\"4.1\"><zone id=\"z\" routing=\"Full\"><host id=\"a\" speed=\"1Gf\"/>"
                             "<host id=\"a\" speed=\"1Gf\"/></zone></platform>",
                         "platform.xml"};
  CHECK_THAT(file.complaint([](const std::string& name) { try_platform(name); }),
             StartsWith("platform.xml: SimGrid refuses it: "));
}
