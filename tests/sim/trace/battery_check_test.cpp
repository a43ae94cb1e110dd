#include "sim/trace/battery_check.hpp"

#include <functional>

#include "sim/trace/verify_trace.hpp"
#include "tests/catch.hpp"
#include "tests/sim/trace/hand_trace.hpp"

using namespace roundwatt;

namespace {

/// All violations of a round on battery, plugged in at 90 s, after \p change, as text. The rows of /batteries end at 10, 20,
/// 30, 90 and 100 s.
std::string broken_by(const std::function<void(HandTrace&)>& change) {
  HandTrace trace = one_round_on_battery(90);
  change(trace);
  const ScratchFile file;
  trace.write(file.path());
  const TraceVerdict found = verify_trace(TraceReader{file.path()});
  std::string text;
  for (const Violation& violation : found.violations.first()) text += violation.text() + "\n";
  return text;
}

}  // namespace

TEST_CASE("batteries that keep every rule pass") {
  CHECK(broken_by([](HandTrace&) {}) == "");
}

TEST_CASE("a battery has an order of levels and a charger") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.battery_packs[0].floor_j = 5000; }),
             ContainsSubstring("battery_packs, row 0: expected 0 <= floor_j < min_charge_j <= capacity_j"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.battery_packs[0].efficiency = 1.1; }),
             ContainsSubstring("efficiency in (0, 1]"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.battery_packs.clear(); }),
             ContainsSubstring("batteries, row 0: expected a host with a row in /battery_packs, found host 1"));
}

TEST_CASE("intervals of a battery tile the run and its level goes on where it was") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.batteries[1].start_s = 11; }),
             ContainsSubstring("batteries, row 1: expected start_s = 10 before end_s"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.batteries.pop_back(); }),
             ContainsSubstring("expected intervals of host 1 up to 100 s, the end of the run, found up to 90 s"));
  CHECK_THAT(
      broken_by([](HandTrace& trace) { trace.batteries[2].level_start_j += 1; }),
      ContainsSubstring("batteries, row 2: expected level_start_j = 8440 J, where the interval before ends, found 8441 J"));
}

TEST_CASE("a level changes by what was stored and taken and stays within the battery") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.batteries[4].level_end_j += 1; }),
             ContainsSubstring("batteries, row 4: expected a level that changes by 270 J"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.battery_packs[0].capacity_j = 8500; }),
             ContainsSubstring("batteries, row 0: expected a level from 0 to 8500 J, found 9000 J"));
}

TEST_CASE("a charger gives nothing unplugged and never more than its power") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.batteries[4].plugged = 0; }),
             ContainsSubstring("batteries, row 4: expected direct_j at most from_grid_j and drawn_j, and that at most 0 J"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.battery_packs[0].charge_w = 30; }), ContainsSubstring("at most 300 J"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.batteries[4].direct_j = 51; }),
             ContainsSubstring("found 51, 400 and 50 J"));
}

TEST_CASE("a battery gives what the energy of its host says") {
  CHECK_THAT(broken_by([](HandTrace& trace) {
               for (std::size_t i : {3U, 4U}) trace.batteries[i].drawn_j *= 2;
             }),
             ContainsSubstring("expected 980 J drawn by host 1, as /energy says, found 1330 J"));
}
