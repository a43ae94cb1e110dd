#include "sim/federation/target_watch.hpp"

#include <limits>

#include "tests/soft.hpp"

using namespace fedjoule;

TEST_CASE("a target is reached with the evaluation that makes enough in a row") {
  TargetWatch watch{0.7, 3};
  CHECK_FALSE(watch.observe(0.71));
  CHECK_FALSE(watch.observe(0.72));
  CHECK_FALSE(watch.observe(0.69));  // starts again
  CHECK_FALSE(watch.observe(0.7));   // at the target counts
  CHECK_FALSE(watch.observe(0.8));
  CHECK(watch.observe(0.7));
  CHECK(watch.observe(0.9));
}

TEST_CASE("an evaluation that knows no accuracy is below every target") {
  TargetWatch watch{0, 2};
  CHECK_FALSE(watch.observe(0.1));
  CHECK_FALSE(watch.observe(std::numeric_limits<double>::quiet_NaN()));
  CHECK_FALSE(watch.observe(0.1));
  CHECK(watch.observe(0.1));
}
