#include "analysis/report/codecarbon_export.hpp"

#include "sim/base/csv.hpp"
#include "sim/base/unit.hpp"
#include "tests/analysis/carbon/accounted.hpp"
#include "tests/catch.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("a run stands in CodeCarbon's columns in kilograms and kilowatt-hours") {
  const Accounted run{one_kilowatt_hour("FRA")};
  const GridChoice choice = grid("FRA,,400,2023,average\n");
  const CarbonLedger carbon = account_carbon(*run.energy, assign_grids(*run.energy, choice), {{Facet::zone}});
  const CsvTable table =
      parse_csv(codecarbon_csv({{run.trace->header(), carbon}, {run.trace->header(), carbon}}), "emissions.csv");
  CHECK(table.header.size() == 38);
  REQUIRE(table.rows.size() == 2);
  const auto cell = [&](const char* column) { return table.rows[0].cells[*table.column(column)]; };
  CHECK(parse_number(cell("emissions")).value() == soft(0.6));
  CHECK(parse_number(cell("emissions_rate")).value() == soft(0.6 / 3600));
  CHECK(parse_number(cell("energy_consumed")).value() == soft(1.5));
  CHECK(parse_number(cell("pue")).value() == soft(1.5));
  CHECK(cell("timestamp") == "2021-02-16T01:00:00");
  CHECK(cell("country_iso_code") == "FRA");
  CHECK(cell("tracking_mode") == "simulation");
  CHECK(cell("gpu_energy") == "");
  // The same run has the same id on any machine, another scenario has another.
  TraceHeader other = run.trace->header();
  other.scenario_yaml += "\nname: other\n";
  const CsvTable two = parse_csv(codecarbon_csv({{run.trace->header(), carbon}, {other, carbon}}), "emissions.csv");
  const std::size_t id = *two.column("run_id");
  CHECK(two.rows[0].cells[id] == cell("run_id"));
  CHECK(two.rows[0].cells[id] != two.rows[1].cells[id]);
  CHECK(two.rows[0].cells[id].size() == 36);
}
