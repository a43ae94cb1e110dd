#include "sim/simulation/return_watch.hpp"

#include "tests/catch.hpp"

namespace roundwatt {

TEST_CASE("a host that comes on less than a nanosecond from now is near, and one that is there is not") {
  ReturnWatch watch{{Profile{"5 0\n10 1\n20 0\n30 1\n"}, Profile{"PERIODICITY 100\n1 0\n15 1\n"}}};
  CHECK_FALSE(watch.is_near(9.9));
  CHECK(watch.is_near(10 - 1e-12));
  CHECK_FALSE(watch.is_near(10));
  CHECK(watch.is_near(15 - 5e-10));
  CHECK_FALSE(watch.is_near(40));
  CHECK(watch.is_near(115 - 1e-10));
}

}  // namespace roundwatt
