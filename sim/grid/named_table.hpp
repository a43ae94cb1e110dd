#pragma once

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/grid/grid_import.hpp"

namespace roundwatt {

/// Whether \p table has a column of times and others: it may be one whose columns say what they are.
bool is_named_table(const CsvTable& table);

/// Reads such a table, with a column for each zone (Vessim) or a zone for each row. What the columns do not say, the options
/// must.
void read_named_table(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems);

}  // namespace roundwatt
