#include <map>
#include <simgrid/s4u.hpp>

#include "sim/platform/platform_file.hpp"
#include "sim/platform/profile.hpp"
#include "sim/platform/simgrid_api.hpp"
#include "sim/platform/simgrid_engine.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("a profile switches hosts on when SimGrid does") {
  const auto connected = [](const std::string& id, const std::string& period, const std::string& text) {
    return "<trace id=\"" + id + "-trace\" periodicity=\"" + period + "\">" + text +
           "</trace>\n<trace_connect kind=\"HOST_AVAIL\" trace=\"" + id + "-trace\" element=\"" + id + "\"/>\n";
  };
  const ScratchText xml{
      "<?xml version=\"1.0\"?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n<platform version=\"4.1\">\n"
      "<zone id=\"world\" routing=\"Full\">\n  <host id=\"once\" speed=\"1Gf\"/>\n  <host id=\"periodic\" speed=\"1Gf\"/>\n"
      "  <host id=\"two-naps\" speed=\"1Gf\"/>\n  <host id=\"looping\" speed=\"1Gf\"/>\n  <host id=\"unsaid\" speed=\"1Gf\"/>\n"
      "  <host id=\"two-periods\" speed=\"1Gf\"/>\n"
      "  <trace id=\"nap\" periodicity=\"-1\">10 0\n30 1\n</trace>\n  <trace_connect trace=\"nap\" "
      "element=\"unsaid\"/>\n</zone>\n" +
          connected("once", "-1", "10 0\n30 1\n") + connected("periodic", "40", "10 0\n30 1\n") +
          connected("two-naps", "-1", "5 0\n10 1\n30 0\n35 1\nPERIODICITY 40\n") +
          connected("two-periods", "40", "10 0\n30 1\nPERIODICITY 50\n") +
          connected("looping", "-1", "10 0\n30 1\nLOOPAFTER 5\n") + "</platform>\n",
      "platform.xml"};
  const PlatformFile file{xml.path()};
  SimgridEngine engine{NetworkModel::textbook, {}};
  engine.load(file);
  std::map<std::string, std::vector<double>> returns;
  on_host_state_change([&](const simgrid::s4u::Host& host) {
    if (host.is_on()) returns[host.get_name()].push_back(simgrid::s4u::Engine::get_clock());
  });
  start_actor("clock", engine.stage(), [] { simgrid::s4u::this_actor::sleep_for(300); });
  engine.get().run();

  for (const DeclaredHost& host : file.hosts()) {
    INFO(host.name);
    const Profile profile{host.state_profile};
    std::vector<double> expected;
    for (auto next = profile.next_on(0); next && *next < 300; next = profile.next_on(*next)) expected.push_back(*next);
    CHECK(returns[host.name] == expected);
    CHECK_FALSE(expected.empty());
  }
}
