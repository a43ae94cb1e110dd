#include "analysis/study/target.hpp"

#include <rapidcheck.h>

#include "analysis/study/survival.hpp"
#include "tests/analysis/carbon/accounted.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// A run with these accuracies, 10 s, 100 J and 1 g from one to the next.
RunProgress run_of(const std::vector<double>& accuracies) {
  RunProgress run;
  for (std::size_t i = 1; i <= accuracies.size(); ++i) {
    const auto count = static_cast<double>(i);
    run.milestones.push_back({static_cast<std::int32_t>(i), 10 * count, accuracies[i - 1], 100 * count, count});
  }
  return run;
}

bool dominates(const Milestone& a, const Milestone& b) {
  const bool as_good = a.accuracy >= b.accuracy && a.grams <= b.grams && a.time_s <= b.time_s;
  return as_good && (a.accuracy > b.accuracy || a.grams < b.grams || a.time_s < b.time_s);
}

RunProgress progress(const HandTrace& written) {
  const Accounted run{written};
  const GridChoice choice = grid("FRA,,360,2023,average\nCHN,,3600,2023,average\n");
  return progress_of(*run.energy, assign_grids(*run.energy, choice));
}

}  // namespace

TEST_CASE("what was spent up to an evaluation cuts the intervals that straddle it") {
  HandTrace written = one_round();
  written.header.seed = 7;
  written.header.name = "one-round-s7";
  written.evaluations[0].time_s = 35;
  const RunProgress run = progress(written);
  CHECK(run.group == "one-round");
  REQUIRE(run.milestones.size() == 1);
  CHECK(run.milestones[0].accuracy == 0.5);
  // Server until 35 s: 0.1 x 100 W x 35 s + half of 1000 J of load = 850 J, x 1.5 at 1e-4 g/J; device 630 J, link 120 J.
  CHECK(run.milestones[0].meter_j == soft(850 * 1.5 + 750));
  CHECK(run.milestones[0].grams == soft(0.1275 + 0.75));
  CHECK(run.end.meter_j == soft(3750));
  CHECK(run.end.grams == soft(1.05));
}

TEST_CASE("a target is reached first, for good, or for a while") {
  const RunProgress run = run_of({0.5, 0.8, 0.7, 0.8, 0.9, 0.6, 0.8, 0.85});
  CHECK(first_crossing(run, 0.8)->round == 2);
  CHECK(sustained_crossing(run, 0.8, std::nullopt)->round == 7);
  CHECK(sustained_crossing(run, 0.8, 1)->round == 2);
  CHECK(sustained_crossing(run, 0.8, 2)->round == 4);
  CHECK_FALSE(sustained_crossing(run, 0.8, 3));
  CHECK_FALSE(sustained_crossing(run, 0.86, std::nullopt));
  CHECK_FALSE(first_crossing(run, 0.95));
}

TEST_CASE("the best accuracy within a budget is not the last one") {
  const RunProgress run = run_of({0.5, 0.8, 0.7, 0.8, 0.9});
  CHECK(best_within(run, 4.5)->round == 2);
  CHECK(best_within(run, 5)->round == 5);
  CHECK_FALSE(best_within(run, 0.99));
}

TEST_CASE("the median of censored runs is Kaplan and Meier's") {
  // Reached at 6, 7, 10 and 15; seen until 6 and 11 without. At 6 one of six: 5/6; at 7 one of the four that are left: 5/8; at
  // 10 one of three: 5/12, at most 1/2.
  CHECK(kaplan_meier_median({{6, true}, {15, true}, {6, false}, {10, true}, {11, false}, {7, true}}) == 10.0);
  // At 5 one of four, 3/4; at 9 one of the two that are left: 3/8.
  CHECK(kaplan_meier_median({{5, true}, {8, false}, {9, true}, {20, false}}) == 9.0);
  // One of three: 2/3, and then nobody reaches it.
  CHECK_FALSE(kaplan_meier_median({{5, true}, {8, false}, {9, false}}));
  CHECK_FALSE(kaplan_meier_median({{5, false}}));
  // Without censoring, the ordinary median from below: 1/2 at the second of four.
  CHECK(kaplan_meier_median({{4, true}, {1, true}, {3, true}, {2, true}}) == 2.0);
}

TEST_CASE("the front has the stops that no other one beats and only those") {
  CHECK(rc::check("three runs of few values", [] {
    std::vector<RunProgress> runs(3);
    for (RunProgress& run : runs) {
      const int count = *rc::gen::inRange(0, 12);
      for (int i = 0; i < count; ++i) {
        run.milestones.push_back(
            {i, 1.0 * *rc::gen::inRange(0, 6), *rc::gen::inRange(0, 6) / 5.0, 0, 1.0 * *rc::gen::inRange(0, 6)});
      }
    }
    const auto front = pareto_front(runs);
    const auto covered = [&](const Milestone& at) {
      return std::any_of(front.begin(), front.end(), [&](const StoppingPoint& point) {
        return point.at.accuracy >= at.accuracy && point.at.grams <= at.grams && point.at.time_s <= at.time_s;
      });
    };
    for (const RunProgress& run : runs) {
      for (const Milestone& milestone : run.milestones) {
        RC_ASSERT(covered(milestone));
        for (const StoppingPoint& point : front) RC_ASSERT_FALSE(dominates(milestone, point.at));
      }
    }
  }));
}
