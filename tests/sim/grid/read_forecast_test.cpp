#include "sim/grid/read_forecast.hpp"

#include <fstream>

#include "sim/base/error.hpp"
#include "sim/grid/yearly_intensity.hpp"
#include "tests/catch.hpp"
#include "tests/sim/scratch_text.hpp"

using namespace roundwatt;

TEST_CASE("forecasts are read by zone and issue") {
  const ScratchText file{
      "zone,issued,valid,g_per_kwh\n"
      "FR,1970-01-01T00:00:00Z,1970-01-01T01:00:00Z,5\n"
      "FR,1970-01-01T00:00:00Z,1970-01-01T02:00:00Z,6\n"
      "FRA,1970-01-01T01:00:00Z,1970-01-01T02:00:00Z,7\n"};
  const IssuedForecasts forecasts = read_forecasts(file.path(), yearly_intensity());
  REQUIRE(forecasts.size() == 1);
  const auto& issues = forecasts.at("FRA");
  REQUIRE(issues.size() == 2);
  CHECK(issues[0].steps.size() == 2);
  CHECK(issues[1].issued == 3600);
  CHECK(issues[1].steps[0].from == 7200);
  CHECK(issues[1].steps[0].value == 7);
}

TEST_CASE("all mistakes of a forecast file are reported with their lines") {
  const ScratchText file{
      "zone,issued,valid,g_per_kwh\n"
      "FRA,1970-01-01T02:00:00Z,1970-01-01T01:00:00Z,5\n"
      "FRA,1970-01-01T02:00:00Z,1970-01-01T02:00:00Z,5\n"
      "FRA,1970-01-01T02:00:00Z,1970-01-01T02:00:00Z,5\n"
      "FRA,1970-01-01T01:00:00Z,1970-01-01T02:00:00Z,5\n"
      ",noon,1970-01-01T02:00:00Z,-5\n"};
  try {
    read_forecasts(file.path(), yearly_intensity());
    FAIL("nothing was refused");
  } catch (const UserError& error) {
    REQUIRE(error.problems().size() == 6);
    CHECK(error.problems()[0].line == 2);
    CHECK(error.problems()[1].line == 4);
    CHECK(error.problems()[2].line == 5);
    CHECK(error.problems()[3].line == 6);
    CHECK_THAT(error.what(), ContainsSubstring("Sort the rows by zone, issued, valid"));
    CHECK_THAT(error.what(), ContainsSubstring("issued = 'noon' is no instant"));
  }
}
