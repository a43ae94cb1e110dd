#include "analysis/carbon/carbon_ledger.hpp"

#include <rapidcheck.h>

#include "sim/base/error.hpp"
#include "tests/analysis/carbon/accounted.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("with a PUE of 1.5 and 400 g/kWh, 1 kWh of IT is 600 g") {
  const Accounted run{one_kilowatt_hour("FRA")};
  const GridChoice choice = grid("FRA,,400,2023,average\n");
  const CarbonLedger carbon = account_carbon(*run.energy, assign_grids(*run.energy, choice));
  CHECK(carbon.total.it_j == soft(3.6e6));
  CHECK(carbon.total.meter_j == soft(1.5 * 3.6e6));
  CHECK(carbon.total.grams == soft(600));
}

TEST_CASE("a grid that changes in the middle of an interval counts with both values") {
  const Accounted run{one_kilowatt_hour("FRA")};
  // 20 min at 100 and 40 min at 400 g/kWh: a mean of 300; 1.5 kWh x 300 = 450 g.
  const GridChoice choice = grid("FRA,2021-02-16T00:00Z,100,2021,average\nFRA,2021-02-16T00:20Z,400,2021,average\n");
  CHECK(account_carbon(*run.energy, assign_grids(*run.energy, choice)).total.grams == soft(450));
}

TEST_CASE("a series that ends before the run does holds its last value, and says so") {
  const Accounted run{one_kilowatt_hour("FRA")};
  const GridChoice choice = grid("FRA,2021-02-16T00:00Z,100,2021,average\nFRA,2021-02-16T00:20Z,400,2021,average\n");
  const CarbonLedger carbon = account_carbon(*run.energy, assign_grids(*run.energy, choice));
  REQUIRE(carbon.notes.size() == 1);
  CHECK_THAT(carbon.notes[0], ContainsSubstring("FRA end at 2021-02-16T00:40:00Z") && ContainsSubstring("400 g/kWh"));
}

TEST_CASE("a run that begins after the data end is priced only as somebody says") {
  const Accounted run{one_kilowatt_hour("FRA")};  // 2021-02-16T00:00Z to 01:00Z
  const std::string rows = "FRA,2021-02-15T00:00Z,100,2021,average\nFRA,2021-02-15T12:00Z,400,2021,average\n";
  CHECK_THROWS_WITH(assign_grids(*run.energy, grid(rows)),
                    ContainsSubstring("grid.csv: the data of grid zone FRA end at 2021-02-16T00:00:00Z, before the run begins") &&
                        ContainsSubstring("--past-end hold"));
  // 1.5 kWh at the last value, and at the first one.
  const auto grams = [&](PastEnd past_end) {
    GridChoice choice = grid(rows);
    choice.tables.front().set_past_end(past_end);
    return account_carbon(*run.energy, assign_grids(*run.energy, choice)).total.grams;
  };
  CHECK(grams(PastEnd::hold) == soft(600));
  CHECK(grams(PastEnd::wrap) == soft(150));
}

TEST_CASE("a series that begins after the run does is refused with zone and instant") {
  const Accounted run{one_kilowatt_hour("FRA")};
  const GridChoice choice = grid("FRA,2021-02-16T00:20Z,400,2021,average\n");
  const GridAssignment grids = assign_grids(*run.energy, choice);
  CHECK_THROWS_WITH(account_carbon(*run.energy, grids), ContainsSubstring("FRA is not known at 2021-02-16T00:00:00Z"));
}

TEST_CASE("a site has its own PUE and its own grid") {
  const Accounted run{one_round()};
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  const CarbonLedger carbon = account_carbon(*run.energy, assign_grids(*run.energy, choice));
  // Server 2000 J x 1.5 at 60 g/kWh; device 630 J and link 120 J at 600 g/kWh.
  CHECK(part(carbon, "site", "dc").meter_j == soft(3000));
  CHECK(part(carbon, "site", "dc").grams == soft(3000 / 3.6e6 * 60));
  CHECK(part(carbon, "site", "home").grams == soft(750 / 3.6e6 * 600));
  CHECK(part(carbon, "kind", "device").it_j == soft(630));
  CHECK(part(carbon, "kind", "network").it_j == soft(120));
  CHECK(part(carbon, "outcome", "aggregated").it_j == soft(630));
  CHECK(part(carbon, "outcome", "-").it_j == soft(2120));
  CHECK(part(carbon, "network", "radio of hosts").it_j == soft(30));
  CHECK(part(carbon, "network", "access point").it_j == soft(120));
  CHECK(part(carbon, "round", "1").it_j == soft(630 + 120 + 0.1 * 4000 + 1000));
  CHECK(part(carbon, "round", "outside rounds").it_j == soft(0.1 * 6000));
  CHECK(carbon.total.it_j == soft(2750));
}

TEST_CASE("what if the edge stood on another grid: the data centre stays") {
  const Accounted run{one_round()};
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  const CarbonLedger moved = account_carbon(*run.energy, assign_grids(*run.energy, choice, WhatIf{"FRA", {}}));
  CHECK(moved.grid == "FRA");
  CHECK(part(moved, "site", "home").grams == soft(750 / 3.6e6 * 60));
  CHECK(part(moved, "site", "dc").grams == soft(3000 / 3.6e6 * 60));
  const CarbonLedger other = account_carbon(*run.energy, assign_grids(*run.energy, choice, WhatIf{"CHN", {"dc"}}));
  CHECK(part(other, "site", "dc").grams == soft(3000 / 3.6e6 * 600));
  CHECK(part(other, "site", "home").grams == soft(750 / 3.6e6 * 600));
}

TEST_CASE("a what-if names the site or zone that it does not find") {
  const Accounted run{one_round()};
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  CHECK_THROWS_WITH(assign_grids(*run.energy, choice, WhatIf{"FRA", {"hom"}}), ContainsSubstring("Did you mean home?"));
  CHECK_THROWS_WITH(assign_grids(*run.energy, choice, WhatIf{"USA", {}}),
                    ContainsSubstring("grid zone USA is not in grid.csv"));
  const Accounted no_edge{one_kilowatt_hour("FRA")};
  CHECK_THAT(assign_grids(*no_edge.energy, choice, WhatIf{"CHN", {}}).notes.at(0), ContainsSubstring("no edge site"));
}

TEST_CASE("every zone that no table has is named at once") {
  const Accounted run{one_round()};
  const GridChoice choice = grid("DEU,,60,2023,average\n");
  CHECK_THROWS_WITH(assign_grids(*run.energy, choice), ContainsSubstring("site dc: grid zone FRA is not in grid.csv") &&
                                                           ContainsSubstring("site home: grid zone CHN"));
}

TEST_CASE("the first table that has a zone counts") {
  const Accounted run{one_kilowatt_hour("FRA")};
  GridChoice choice = grid("DEU,,10,2023,average\nFRA,,400,2023,average\n");
  choice.tables.push_back(grid("FRA,,100,2023,average\n").tables.front());
  CHECK(account_carbon(*run.energy, assign_grids(*run.energy, choice)).total.grams == soft(600));
}

TEST_CASE("a run that looked at the grid cannot be moved to another") {
  TraceHeader header;
  CHECK_NOTHROW(refuse_what_if_of_dependent_run(header, "trace.h5"));
  header.depends_on = "stop.carbon";
  CHECK_THROWS_WITH(refuse_what_if_of_dependent_run(header, "trace.h5"), ContainsSubstring("trace.h5") &&
                                                                             ContainsSubstring("stop.carbon") &&
                                                                             ContainsSubstring("--frozen-schedule"));
}

TEST_CASE("what cannot be told apart is said in words") {
  HandTrace written = one_round();
  written.participations.clear();
  const Accounted run{written};
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  const CarbonLedger carbon = account_carbon(*run.energy, assign_grids(*run.energy, choice));
  for (const CarbonBreakdown& breakdown : carbon.breakdowns)
    CHECK(breakdown.impossible.empty() == (breakdown.by.front() != "outcome"));
}

TEST_CASE("a device on battery emits when it is charged and what it lacks at the end at the mean of the run") {
  // Charged for 10 s: 400 J from the grid, at 100 g/kWh. The level goes from 9000 to 9000 - 980 + 320 = 8340 J: 660 J lack, and
  // need 660 / 0.8 = 825 J, at the mean of 90 s of 600 and 10 s of 100: 550 g/kWh. 630 of the 980 J drawn count.
  const Accounted run{one_round_on_battery(90)};
  const GridChoice choice =
      grid("FRA,,0,2023,average\nCHN,2021-02-16T00:00Z,600,2021,average\nCHN,2021-02-16T00:01:30Z,100,2021,average\n");
  const CarbonLedger carbon = account_carbon(*run.energy, assign_grids(*run.energy, choice));
  CHECK(part(carbon, "supply", "battery").meter_j == soft(400 * 630 / 980.));
  CHECK(part(carbon, "supply", "battery").grams == soft(400 * 630 / 980. * 100 / 3.6e6));
  CHECK(part(carbon, "supply", "battery deficit").it_j == soft(660 * 630 / 980.));
  CHECK(part(carbon, "supply", "battery deficit").meter_j == soft(825 * 630 / 980.));
  CHECK(part(carbon, "supply", "battery deficit").grams == soft(825 * 630 / 980. * 550 / 3.6e6));
  CHECK(part(carbon, "kind", "device").it_j == soft(630));
  CHECK(part(carbon, "activity", "train").meter_j == soft(500 / 0.8));
}

TEST_CASE("what a battery gained during a run is not charged to it") {
  // 50 s of 40 W are 2000 J; the 980 J that were drawn need 980 / 0.8 = 1225 of them. All of it counts: boundary fleet.
  const Accounted run{one_round_on_battery(50), Boundary::fleet};
  const GridChoice choice =
      grid("FRA,,0,2023,average\nCHN,2021-02-16T00:00Z,600,2021,average\nCHN,2021-02-16T00:01:15Z,100,2021,average\n");
  const CarbonLedger carbon = account_carbon(*run.energy, assign_grids(*run.energy, choice));
  CHECK(part(carbon, "supply", "battery").meter_j == soft(1225));
  CHECK(part(carbon, "supply", "battery").grams == soft(1225 * 350 / 3.6e6));  // half at 600, half at 100
  CHECK(part(carbon, "supply", "battery deficit").meter_j == 0);
}

TEST_CASE("a full battery on its charger costs what the grid would") {
  HandTrace written = one_round_on_battery(100);
  for (BatteryRow& row : written.batteries) {
    row.plugged = 1;
    row.level_start_j = row.level_end_j = 10000;
    row.from_grid_j = row.direct_j = row.drawn_j;
  }
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  const Accounted run{written};
  const Accounted plain{one_round()};
  CHECK(account_carbon(*run.energy, assign_grids(*run.energy, choice)).total.grams ==
        soft(account_carbon(*plain.energy, assign_grids(*plain.energy, choice)).total.grams));
}

TEST_CASE("the parts of every breakdown add up to the whole") {
  CHECK(rc::check("random intervals, all boundaries", [] {
    HandTrace written = one_round();
    written.hosts[0].embodied_kg = 1000;
    written.hosts[0].lifetime_s = 1e8;
    written.host_energy.clear();
    const int count = *rc::gen::inRange(1, 60);
    for (int i = 0; i < count; ++i) {
      const auto activity = static_cast<Activity>(*rc::gen::inRange(0, 10));
      const double start_s = *rc::gen::inRange(0, 7000);
      const double end_s = start_s + *rc::gen::inRange(1, 5000);
      const IntervalPowers powers{*rc::gen::inRange(0, 500) / 7.0, *rc::gen::inRange(0, 500) / 3.0,
                                  *rc::gen::inRange(0, 9) / 3.0, *rc::gen::inRange(0, 9) / 7.0};
      written.host_energy.push_back(
          interval(*rc::gen::inRange(0, 2), *rc::gen::inRange(-1, 4), activity, start_s, end_s, powers));
    }
    const auto boundary = static_cast<Boundary>(*rc::gen::inRange(0, 3));
    const Accounted run{written, boundary};
    const GridChoice choice =
        grid("FRA,2021-02-16T00:00Z,50,2021,average\nFRA,2021-02-16T01:00Z,80,2021,average\nCHN,,600,2023,average\n");
    std::vector<BreakdownRequest> pairs;
    for (const std::string& a : facet_names()) {
      for (const std::string& b : facet_names()) {
        pairs.push_back(a == b ? BreakdownRequest{parse_facet(a)} : BreakdownRequest{parse_facet(a), parse_facet(b)});
      }
    }
    const CarbonLedger carbon = account_carbon(*run.energy, assign_grids(*run.energy, choice), pairs);
    for (const CarbonBreakdown& breakdown : carbon.breakdowns) {
      CarbonAmount whole;
      for (const CarbonShare& share : breakdown.parts) whole += share.amount;
      RC_ASSERT(whole.it_j == soft(carbon.total.it_j));
      RC_ASSERT(whole.meter_j == soft(carbon.total.meter_j));
      RC_ASSERT(whole.grams == soft(carbon.total.grams));
      RC_ASSERT(whole.embodied_g == soft(carbon.total.embodied_g));
    }
  }));
}
