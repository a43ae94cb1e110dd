#include "sim/federation/target_watch.hpp"

#include <rapidcheck.h>

#include <limits>
#include <vector>

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Round r is over at 10 r s and has cost 100 r J.
TargetMoment moment(std::int32_t round) { return {round, 10.0 * round, 100.0 * round}; }

/// A watch that has seen \p accuracies, the first after round \p every, and so on.
TargetWatch watched(double target, std::int64_t sustained, const std::vector<double>& accuracies, std::int32_t every = 1) {
  TargetWatch watch{target, sustained};
  std::int32_t round = 0;
  for (const double accuracy : accuracies) watch.observe(accuracy, moment(round += every));
  return watch;
}

}  // namespace

TEST_CASE("a target is sustained from the first of enough evaluations in a row and known with the last") {
  TargetWatch watch{0.7, 3};
  CHECK_FALSE(watch.observe(0.71, moment(1)));
  CHECK_FALSE(watch.observe(0.72, moment(2)));
  CHECK_FALSE(watch.observe(0.69, moment(3)));  // starts again
  CHECK_FALSE(watch.observe(0.7, moment(4)));   // at the target counts
  CHECK_FALSE(watch.observe(0.8, moment(5)));
  CHECK(watch.observe(0.7, moment(6)));
  CHECK(watch.observe(0.1, moment(7)));  // what was sustained stays so
  CHECK(watch.first() == moment(1));
  CHECK(watch.sustained() == moment(4));
  CHECK(watch.confirmed() == moment(6));
}

TEST_CASE("with one evaluation enough the first and the sustained are the same") {
  const TargetWatch watch = watched(0.7, 1, {0.6, 0.75, 0.5, 0.9});
  CHECK(watch.first() == moment(2));
  CHECK(watch.sustained() == moment(2));
  CHECK(watch.confirmed() == moment(2));
}

TEST_CASE("rounds without an evaluation are no part of a row and do not break it") {
  // Evaluated after rounds 5, 10, 15, 20: two in a row are 15 and 20; no crossing is made up between 10 and 15.
  const TargetWatch watch = watched(0.7, 2, {0.72, 0.6, 0.7, 0.71}, 5);
  CHECK(watch.first() == moment(5));
  CHECK(watch.sustained() == moment(15));
  CHECK(watch.confirmed() == moment(20));
}

TEST_CASE("a target that is not kept up is reached first and never sustained") {
  const TargetWatch watch = watched(0.7, 2, {0.8, 0.6, 0.8, 0.6, 0.8});
  CHECK(watch.first() == moment(1));
  CHECK_FALSE(watch.sustained().has_value());
  CHECK_FALSE(watch.confirmed().has_value());
  CHECK_FALSE(watched(0.9, 1, {0.8, 0.6}).first().has_value());
}

TEST_CASE("an evaluation that knows no accuracy is below every target") {
  const TargetWatch watch = watched(0, 2, {0.1, unknown, 0.1, 0.1});
  CHECK(watch.first() == moment(1));
  CHECK(watch.sustained() == moment(3));
  CHECK_FALSE(watched(0, 1, {unknown, unknown}).first().has_value());
}

TEST_CASE("first and sustained are what their definitions say of any course") {
  CHECK(rc::check("against a search by hand", [] {
    const auto percents = *rc::gen::container<std::vector<int>>(rc::gen::inRange(60, 80));
    const auto enough = *rc::gen::inRange<std::size_t>(1, 5);
    const std::vector<double> course(percents.begin(), percents.end());
    const TargetWatch watch = watched(70, static_cast<std::int64_t>(enough), course);
    std::optional<TargetMoment> first, sustained;
    for (std::size_t r = course.size(); r-- > 0;) {
      if (course[r] >= 70) first = moment(static_cast<std::int32_t>(r) + 1);
      bool all = r + enough <= course.size();
      for (std::size_t k = r; all && k < r + enough; ++k) all = course[k] >= 70;
      if (all) sustained = moment(static_cast<std::int32_t>(r) + 1);
    }
    RC_ASSERT((watch.first() == first));
    RC_ASSERT((watch.sustained() == sustained));
    if (sustained) {
      RC_ASSERT(watch.confirmed()->round == sustained->round + static_cast<std::int32_t>(enough) - 1);
    }
  }));
}
