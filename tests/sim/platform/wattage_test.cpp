#include "sim/platform/wattage.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("powers of a host are idle, epsilon and busy for each pstate, and of two epsilon is idle") {
  const auto states = parse_wattage_per_state("10:20:60, 5 : 8kW");
  REQUIRE(states);
  REQUIRE(states->size() == 2);
  CHECK(states->at(0).idle == 10);
  CHECK(states->at(0).epsilon == 20);
  CHECK(states->at(0).busy == 60);
  CHECK(states->at(1).idle == 5);
  CHECK(states->at(1).epsilon == 5);
  CHECK(states->at(1).busy == 8000);
}

TEST_CASE("what is no list of powers of a host is refused") {
  for (const char* wrong :
       {"", "10", "10:20:30:40", "10:20,", "10:-1:60", "10:inf", "10:nan:20", "ten:20", "10::60", "10;20"}) {
    INFO(wrong);
    CHECK_FALSE(parse_wattage_per_state(wrong));
  }
}

TEST_CASE("the power of a link is a range") {
  const auto range = parse_wattage_range("2:4.5");
  REQUIRE(range);
  CHECK(range->idle == 2);
  CHECK(range->busy == 4.5);
  CHECK(parse_wattage_range("0:0"));
  for (const char* wrong : {"", "2", "4:2", "-1:2", "1:2:3", "1:2,3:4", "a:b", "0:inf"}) {
    INFO(wrong);
    CHECK_FALSE(parse_wattage_range(wrong));
  }
}
