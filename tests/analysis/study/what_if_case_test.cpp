#include "analysis/study/what_if_case.hpp"

#include "sim/base/error.hpp"
#include "tests/analysis/carbon/accounted.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

// 3,600 g/kWh are 1 mg a joule.
const char* const yearly = "FRA,,360,2023,average\nCHN,,3600,2023,average\nFRA,,720,2023,marginal\nCHN,,1800,2023,marginal\n";

double grams(const std::string& asked, const std::string& rows = yearly) {
  const Accounted run{one_round()};
  return grams_of(*run.energy, grid(rows), parse_what_if(asked));
}

std::string refusal(const HandTrace& written, const std::string& asked) {
  const Accounted run{written};
  try {
    refuse_other_run(*run.energy, parse_what_if(asked));
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a what-if changes what it names and nothing else") {
  // As run 1.05 g: 0.75 at the edge in China, 0.2 x PUE 1.5 in the French data centre.
  CHECK(grams("zone=FRA") == soft(0.075 + 0.3));
  CHECK(grams("zone.dc=CHN") == soft(0.75 + 3));
  CHECK(grams("zone=FRA,zone.dc=CHN") == soft(0.075 + 3));
  CHECK(grams("pue=1") == soft(0.75 + 0.2));
  CHECK(grams("kind=marginal") == soft(0.375 + 0.6));
  CHECK(grams("device_power=0.5") == soft(0.315 + 0.12 + 0.3));  // 0.63 g of devices, 0.12 of the link
  CHECK(grams("zone=FRA,pue=1,grid.FRA=2") == soft(2 * (0.075 + 0.2)));
}

TEST_CASE("another year is another piece of the series, at the same day and hour") {
  const std::string series =
      "FRA,2021-01-01T00:00:00Z,360,2021,average\nFRA,2022-01-01T00:00:00Z,720,2022,average\nCHN,,3600,2023,average\n";
  CHECK(grams("year=2021", series) == soft(1.05));
  CHECK(grams("year=2022", series) == soft(0.75 + 0.6));
  CHECK_THROWS_WITH(grams("year=2024", series), ContainsSubstring("year=2024: the data of grid zone FRA end at 2023-01-01"));
  CHECK_THROWS_WITH(grams("year=2020", series), ContainsSubstring("not known at 2020-02-16"));
  CHECK_THROWS_WITH(grams("year=2022"), ContainsSubstring("one figure a zone"));
}

TEST_CASE("mistakes in a what-if are named") {
  CHECK_THROWS_WITH(parse_what_if("peu=1.1"), ContainsSubstring("'peu' is none of") && ContainsSubstring("Did you mean pue?"));
  CHECK_THROWS_WITH(parse_what_if("pue=0.9"), ContainsSubstring("pue=0.9: must be at least 1"));
  CHECK_THROWS_WITH(parse_what_if("router_share=2"), ContainsSubstring("must lie between 0 and 1"));
  CHECK_THROWS_WITH(parse_what_if("pue=1,1"), ContainsSubstring("1: is no NAME=VALUE"));
  CHECK_THROWS_WITH(parse_what_if("pue=x"), ContainsSubstring("'x' is no number"));
  CHECK_THROWS_WITH(parse_what_if("pue=1,pue=2"), ContainsSubstring("is set twice"));
  CHECK_THROWS_WITH(parse_what_if("pue="), ContainsSubstring("is no NAME=VALUE"));
  CHECK_THROWS_WITH(parse_what_if("year=2021.5"), ContainsSubstring("must be a year"));
  CHECK_THROWS_AS(parse_what_if("kind=medium"), UserError);
  CHECK_THROWS_WITH(grams("zone=XXX"), ContainsSubstring("XXX"));
  CHECK_THROWS_WITH(grams("zone.nowhere=FRA"), ContainsSubstring("has no site nowhere"));
  CHECK_THROWS_WITH(grams("pue.home=1.1,grid.USA=2"), ContainsSubstring("nothing that depends on grid.USA"));
}

TEST_CASE("a what-if is refused where the run would have been another") {
  HandTrace written = one_round();
  CHECK(refusal(written, "zone=FRA,pue=1.1") == "");
  written.header.depends_on = "federation.wait";
  CHECK_THAT(refusal(written, "zone=FRA"), ContainsSubstring("federation.wait"));
  CHECK_THAT(refusal(written, "year=2022"), ContainsSubstring("federation.wait"));
  CHECK(refusal(written, "device_power=0.5") == "");
  written = one_round();
  written.header.scenario_yaml =
      "stop: {energy: 500}\nfederation: {battery: {initial: 0.5}, selection: {kind: energy-aware}}\n";
  CHECK(refusal(written, "zone=FRA") == "");
  CHECK_THAT(refusal(written, "pue=1.1"),
             ContainsSubstring("stop.energy, federation.battery.initial, federation.selection.kind: energy-aware"));
}
