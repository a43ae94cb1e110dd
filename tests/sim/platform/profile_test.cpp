#include "sim/platform/state_profile.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("a host that a profile switches off for good never returns") {
  CHECK_FALSE(StateProfile{"15 0\n"}.next_on(15));
  CHECK_FALSE(StateProfile{""}.next_on(0));
}

TEST_CASE("the next return is strictly later") {
  const StateProfile profile{"# comment\n% another\n\n0 1\n15 0\n18 1\n40 0\n44.5 1\n"};
  CHECK(profile.next_on(0) == 18.0);
  CHECK(profile.next_on(17.9) == 18.0);
  CHECK(profile.next_on(18) == 44.5);
  CHECK_FALSE(profile.next_on(44.5));
}

TEST_CASE("a profile that repeats returns lap after lap") {
  const StateProfile periodic{"PERIODICITY 100\n10 0\n30 1\n"};
  CHECK(periodic.next_on(0) == 30.0);
  CHECK(periodic.next_on(30) == 130.0);
  CHECK(periodic.next_on(999) == 1030.0);
  // A lap of "LOOPAFTER 5" lasts until five seconds after the last event: 35 s.
  const StateProfile looping{"10 0\n30 1\nLOOPAFTER 5\n"};
  CHECK(looping.next_on(30) == 65.0);
  CHECK(looping.next_on(70) == 100.0);
}
