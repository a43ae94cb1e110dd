#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/grid/grid_import.hpp"

namespace roundwatt {

/// How a CSV layout is recognised and read.
struct CsvLayout {
  const char* name;
  bool (*is_it)(const CsvTable& table);
  void (*read)(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems);
};

/// How a JSON layout is recognised and read.
struct JsonLayout {
  const char* name;
  bool (*is_it)(const nlohmann::json& document);
  void (*read)(const nlohmann::json& document, const ImportOptions& options, ImportedFile& file, ProblemList& problems);
};

/// In the order in which they are tried.
const std::vector<CsvLayout>& csv_layouts();
const std::vector<JsonLayout>& json_layouts();

/// One pound a megawatt-hour, in g/kWh.
inline constexpr double g_per_kwh_of_lb_per_mwh = 0.45359237;

}  // namespace roundwatt
