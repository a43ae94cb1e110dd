#include "sim/grid/read_grid.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/grid/yearly_intensity.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

GridTable parse(const std::string& text) { return parse_grid(text, "grid.csv", yearly_intensity().codes()); }

std::string mistakes(const std::string& text) {
  try {
    parse(text);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

const std::string header = "zone,start,g_per_kwh,year,kind\n";

}  // namespace

TEST_CASE("a zone is a constant or a series") {
  const GridTable table = parse(header +
                                "FRA,,56,2023,average\n"
                                "DEU,2022-01-01T00:00:00Z,200,2022,average\n"
                                "DEU,2022-01-01T01:00:00Z,300,2022,average\n");
  CHECK(table.signal("FRA", GridKind::average).is_constant());
  const GridSignal& germany = table.signal("DEU", GridKind::average);
  const double midnight = parse_utc("2022-01-01T00:00:00Z")->epoch_s;
  CHECK(germany.mean({midnight}, {midnight + 7200}).value() == 250);
  CHECK(germany.years().text() == "2022");
}

TEST_CASE("a country is found by either of its codes, whichever the file uses") {
  const GridTable table = parse(header + "FR,,50,2022,average\nDEU,,380,2022,average\n");
  CHECK(table.signal("FRA", GridKind::average).at({0}).value() == 50);
  CHECK(table.signal("FR", GridKind::average).at({0}).value() == 50);
  CHECK(table.signal("DE", GridKind::average).at({0}).value() == 380);
  CHECK(mistakes(header + "FR,,50,2022,average\nFRA,,60,2022,average\n") ==
        "grid.csv, line 3: FRA (average) has this start already in line 2. Remove one.");
}

TEST_CASE("a file brings its own codes in the column alpha2") {
  const GridTable table = parse("zone,start,g_per_kwh,year,kind,alpha2,name\nXAB,,50,2022,average,XB,Atlantis\n");
  CHECK(table.signal("XB", GridKind::average).at({0}).value() == 50);
  CHECK(mistakes("zone,start,g_per_kwh,year,kind,alpha2\nXAB,,50,2022,average,FR\n") ==
        "grid.csv, line 2: alpha2 = FR is the code of FRA, not of XAB.");
}

TEST_CASE("a finer zone is found by its exact name only") {
  const GridTable table = parse(header + "US-CAL-CISO,,220,2022,average\nFRA,,56,2023,average\n");
  CHECK(table.signal("US-CAL-CISO", GridKind::average).at({0}).value() == 220);
  CHECK_THROWS_WITH(table.signal("US-CAL-CSIO", GridKind::average), ContainsSubstring("Did you mean US-CAL-CISO?"));
  CHECK_THROWS_WITH(table.signal("USA", GridKind::average), ContainsSubstring("grid zone USA is not in grid.csv"));
  CHECK_THROWS_WITH(yearly_intensity().signal("US-CAL-CISO", GridKind::average),
                    ContainsSubstring("nearest zone there is USA"));
}

TEST_CASE("every mistake is named with line and cure") {
  CHECK(mistakes("zone,begin,g_per_kwh,year,kind\n") ==
        "grid.csv has 2 problems:\n"
        "  line 1: the column start is missing.\n"
        "  line 1: begin: no such column. Remove it or rename it.");
  CHECK(mistakes(header + ",,1,2020,average\n"
                          "FRA,yesterday,x,20,averge\n"
                          "DEU,,-1,2020,average\n") ==
        "grid.csv has 6 problems:\n"
        "  line 2: zone is blank. Name a zone, such as FRA or US-CAL-CISO.\n"
        "  line 3: kind = 'averge': the kinds are average and marginal. Did you mean average?\n"
        "  line 3: start = yesterday is no instant. Write 2022-01-01T00:00:00Z, or nothing for a constant.\n"
        "  line 3: g_per_kwh = 'x' is not a number. Every row needs one.\n"
        "  line 3: year = '20' is no year from 1900 to 2200. Write the year that the figure is of.\n"
        "  line 4: g_per_kwh = -1 is negative; it must be at least 0.");
  CHECK(mistakes(header) == "grid.csv: has a header but no rows. Add at least one zone.");
}

TEST_CASE("stamps of a zone increase, and a constant stands alone") {
  const std::string text = mistakes(header +
                                    "A,2022-01-01T01:00Z,1,2022,average\n"
                                    "A,2022-01-01T00:00Z,1,2022,average\n"
                                    "B,2022-01-01T00:00Z,1,2022,average\n"
                                    "B,2022-01-01T00:00Z,1,2022,average\n"
                                    "C,,1,2022,average\n"
                                    "C,2022-01-01T00:00Z,1,2022,average\n");
  CHECK_THAT(text, ContainsSubstring("line 3: A (average) goes back in time: line 2 is later. Sort the rows by start."));
  CHECK_THAT(text, ContainsSubstring("line 5: B (average) has this start already in line 4. Remove one."));
  CHECK_THAT(text, ContainsSubstring("line 7: C (average) has a constant and a series (line 6). Keep one of them."));
}

TEST_CASE("of many mistakes the first twenty are shown and all are counted") {
  std::string text = header;
  for (int i = 0; i < 31; ++i) text += fmt::format("Z{0},,-{0}.5,2020,average\n", i);
  const std::string report = mistakes(text);
  CHECK_THAT(report, ContainsSubstring("line 21: g_per_kwh") && !ContainsSubstring("line 22: g_per_kwh"));
  CHECK_THAT(report, EndsWith("and 11 more problems."));
}

TEST_CASE("the table that ships with the program has its year and kind with every figure") {
  const GridSignal& france = yearly_intensity().signal("FRA", GridKind::average);
  CHECK(france.at({0}).value() == 56.039);
  CHECK(france.years().text() == "2023");
  CHECK(yearly_intensity().signal("CN", GridKind::average).at({0}).value() == soft(582.317));
  CHECK(yearly_intensity().signal("ABW", GridKind::marginal).at({0}).value() == 753);
  CHECK(yearly_intensity().signal("world", GridKind::average).at({0}).value() == 481);
}

TEST_CASE("a zone that is there in the other kind only says so") {
  CHECK_THROWS_WITH(yearly_intensity().signal("AIA", GridKind::average),
                    ContainsSubstring("AIA has no average carbon intensity") && ContainsSubstring("only the marginal one"));
}
