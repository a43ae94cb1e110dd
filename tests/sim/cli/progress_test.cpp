#include "sim/cli/progress.hpp"

#include "sim/base/unit.hpp"
#include "tests/catch.hpp"

using namespace roundwatt;

namespace {

RoundRow round_of(std::int32_t number, double end_s) {
  RoundRow row;
  row.round = number;
  row.end_s = end_s;
  return row;
}

}  // namespace

TEST_CASE("progress says rounds, simulated time, accuracy and the time that is left") {
  Stop stop;
  stop.rounds = 100;
  // A quarter took 10 s: three times as long is left.
  CHECK(progress_line(stop, round_of(25, 7200), 0.71236, 10) ==
        "round 25 of 100, 2 h 00 min simulated, accuracy 0.7124, about 30 s left");
  CHECK(progress_line(stop, round_of(100, 60), std::nullopt, 10) == "round 100 of 100, 1 min 00 s simulated, about 0 s left");
}

TEST_CASE("progress says nothing that is not known") {
  CHECK(progress_line(Stop{}, round_of(3, 30.5), std::nullopt, 10) == "round 3, 30.5 s simulated");
  CHECK(progress_line(Stop{}, round_of(3, 30.5), not_a_number, 10) == "round 3, 30.5 s simulated");
}

TEST_CASE("the stop that is nearest says what is left") {
  Stop stop;
  stop.rounds = 100;
  stop.time = Seconds{1000};
  // Half of the time, a tenth of the rounds.
  CHECK(progress_line(stop, round_of(10, 500), std::nullopt, 8) == "round 10 of 100, 8 min 20 s simulated, about 8 s left");
}

TEST_CASE("progress tells of a round that waited before it began") {
  CHECK(progress_line(Stop{}, round_of(3, 10830.2), std::nullopt, 10, 10800) ==
        "round 3, 3 h 00 min simulated, begun after a wait of 3 h 00 min");
}
