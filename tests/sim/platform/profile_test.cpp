#include "sim/platform/profile.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("a host that a profile switches off for good never returns") {
  CHECK_FALSE(Profile{"15 0\n"}.next_on(15));
  CHECK_FALSE(Profile{""}.next_on(0));
}

TEST_CASE("the next return is strictly later") {
  const Profile profile{"# comment\n% another\n\n0 1\n15 0\n18 1\n40 0\n44.5 1\n"};
  CHECK(profile.next_on(0) == 18.0);
  CHECK(profile.next_on(17.9) == 18.0);
  CHECK(profile.next_on(18) == 44.5);
  CHECK_FALSE(profile.next_on(44.5));
}

TEST_CASE("a profile that repeats returns lap after lap") {
  const Profile periodic{"PERIODICITY 100\n10 0\n30 1\n"};
  CHECK(periodic.next_on(0) == 30.0);
  CHECK(periodic.next_on(30) == 130.0);
  CHECK(periodic.next_on(999) == 1030.0);
  // A lap of "LOOPAFTER 5" lasts until five seconds after the last event: 35 s.
  const Profile looping{"10 0\n30 1\nLOOPAFTER 5\n"};
  CHECK(looping.next_on(30) == 65.0);
  CHECK(looping.next_on(70) == 100.0);
}

TEST_CASE("the events of a profile come in the order of time, lap after lap") {
  const Profile once{"1 10\n1 20\n"};
  CHECK(once.event(1)->value == 20);  // the later one of an instant has the last word
  CHECK_FALSE(once.event(2));
  const Profile periodic{"PERIODICITY 10\n0 5\n10 7\n"};
  CHECK(periodic.event(1)->date_s == 10);
  CHECK(periodic.event(2)->date_s == 10);
  CHECK(periodic.event(2)->value == 5);
  CHECK(periodic.event(5)->date_s == 30);
  CHECK(periodic.highest() == 7.0);
  CHECK_FALSE(Profile{"# nothing\n"}.highest());
}

TEST_CASE("a carriage return ends a line of a profile, as it does for SimGrid") {
  const Profile profile{"# comment\r0 0\r20 1\r\n30 0\r\n40 1"};
  CHECK(profile.next_on(0) == 20.0);
  CHECK(profile.next_on(20) == 40.0);
}

TEST_CASE("a first value below 0 changes nothing") {
  const Profile profile{"0 -1\n15 0\n18 1\n"};
  CHECK(profile.event(0)->date_s == 15);
  CHECK_FALSE(profile.event(2));
}
