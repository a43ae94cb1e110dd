#include "analysis/report/run_curves.hpp"

#include "tests/analysis/carbon/accounted.hpp"
#include "tests/catch.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("what was spent until an evaluation is cut within intervals") {
  HandTrace written = one_round();
  EvaluationRow early = written.evaluations.front();
  early.time_s = 15;
  early.test_accuracy = 0.25;
  written.evaluations.insert(written.evaluations.begin(), early);
  const Accounted run{written};
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  const RunCurves curves = run_curves(*run.energy, assign_grids(*run.energy, choice), 10);
  REQUIRE(curves.accuracy.size() == 2);
  CHECK(curves.accuracy[0].accuracy == 0.25);
  // Until 15 s: the device 60 + 250 J; the server 0.1 x 100 W x 15 s x 1.5; the link half of its 120 J of 0 to 30 s.
  CHECK(curves.accuracy[0].meter_j == soft(310 + 0.1 * 1500 * 1.5 + 60));
  CHECK(curves.accuracy[0].grams == soft((310 * 600 + 0.1 * 1500 * 1.5 * 60 + 60 * 600) / 3.6e6));
  // Until 40 s: 630 J, 0.1 x 4000 + 1000 J of the server, 120 J.
  CHECK(curves.accuracy[1].meter_j == soft(630 + (400 + 1000) * 1.5 + 120));
}

TEST_CASE("mean powers of ten seconds are those of the intervals") {
  const Accounted run{one_round()};
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  const RunCurves curves = run_curves(*run.energy, assign_grids(*run.energy, choice), 10);
  REQUIRE(curves.power.size() == 10);
  CHECK(curves.power[0].device_w == soft(6));
  CHECK(curves.power[1].device_w == soft(50));
  CHECK(curves.power[3].server_w == soft((0.1 * 100 + 100) * 1.5));
  CHECK(curves.power[1].network_w == soft(4));
  CHECK(curves.power[9].device_w == 0);
}
