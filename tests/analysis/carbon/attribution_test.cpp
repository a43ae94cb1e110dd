#include "analysis/carbon/attribution.hpp"

#include <limits>

#include "sim/base/error.hpp"
#include "tests/analysis/carbon/accounted.hpp"
#include "tests/catch.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

CarbonLedger by(const Accounted& run, const GridChoice& choice, const BreakdownRequest& request) {
  return account_carbon(*run.energy, assign_grids(*run.energy, choice), {request});
}

}  // namespace

TEST_CASE("any two facets make a table whose cells are what both say") {
  const Accounted run{one_round()};
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  const CarbonLedger carbon = by(run, choice, {Facet::round, Facet::activity});
  // Training: 50 W x 10 s. The server idles after the round: 0.1 x 100 W x 60 s.
  CHECK(cell(carbon, {"round", "activity"}, {"1", "train"}).it_j == soft(500));
  CHECK(cell(carbon, {"round", "activity"}, {"1", "train"}).grams == soft(500 / 3.6e6 * 600));
  CHECK(cell(carbon, {"round", "activity"}, {"outside rounds", "idle"}).it_j == soft(600));
  const CarbonLedger turned = by(run, choice, {Facet::activity, Facet::round});
  CHECK(cell(turned, {"activity", "round"}, {"train", "1"}).it_j == soft(500));
  REQUIRE(carbon.breakdowns[0].parts.size() == turned.breakdowns[0].parts.size());
  CHECK(turned.breakdowns[0].parts.front().names.front() == "train");
}

TEST_CASE("a round that no run can have costs no memory") {
  HandTrace written = one_round();
  for (HostEnergyRow& row : written.host_energy) {
    if (row.round == 1 && row.activity == Activity::train) row.round = std::numeric_limits<std::int32_t>::max();
  }
  const Accounted run{written};
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  const CarbonLedger carbon = by(run, choice, {Facet::round, Facet::activity});
  CHECK(cell(carbon, {"round", "activity"}, {"2147483647", "train"}).it_j == soft(500));
  CHECK(part(by(run, choice, {Facet::round}), "round", "2147483647").it_j == soft(500));
}

TEST_CASE("grams go to models and clients and zones") {
  const Accounted run{one_round()};
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  CHECK(part(by(run, choice, {Facet::model}), "model", "jetson-tx2").it_j == soft(630));
  CHECK(part(by(run, choice, {Facet::model}), "model", "network").it_j == soft(120));
  CHECK(part(by(run, choice, {Facet::client}), "client", "0").it_j == soft(630));
  CHECK(part(by(run, choice, {Facet::client}), "client", "no client").it_j == soft(2120));
  CHECK(part(by(run, choice, {Facet::zone}), "zone", "CHN").it_j == soft(750));
}

TEST_CASE("an interval over several hours of the day is split where they change") {
  HandTrace written = one_kilowatt_hour("FRA");
  written.header.start_utc = "2021-02-16T22:45:00Z";
  const Accounted run{written};
  const CarbonLedger carbon = by(run, grid("FRA,,400,2023,average\n"), {Facet::hour});
  CHECK(part(carbon, "hour", "22:00 UTC").it_j == soft(0.25 * 3.6e6));
  CHECK(part(carbon, "hour", "23:00 UTC").it_j == soft(0.75 * 3.6e6));
  written.header.start_utc = "2021-02-16T23:30:00Z";
  const Accounted night{written};
  CHECK(part(by(night, grid("FRA,,400,2023,average\n"), {Facet::hour}), "hour", "00:00 UTC").it_j == soft(0.5 * 3.6e6));
}

TEST_CASE("60 W for three hours over 100 and 200 and 400 g/kWh are 42 g and 50.4 g with a PUE of 1.2") {
  HandTrace written = one_kilowatt_hour("FRA");
  written.header.end_s = 3 * 3600;
  written.host_energy = {interval(0, -1, Activity::idle, 0, 3 * 3600, {60})};
  const GridChoice choice = grid(
      "FRA,2021-02-16T00:00Z,100,2021,average\nFRA,2021-02-16T01:00Z,200,2021,average\nFRA,2021-02-16T02:00Z,400,2021,"
      "average\n");
  written.sites[0].pue = 1;
  const Accounted plain{written};
  CHECK(by(plain, choice, {Facet::site}).total.grams == soft(42));
  written.sites[0].pue = 1.2;
  const Accounted cooled{written};
  CHECK(by(cooled, choice, {Facet::site}).total.grams == soft(50.4));
}

TEST_CASE("5 W drawn while off for ten hours at 403.65 g/kWh are 20.1825 g") {
  HandTrace written = one_kilowatt_hour("FRA");
  written.sites[0].pue = 1;
  written.hosts[0].off_w = 5;
  written.header.end_s = 36000;
  written.host_energy = {interval(0, -1, Activity::off, 0, 36000, {5})};
  const Accounted run{written, Boundary::fleet};
  CHECK(by(run, grid("FRA,,403.65,2023,average\n"), {Facet::site}).total.grams == soft(20.1825));
}

TEST_CASE("average and marginal intensities of two zones are told apart") {
  const Accounted run{one_round()};
  GridChoice choice = grid("FRA,,60,2023,average\nFRA,,500,2023,marginal\nCHN,,600,2023,average\nCHN,,700,2023,marginal\n");
  CHECK(by(run, choice, {Facet::zone}).total.grams == soft((3000 * 60 + 750 * 600) / 3.6e6));
  choice.kind = GridKind::marginal;
  CHECK(by(run, choice, {Facet::zone}).total.grams == soft((3000 * 500 + 750 * 700) / 3.6e6));
}

TEST_CASE("a facet that is misspelt is put right") {
  CHECK_THROWS_WITH(parse_facet("actvity"),
                    ContainsSubstring("'actvity' is none of site, zone") && ContainsSubstring("Did you mean activity?"));
}

TEST_CASE("the network can cost so much a gigabyte instead of the power of its links") {
  const ScratchFile file;
  one_round().write(file.path());
  const TraceReader trace{file.path()};
  const EnergyLedger energy = account_energy(trace, Boundary::participation, {0.06});
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  const CarbonLedger carbon = account_carbon(energy, assign_grids(energy, choice), {{Facet::network}, {Facet::site}});
  // 20 MB x 0.06 kWh/GB = 0.0012 kWh, at the device's site; the radio of the device stays.
  CHECK(part(carbon, "network", "by volume").it_j == soft(0.0012 * 3.6e6));
  CHECK(part(carbon, "network", "by volume").grams == soft(0.0012 * 600));
  CHECK(part(carbon, "network", "access point").it_j == 0);
  CHECK(part(carbon, "network", "radio of hosts").it_j == soft(30));
  CHECK(carbon.total.it_j == soft(2750 - 120 + 0.0012 * 3.6e6));
}

TEST_CASE("a cost for each gigabyte needs participations") {
  HandTrace written = one_round();
  written.participations.clear();
  const ScratchFile file;
  written.write(file.path());
  const TraceReader trace{file.path()};
  CHECK_THROWS_WITH(account_energy(trace, Boundary::participation, {0.06}), ContainsSubstring("trace.participations: true"));
}
