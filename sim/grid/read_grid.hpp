#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "sim/grid/grid_table.hpp"

namespace roundwatt {

/// Reads a grid file (docs/formats/grid.md): CSV with the columns zone, start, g_per_kwh, year, kind and optionally alpha2,
/// name. Country codes of the yearly table that ships with the program are known. \throws UserError with file, line and cure of
/// the first twenty mistakes and their number.
GridTable read_grid(const std::filesystem::path& file);

/// The same for text at hand; \p name stands for the file, \p codes are the country codes known beforehand.
GridTable parse_grid(std::string_view text, const std::string& name, const CountryCodes& codes);

/// A kind by its name. \throws UserError when there is no such kind.
GridKind parse_grid_kind(std::string_view name);

}  // namespace roundwatt
