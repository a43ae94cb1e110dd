#pragma once

#include "analysis/report/report.hpp"
#include "sim/grid/grid_import.hpp"

namespace roundwatt {

/// What a grid file was recognised as and holds.
ReportSection import_section(const GridImport& imported);

}  // namespace roundwatt
