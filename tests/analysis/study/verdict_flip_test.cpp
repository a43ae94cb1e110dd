#include "analysis/study/verdict_flip.hpp"

#include "sim/base/error.hpp"
#include "tests/analysis/carbon/accounted.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

StudiedRun studied(const HandTrace& written) {
  const Accounted run{written};
  const GridChoice choice = grid("FRA,,360,2023,average\nCHN,,3600,2023,average\n");
  return study_run(*run.energy, assign_grids(*run.energy, choice));
}

}  // namespace

TEST_CASE("the verdict flips where both lines meet") {
  // Left 1.05 g, 0.75 of them at the edge; right 1 kWh x 1.5 at 360 g/kWh: 540 g.
  const StudiedRun left = studied(one_round()), right = studied(one_kilowatt_hour("FRA"));
  const auto flip = [&](const char* name) { return verdict_flip(left, right, parse_input(name)); };
  CHECK(*flip("grid.edge")->at_equality == soft(539.7 / 0.75));
  CHECK(*flip("grid.edge")->now == soft(1));
  CHECK(*flip("rounds")->at_equality == soft(540 / 1.05));
  CHECK(*flip("device_power")->at_equality == soft((540 - 0.42) / 0.63));
  // 0.9 + 1.5 s = 540 s on both servers: s = 0.9 / 538.5.
  CHECK(*flip("reserved_share")->at_equality == soft(0.9 / 538.5));
  CHECK(*flip("reserved_share")->now == soft(0.1));
  // 0.3 f + 0.75 = 540 f: at a small factor on the French grid.
  CHECK(*flip("grid.FRA")->at_equality == soft(0.75 / 539.7));
  CHECK_FALSE(flip("router_share")->at_equality);  // at most 1
  CHECK_FALSE(flip("grid")->at_equality);
  CHECK_FALSE(flip("grid.USA"));
}

TEST_CASE("a contour has for each value of one input that of the other") {
  const StudiedRun left = studied(one_round()), right = studied(one_kilowatt_hour("FRA"));
  const Input edge = parse_input("grid.edge"), rounds = parse_input("rounds");
  // n (0.3 + 0.75 f) = 540.
  const auto points = flip_contour(left, right, edge, rounds, {1, 2});
  CHECK(*points[0].second == soft(540 / 1.05));
  CHECK(*points[1].second == soft(540 / 1.8));
  CHECK(points[1].left_grams == soft(1.8));
  CHECK(points[1].right_grams == soft(540));
  CHECK(usual_values(left, right, edge).size() == 8);
  CHECK(usual_values(left, right, parse_input("router_share")).size() == 6);  // 0.5, of which three times is too much
  CHECK_THROWS_WITH(flip_contour(left, right, parse_input("grid.USA"), rounds, {1}), ContainsSubstring("depends on grid.USA"));
}
