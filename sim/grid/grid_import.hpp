#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/grid/grid_table.hpp"

namespace roundwatt {

/// What becomes of steps that a series lacks.
enum class GapRule {
  hold,         ///< the value before goes on
  interpolate,  ///< on the line between its neighbours, at the steps that are missing
  error         ///< the file is refused, with each gap
};

/// What a file does not say of itself.
struct ImportOptions {
  std::string zone;                                        ///< of files without; else only this one is taken
  std::optional<UtcTime> start;                            ///< of files that count seconds
  GridAccounting accounting = GridAccounting::life_cycle;  ///< of files with both
  GapRule gaps = GapRule::hold;
  std::optional<double> g_per_kwh;  ///< in what a value of a file without units is one, such as 0.45359237 of lb/MWh
  std::optional<GridKind> kind;     ///< of files that do not say
};

/// One value as a layout has it.
struct ImportedPoint {
  std::string zone;
  GridKind kind{};
  GridOrigin origin;
  UtcTime start;
  std::optional<double> g_per_kwh;  ///< nothing: blank in the file
  int line = 0;                     ///< of the file; 0 in JSON
};

/// How long the values of a file hold, where its name says so.
enum class FilePeriod { unknown, month, year };

/// A file in the words of its layout.
struct ImportedFile {
  std::string layout;  ///< "Electricity Maps, CSV"
  std::string name;    ///< of the file, for errors
  std::vector<ImportedPoint> points;
  std::vector<std::string> notes;  ///< what readers must know: a forecast in place of a measurement, units that were turned
  FilePeriod period = FilePeriod::unknown;
};

/// What was made of the points of one zone and kind.
struct SeriesReport {
  std::string zone;
  GridKind kind{};
  GridOrigin origin;
  UtcTime first, until;
  double step_s = 0;  ///< the usual distance; 0 of a constant
  std::size_t values = 0;
  std::size_t blank = 0;        ///< cells without a value
  std::size_t missing = 0;      ///< steps that are not there, blank ones included
  std::size_t gaps = 0;         ///< places where they are not
  std::size_t repeated = 0;     ///< stamps that stand there twice with one value
  std::size_t conflicting = 0;  ///< stamps that stand there twice with two values: the first counts
  std::size_t out_of_order = 0;
};

struct GridImport {
  GridTable table;
  std::string layout;
  std::vector<SeriesReport> series;
  std::vector<std::string> notes;
};

/// Reads a file of carbon intensities of any layout in docs/formats/grid.md, recognised by its header or keys. \throws
/// UserError with file, line, column, value and cure of the first twenty mistakes.
GridImport import_grid(const std::filesystem::path& file, const ImportOptions& options);

/// The same for text at hand; \p name stands for the file.
GridImport parse_any_grid(std::string_view text, const std::string& name, const CountryCodes& codes,
                          const ImportOptions& options);

/// The same series as a file of Roundwatt's own layout, which read_grid() reads.
std::string grid_file_text(const GridImport& imported);

/// What a reader must know: the notes of the layout, and of each series what was missing, twice there or out of order.
std::vector<std::string> notes_of(const GridImport& imported);

/// An accounting by its name. \throws UserError when there is none.
GridAccounting parse_grid_accounting(std::string_view name);

/// A rule by its name. \throws UserError when there is none.
GapRule parse_gap_rule(std::string_view name);

}  // namespace roundwatt
