
#include "analysis/report/timeline_report.hpp"
#include "sim/base/error.hpp"
#include "tests/catch.hpp"
#include "tests/sim/trace/hand_trace.hpp"

using namespace roundwatt;

namespace {

ReportSection timeline(const HandTrace& written, const TimelineWindow& window) {
  const ScratchFile file;
  written.write(file.path());
  return timeline_section(TraceReader{file.path()}, window);
}

}  // namespace

TEST_CASE("a timeline has a line a host and a column shows what took most of it") {
  TimelineWindow window;
  window.columns = 10;
  const ReportSection section = timeline(one_round(), window);
  // A column is 10 s: the intervals of one_round() exactly.
  REQUIRE(section.drawing.size() == 4);
  CHECK(section.drawing[0] == "round   |1        ");
  CHECK(section.drawing[1] == "server  >w<A......");
  CHECK(section.drawing[2] == "device  <T>.......");
  CHECK(section.tables[0].rows.size() == one_round().host_energy.size());
}

TEST_CASE("a timeline of a round ends with it and one of a window is that window") {
  TimelineWindow window;
  window.round = 1;
  window.columns = 16;
  CHECK(timeline(one_round(), window).drawing[1] == "server  >>>>wwww<<<<AAAA");
  window.round = std::nullopt;
  window.from_s = 5;
  window.to_s = 15;
  window.columns = 10;
  const ReportSection section = timeline(one_round(), window);
  CHECK(section.drawing[2] == "device  <<<<<TTTTT");
  CHECK(section.tables[0].rows.size() == 4);
}

TEST_CASE("a timeline names what it leaves out") {
  HandTrace written = one_round();
  written.hosts.push_back(written.hosts[1]);
  written.hosts.back().name = "sleeper";
  written.host_energy.push_back(interval(2, -1, Activity::idle, 0, 100, {5}));
  TimelineWindow window;
  window.hosts = 1;
  const ReportSection section = timeline(written, window);
  CHECK(section.drawing[2] == "… and 1 more that work: --hosts");
  CHECK(section.drawing[3] == "1 more are idle or off all the time");
}

TEST_CASE("a timeline keeps no more intervals than were allowed, and none for a drawing") {
  TimelineWindow window;
  window.most_intervals = one_round().host_energy.size();
  CHECK(timeline(one_round(), window).tables[0].rows.size() == window.most_intervals);
  --window.most_intervals;
  CHECK_THROWS_WITH(timeline(one_round(), window),
                    ContainsSubstring("intervals from 0 s to 100 s. Choose fewer: --round, or --from and --to."));
  window.with_intervals = false;
  CHECK(timeline(one_round(), window).tables.empty());
}

TEST_CASE("a timeline of nothing is refused with the reason") {
  TimelineWindow window;
  window.round = 7;
  CHECK_THROWS_WITH(timeline(one_round(), window), ContainsSubstring("has no round 7"));
  window.round = std::nullopt;
  window.from_s = 200;
  CHECK_THROWS_WITH(timeline(one_round(), window), ContainsSubstring("has nothing from 200 s to 100 s: its run ends at 100 s"));
  HandTrace totals = one_round();
  totals.host_energy.clear();
  CHECK_THROWS_WITH(timeline(totals, TimelineWindow{}), ContainsSubstring("trace.host_energy: intervals"));
}
