#include "sim/grid/grid_import.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include "sim/base/error.hpp"
#include "sim/grid/column_meaning.hpp"
#include "sim/grid/read_grid.hpp"
#include "tests/catch.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

const CountryCodes codes{{"DE", "DEU"}, {"FR", "FRA"}, {"GB", "GBR"}};

GridImport imported(const std::string& text, const ImportOptions& options = {}) {
  return parse_any_grid(text, "grid", codes, options);
}

ImportOptions of_zone(const std::string& zone) {
  ImportOptions options;
  options.zone = zone;
  return options;
}

/// Of files whose columns are mere names.
ImportOptions of_grams(ImportOptions options = {}) {
  options.g_per_kwh = 1;
  options.kind = GridKind::average;
  return options;
}

double at(const GridImport& grid, const std::string& zone, const char* instant, GridKind kind = GridKind::average) {
  return grid.table.signal(zone, kind).at(parse_utc(instant).value()).value();
}

}  // namespace

TEST_CASE("Electricity Maps files are read in all their spellings") {
  for (const char* header :
       {"Datetime (UTC),Country,Zone name,Zone id,Carbon intensity gCO₂eq/kWh (direct),Carbon intensity gCO₂eq/kWh (Life "
        "cycle),Carbon-free energy percentage (CFE%),Renewable energy percentage (RE%),Data source,Data estimated,Data "
        "estimation method\n",
        "Datetime (UTC),Country,Zone Name,Zone Id,Carbon Intensity gCO₂eq/kWh (direct),Carbon Intensity gCO₂eq/kWh (Life "
        "cycle),Carbon-Free Energy Percentage (CFE%),Renewable Energy Percentage (RE%),Data Source,Data Estimated,Data "
        "Estimation Method\n",
        "Datetime (UTC),Country,Zone Name,Zone Id,Carbon Intensity gCO2eq/kWh (direct),Carbon Intensity gCO2eq/kWh (LCA),Low "
        "Carbon Percentage,Renewable Percentage,Data Source,Data Estimated,Data Estimation Method\n"}) {
    const std::string rows =
        "2023-01-01 00:00:00,Germany,Germany,DE,140.51,185.8,83,78,x,false,\n"
        "2023-01-01 01:00:00,Germany,Germany,DE,140.44,185.7,83,78,x,true,TSA\n";
    const GridImport grid = imported(header + rows);
    CHECK(grid.layout == "Electricity Maps, CSV");
    CHECK(at(grid, "DEU", "2023-01-01T01:30Z") == 185.7);
    CHECK(grid.series.at(0).origin == GridOrigin{GridAccounting::life_cycle, GridFlow::consumption});
    CHECK(grid.notes.at(0) == "1 of 2 values are estimates");
    ImportOptions direct;
    direct.accounting = GridAccounting::direct;
    CHECK(at(imported(header + rows, direct), "DE", "2023-01-01T00:00Z") == 140.51);
  }
  const GridImport old = imported("datetime,carbon_intensity_avg\n2020-01-01 00:00:00,300\n", of_zone("DEU"));
  CHECK(at(old, "DEU", "2020-01-01T05:00Z") == 300);
}

TEST_CASE("pounds a megawatt-hour become grams a kilowatt-hour, and are marginal") {
  const GridImport csv = imported("point_time,value\n2024-01-01T00:00:00+00:00,1000\n", of_zone("US-CAL-CISO"));
  CHECK(at(csv, "US-CAL-CISO", "2024-01-01T00:00Z", GridKind::marginal) == soft(453.59237));
  const GridImport json = imported(
      R"({"data":[{"point_time":"2024-01-01T00:00:00+00:00","value":870.0},{"point_time":"2024-01-01T00:05:00+00:00","value":1000}],
      "meta":{"region":"CAISO_NORTH","signal_type":"co2_moer","units":"lbs_co2_per_mwh"}})");
  CHECK(json.layout == "WattTime, API");
  CHECK(at(json, "CAISO_NORTH", "2024-01-01T00:07Z", GridKind::marginal) == soft(453.59237));
  CHECK(json.series.at(0).step_s == 300);
  CHECK_THROWS_WITH(
      imported(
          R"({"data":[{"point_time":"2024-01-01T00:00Z","value":1}],"meta":{"region":"X","signal_type":"health_damage"}})"),
      ContainsSubstring("health_damage, which is no carbon intensity"));
}

TEST_CASE("where nothing was measured in Great Britain the forecast counts and that is said") {
  const GridImport grid = imported(
      R"({"data":[{"from":"2018-01-20T12:00Z","to":"2018-01-20T12:30Z","intensity":{"forecast":266,"actual":263,"index":"moderate"}},
      {"from":"2018-01-20T12:30Z","to":"2018-01-20T13:00Z","intensity":{"forecast":270,"actual":null,"index":"moderate"}}]})");
  CHECK(at(grid, "GB", "2018-01-20T12:00Z") == 263);
  CHECK(at(grid, "GBR", "2018-01-20T12:45Z") == 270);
  CHECK_THAT(grid.notes.at(0), ContainsSubstring("1 of 2 values are forecasts"));
  const GridImport regional = imported(
      R"({"data":[{"regionid":3,"shortname":"North West England","data":[{"from":"2018-01-20T12:00Z","intensity":{"forecast":82}}]}]})");
  CHECK(at(regional, "GB-North West England", "2018-01-20T12:00Z") == 82);
}

TEST_CASE("the API of Electricity Maps and the Carbon Aware SDK are read") {
  const GridImport history = imported(
      R"({"zone":"FR","history":[{"carbonIntensity":50,"datetime":"2024-01-01T00:00:00.000Z"},{"carbonIntensity":60,"datetime":"2024-01-01T01:00:00.000Z"}]})");
  CHECK(at(history, "FRA", "2024-01-01T01:00Z") == 60);
  const GridImport one =
      imported(R"({"zone":"DE","carbonIntensity":302,"datetime":"2024-01-01T00:00:00.000Z","emissionFactorType":"direct"})");
  CHECK(one.series.at(0).origin.accounting == GridAccounting::direct);
  const GridImport sdk = imported(
      R"({"Emissions":[{"Location":"westus","Time":"2024-01-01T00:00:00+00:00","Rating":"71.5","Duration":"01:00:00"},
      {"Location":"westus","Time":"2024-01-01T01:00:00+00:00","Rating":72,"Duration":"01:00:00"}]})");
  CHECK(at(sdk, "westus", "2024-01-01T00:30Z") == 71.5);
}

TEST_CASE("WattTime before version 3 is marginal, in pounds, whatever the container") {
  // 900 lb/MWh · 0.45359237 = 408.233133 g/kWh.
  const GridImport csv = imported(
      "timestamp,MOER,MOER version,frequency\n2024-06-01 00:00:00+00:00,900,3.0,300\n2024-06-01 00:05:00+00:00,910,3.0,300\n",
      of_zone("X"));
  CHECK(at(csv, "X", "2024-06-01T00:00Z", GridKind::marginal) == soft(408.233133));
  const GridImport json = imported(
      R"([{"point_time":"2024-01-01T00:00:00.000Z","value":900,"frequency":300,"market":"RTM","ba":"CAISO_NORTH","datatype":"MOER"}])");
  CHECK(at(json, "CAISO_NORTH", "2024-01-01T00:00Z", GridKind::marginal) == soft(408.233133));
  const GridImport forecasts = imported(
      R"({"data":[{"generated_at":"2024-01-01T00:00:00+00:00","forecast":[{"point_time":"2024-01-01T00:00:00+00:00","value":100},
      {"point_time":"2024-01-01T00:05:00+00:00","value":200}]},
      {"generated_at":"2024-01-01T00:05:00+00:00","forecast":[{"point_time":"2024-01-01T00:05:00+00:00","value":1000}]}],
      "meta":{"region":"X","signal_type":"co2_moer","units":"lbs_co2_per_mwh"}})");
  CHECK(at(forecasts, "X", "2024-01-01T00:06Z", GridKind::marginal) == soft(453.59237));
  CHECK_THAT(forecasts.notes.at(1), ContainsSubstring("issued last"));
}

TEST_CASE("JSON is read with a byte-order mark, as a list alone, and of one region or value") {
  const GridImport marked = imported(
      "\xEF\xBB\xBF{\"zone\":\"FR\",\"history\":[{\"datetime\":\"2024-01-01T00:00:00.000Z\",\"carbonIntensity\":50}]}");
  CHECK(at(marked, "FRA", "2024-01-01T00:00Z") == 50);
  const GridImport list = imported(
      R"([{"zone":"DE","carbonIntensity":300,"datetime":"2024-01-01T00:00:00.000Z"},{"zone":"FR","carbonIntensity":40,"datetime":"2024-01-01T00:00:00.000Z"}])");
  CHECK(at(list, "FRA", "2024-01-01T00:00Z") == 40);
  const GridImport signal = imported(
      R"({"countryCode":"FR","data":{"carbonIntensity":58,"datetime":"2024-01-01T00:00:00.000Z","fossilFuelPercentage":9},"status":"ok","units":{"carbonIntensity":"gCO2eq/kWh"}})");
  CHECK(at(signal, "FRA", "2024-01-01T00:00Z") == 58);
  const GridImport service =
      imported(R"([{"location":"eastus","time":"2024-01-01T00:00:00+00:00","rating":300,"duration":"01:00:00"}])");
  CHECK(at(service, "eastus", "2024-01-01T00:00Z") == 300);
  const GridImport region = imported(
      R"({"data":{"regionid":13,"shortname":"London","data":[{"from":"2018-05-15T12:00Z","to":"2018-05-15T12:30Z","intensity":{"forecast":266}}]}})");
  CHECK(at(region, "GB-London", "2018-05-15T12:00Z") == 266);
}

TEST_CASE("a table is read where its columns say what they are, and nothing is taken for an intensity that is none") {
  // 500 lb/MWh · 0.45359237 = 226.796185 g/kWh; 0.25 kg/kWh = 250; 0.3 t/MWh = 300.
  const GridImport units =
      imported("Date (UTC),DE marginal [lbs CO2 per MWh],FR average (kg/kWh),PL avg t/MWh\n2024-01-01T00:00Z,500,0.25,0.3\n");
  CHECK(at(units, "DE", "2024-01-01T00:00Z", GridKind::marginal) == soft(226.796185));
  CHECK(at(units, "FR", "2024-01-01T00:00Z") == soft(250));
  CHECK(at(units, "PL", "2024-01-01T00:00Z") == soft(300));
  const GridImport index = imported(",DE average g/kWh\n2024-01-01 00:00:00,10\n2024-01-01 01:00:00,20\n");
  CHECK(at(index, "DEU", "2024-01-01T01:00Z") == 20);
  const GridImport numbered =
      imported(",datetime,zone,carbon_intensity_avg_g_per_kwh\n0,2024-01-01 00:00:00,FR,10\n1,2024-01-01 00:00:00,DE,20\n");
  CHECK(at(numbered, "DEU", "2024-01-01T00:00Z") == 20);
  const GridImport both = imported(
      "time,average gCO2/kWh direct,average gCO2/kWh (LCA),Load (MW)\n2024-01-01T00:00Z,100,150,50000\n", of_zone("DE"));
  CHECK(at(both, "DEU", "2024-01-01T00:00Z") == 150);
  CHECK(both.notes.at(0) == "not read: Load (MW) is a power");
  const GridImport stamped =
      imported("datetime,timestamp,carbon_intensity_avg,total_production_avg\n2021-01-01 00:00:00,1609459200,200,30000\n",
               of_zone("DE"));
  CHECK(stamped.series.size() == 1);
  CHECK_THROWS_WITH(
      imported("Date (UTC),Load (MW),Price (EUR/MWh),Wind\n2024-01-01T00:00Z,50000,80,3\n"),
      ContainsSubstring("Load (MW) is a power, Price (EUR/MWh) is a price, Wind is a source of energy. Its name must say so"));
  CHECK_THROWS_WITH(imported("time,DE\n2024-01-01T00:00Z,1\n"), ContainsSubstring("DE does not say in what unit") &&
                                                                    ContainsSubstring("DE does not say whether it is average"));
  CHECK_THROWS_WITH(imported("timestamp,DE average g/kWh\n1609459200,1\n"), ContainsSubstring("--start, such as 1970-01-01"));
  ImportOptions pounds = of_grams();
  pounds.g_per_kwh = g_per_kwh_of("lb/MWh");
  pounds.kind = GridKind::marginal;
  CHECK(at(imported("time,A\n2024-01-01T00:00Z,1000\n", pounds), "A", "2024-01-01T00:00Z", GridKind::marginal) ==
        soft(453.59237));
}

TEST_CASE("files of months and years cover their whole period") {
  const std::string header =
      "Datetime (UTC),Country,Zone name,Zone id,Carbon intensity gCO₂eq/kWh (direct),Carbon intensity gCO₂eq/kWh (Life "
      "cycle)\n";
  const GridImport months =
      imported(header + "2024-01-01 00:00:00,Germany,Germany,DE,300,350,,\n2024-02-01 00:00:00,Germany,Germany,DE,290,340,,\n");
  CHECK(utc_text(months.series.at(0).until) == "2024-03-01T00:00:00Z");
  const GridImport year =
      parse_any_grid(header + "2024-01-01 00:00:00,Germany,Germany,DE,300,350,,\n", "DE_2024_yearly.csv", codes, {});
  CHECK(utc_text(year.series.at(0).until) == "2025-01-01T00:00:00Z");
  const GridTable again = parse_grid(grid_file_text(year), "again", codes);
  CHECK(utc_text(again.signal("DEU", GridKind::average).covered_until()) == "2025-01-01T00:00:00Z");
}

TEST_CASE("generation with an average and files of columns and of seconds are read") {
  const GridImport hpe = imported("timestamp,WND,SUN,avg_CI\n2022-01-01 00:00:00+00:00,1,2,222.3\n", of_zone("US-CAL-CISO"));
  CHECK(at(hpe, "US-CAL-CISO", "2022-01-01T00:00Z") == 222.3);
  const GridImport wide = imported("oootime,Caiso_North,FR\n2022-01-01T00:00Z,200,\n2022-01-01T01:00Z,210,55\n", of_grams());
  CHECK(at(wide, "Caiso_North", "2022-01-01T01:00Z") == 210);
  CHECK(wide.series.at(1).blank == 1);
  ImportOptions since;
  since.start = parse_utc("2022-01-01");
  const GridImport vessim = imported("time,A\n0,100\n3600,200\n", of_grams(since));
  CHECK(at(vessim, "A", "2022-01-01T01:30Z") == 200);
  const GridImport simgrid = imported("host_id,timestamp,carbon_intensity\nnode-1,0,100\nnode-1,1800,200\n", since);
  CHECK(at(simgrid, "node-1", "2022-01-01T00:45Z") == 200);
  CHECK_THROWS_WITH(imported("time,A\n0,100\n", of_grams()), ContainsSubstring("Give --start, such as 2022"));
}

TEST_CASE("a typical day for each month fills its year") {
  const GridImport grid = imported("zone,month,hour,g_per_kwh,year,kind\nDE,2,0,400,2023,average\nDE,2,12,200,2023,average\n");
  CHECK(at(grid, "DEU", "2023-02-28T11:59Z") == 400);
  CHECK(at(grid, "DEU", "2023-02-28T12:00Z") == 200);
  CHECK(grid.series.at(0).values == 2 * 28);
}

TEST_CASE("what is missing, blank, twice or out of order is counted and bridged by the rule that was asked for") {
  const std::string text =
      "time,A\n2022-01-01T00:00Z,100\n2022-01-01T02:00Z,\n2022-01-01T01:00Z,110\n2022-01-01T01:00Z,110\n"
      "2022-01-01T04:00Z,140\n2022-01-01T04:00Z,150\n2022-01-01T05:00Z,150\n";
  const GridImport held = imported(text, of_grams());
  const SeriesReport& report = held.series.at(0);
  CHECK(report.step_s == 3600);
  CHECK(report.missing == 2);  // 02:00, which is blank, and 03:00
  CHECK(report.gaps == 1);
  CHECK(report.blank == 1);
  CHECK(report.repeated == 1);
  CHECK(report.conflicting == 1);
  CHECK(report.out_of_order == 1);
  CHECK(at(held, "A", "2022-01-01T03:00Z") == 110);
  ImportOptions options = of_grams();
  options.gaps = GapRule::interpolate;
  CHECK(at(imported(text, options), "A", "2022-01-01T03:00Z") == soft(130));
  options.gaps = GapRule::error;
  CHECK_THROWS_WITH(imported(text, options), ContainsSubstring("nothing from 2022-01-01T02:00:00Z to 2022-01-01T04:00:00Z"));
}

TEST_CASE("stamps of a local clock are noticed") {
  std::string text = "time,A\n";
  for (int hour = 0; hour < 24; ++hour) {
    if (hour != 2) text += fmt::format("2022-03-27T{:02}:00,100\n", hour);
    if (hour == 20) text += "2022-03-27T20:00,101\n";
  }
  CHECK_THAT(imported(text, of_grams()).notes.back(), ContainsSubstring("may be of a local clock"));
}

TEST_CASE("a file of no known layout names those that are known") {
  CHECK_THROWS_WITH(imported("a,b\n1,2\n"),
                    ContainsSubstring("its columns are a, b") && ContainsSubstring("Electricity Maps, CSV"));
  CHECK_THROWS_WITH(imported("{\"x\": 1}"), ContainsSubstring("its keys are those of none"));
  CHECK_THROWS_WITH(imported("{\"x\": "), ContainsSubstring("is no JSON"));
  CHECK_THROWS_WITH(imported("point_time,value\n2024-01-01T00:00Z,1\n"), ContainsSubstring("Give --zone"));
  CHECK_THROWS_WITH(
      imported("time,A\n2022-01-01T00:00Z,-1\nnever,2\n", of_grams()),
      ContainsSubstring("line 2: A = '-1' must be a number ≥ 0") && ContainsSubstring("line 3: time = 'never' is no instant"));
  CHECK_THROWS_WITH(imported("time,A,B\n2022-01-01T00:00Z,1,2\n", of_grams(of_zone("C"))), ContainsSubstring("has no zone C"));
}

TEST_CASE("what was imported is written so that it is read the same") {
  CHECK(rc::check("any steps", [] {
    const auto values = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-1, 1000)));
    std::string text = "time,A,\"B, C\"\n2022-01-01T00:00Z,1,2\n";
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string cell = values[i] < 0 ? "" : std::to_string(values[i] / 7.0);
      text += fmt::format("{},{},{}\n", utc_text({1641081600.0 + 900.0 * static_cast<double>(i)}), cell, values[i] + 1);
    }
    ImportOptions options = of_grams();
    options.gaps = *rc::gen::element(GapRule::hold, GapRule::interpolate);
    const GridImport grid = imported(text, options);
    const GridTable again = parse_grid(grid_file_text(grid), "again", codes);
    for (const GridSignal* signal : grid.table.signals()) {
      const GridSignal& other = again.signal(signal->zone(), signal->kind());
      RC_ASSERT(other.steps().steps().size() == signal->steps().steps().size());
      for (std::size_t i = 0; i < other.steps().steps().size(); ++i) {
        RC_ASSERT(other.steps().steps()[i].from == signal->steps().steps()[i].from);
        RC_ASSERT(other.steps().steps()[i].value == signal->steps().steps()[i].value);
      }
    }
  }));
}

TEST_CASE("a gap before the last value, or at the end, does not stretch it") {
  // 100, 200, 200 (held) and 900 from 00:15, five minutes each: 20 minutes, mean 350. What ends in a gap is held, too.
  GridImport grid =
      imported("time,A,B\n2022-01-01T00:00Z,100,100\n2022-01-01T00:05Z,200,200\n2022-01-01T00:15Z,900,\n", of_grams());
  grid.table.set_past_end(PastEnd::wrap);
  const auto mean = [&](const char* zone) {
    return grid.table.signal(zone, GridKind::average)
        .mean(parse_utc("2022-01-01T00:00Z").value(), parse_utc("2022-01-01T00:40Z").value())
        .value();
  };
  CHECK(at(grid, "A", "2022-01-01T00:21Z") == 100);
  CHECK(mean("A") == soft(350));
  CHECK(at(grid, "B", "2022-01-01T00:19Z") == 200);
}

TEST_CASE("past its end a series holds, begins anew or is refused") {
  GridImport grid = imported("time,A\n2022-01-01T00:00Z,100\n2022-01-01T01:00Z,300\n", of_grams());
  const auto mean = [&](const char* from, const char* to) {
    return grid.table.signal("A", GridKind::average).mean(parse_utc(from).value(), parse_utc(to).value()).value();
  };
  CHECK(mean("2022-01-01T02:00Z", "2022-01-01T04:00Z") == soft(300));
  grid.table.set_past_end(PastEnd::wrap);
  CHECK(mean("2022-01-01T02:00Z", "2022-01-01T04:00Z") == soft(200));
  CHECK(mean("2022-01-01T01:30Z", "2022-01-01T02:30Z") == soft(200));
  CHECK(at(grid, "A", "2022-01-01T06:30Z") == 100);
  grid.table.set_past_end(PastEnd::error);
  CHECK_THROWS_WITH(mean("2022-01-01T01:00Z", "2022-01-01T02:30Z"), ContainsSubstring("series ends at 2022-01-01T02:00:00Z"));
}
