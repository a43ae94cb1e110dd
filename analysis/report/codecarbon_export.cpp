#include "analysis/report/codecarbon_export.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "sim/base/calendar.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/text_file.hpp"
#include "sim/base/version.hpp"

namespace roundwatt {

namespace {

constexpr std::array columns{"timestamp",
                             "project_name",
                             "run_id",
                             "experiment_id",
                             "duration",
                             "emissions",
                             "emissions_rate",
                             "cpu_power",
                             "gpu_power",
                             "ram_power",
                             "cpu_energy",
                             "gpu_energy",
                             "ram_energy",
                             "energy_consumed",
                             "water_consumed",
                             "country_name",
                             "country_iso_code",
                             "region",
                             "cloud_provider",
                             "cloud_region",
                             "os",
                             "python_version",
                             "codecarbon_version",
                             "cpu_count",
                             "cpu_model",
                             "gpu_count",
                             "gpu_model",
                             "longitude",
                             "latitude",
                             "ram_total_size",
                             "tracking_mode",
                             "cpu_utilization_percent",
                             "gpu_utilization_percent",
                             "ram_utilization_percent",
                             "ram_used_gb",
                             "on_cloud",
                             "pue",
                             "wue"};

/// The zone that emits most: CodeCarbon has one place a row.
std::string main_zone(const CarbonLedger& carbon) {
  const auto& parts = carbon.breakdowns.front().parts;
  const auto most = std::max_element(parts.begin(), parts.end(),
                                     [](const auto& a, const auto& b) { return a.amount.grams < b.amount.grams; });
  return most == parts.end() ? "" : most->names.front();
}

/// Of all that decides a run, in the form of a UUID: the same run has the same, on any machine.
std::string run_id(const TraceHeader& header) {
  const std::string hash =
      sha256(fmt::format("{}\n{}\n{}\n{}", header.scenario_yaml, header.platform_sha256, header.git_commit, header.start_utc));
  return fmt::format("{}-{}-{}-{}-{}", hash.substr(0, 8), hash.substr(8, 4), hash.substr(12, 4), hash.substr(16, 4),
                     hash.substr(20, 12));
}

std::string number(double value) { return fmt::format("{}", value); }

std::string row_of(const ExportedRun& run) {
  constexpr double grams_per_kg = 1000;
  const CarbonAmount& total = run.carbon.total;
  const double end_s = parse_utc(run.header.start_utc).value().epoch_s + run.header.end_s;
  const double kilograms = total.grams / grams_per_kg;
  const std::string stamp = utc_text({std::floor(end_s)});
  const std::map<std::string, std::string> known{
      {"timestamp", stamp.substr(0, stamp.size() - 1)},  // CodeCarbon writes no Z
      {"project_name", run.header.name},
      {"run_id", run_id(run.header)},
      {"experiment_id", run.header.mode},
      {"duration", number(run.header.end_s)},
      {"emissions", number(kilograms)},
      {"emissions_rate", run.header.end_s > 0 ? number(kilograms / run.header.end_s) : ""},
      {"energy_consumed", number(total.meter_j / joules_per_kwh)},
      {"country_iso_code", main_zone(run.carbon)},
      {"codecarbon_version", fmt::format("roundwatt {}", program_version)},
      {"tracking_mode", "simulation"},
      {"on_cloud", "N"},
      {"pue", total.it_j > 0 ? number(total.meter_j / total.it_j) : ""}};
  std::vector<std::string> cells;
  for (const char* column : columns) {
    const auto found = known.find(column);
    cells.push_back(found == known.end() ? "" : csv_field(found->second));
  }
  return fmt::format("{}\n", fmt::join(cells, ","));
}

}  // namespace

std::string codecarbon_csv(const std::vector<ExportedRun>& runs) {
  std::string text = fmt::format("{}\n", fmt::join(columns, ","));
  for (const ExportedRun& run : runs) text += row_of(run);
  return text;
}

}  // namespace roundwatt
