#include "analysis/cli/account_options.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "analysis/energy/boundary_rule.hpp"
#include "sim/base/command_line_values.hpp"
#include "sim/grid/column_meaning.hpp"
#include "sim/grid/grid_import.hpp"
#include "sim/grid/read_grid.hpp"
#include "sim/grid/yearly_intensity.hpp"

namespace roundwatt {

Boundary AccountOptions::chosen_boundary() const { return parse_boundary(boundary); }

namespace {

/// ZONE=FILE, for files that do not say their zone; or a file alone.
struct NamedGrid {
  std::string zone, file;
};

NamedGrid named_grid(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || std::filesystem::exists(text)) return {"", text};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

struct PastEndName {
  const char* name;
  PastEnd past_end;
};
constexpr PastEndName past_ends[]{
    {"hold", PastEnd::hold}, {"wrap", PastEnd::wrap}, {"wrap-year", PastEnd::wrap_year}, {"error", PastEnd::error}};

}  // namespace

GridChoice AccountOptions::chosen_grid() const {
  GridChoice choice;
  choice.kind = parse_grid_kind(grid_kind);
  choice.mixing = mixed ? Mixing::allowed : Mixing::refused;
  ImportOptions options;
  options.accounting = parse_grid_accounting(grid_accounting);
  if (!grid_unit.empty()) options.g_per_kwh = g_per_kwh_of(grid_unit);
  if (!grid_unit.empty() || (grid_kind_option != nullptr && grid_kind_option->count() > 0)) options.kind = choice.kind;
  for (const std::string& grid : grids) {
    if (grid == "yearly") {
      choice.tables.push_back(yearly_intensity());
      continue;
    }
    const NamedGrid named = named_grid(grid);
    options.zone = named.zone;
    GridImport imported = import_grid(named.file, options);
    for (const std::string& note : notes_of(imported)) choice.notes.push_back(fmt::format("{}: {}", grid, note));
    choice.tables.push_back(std::move(imported.table));
  }
  for (const PastEndName& one : past_ends) {
    if (past_end == one.name) {
      for (GridTable& table : choice.tables) table.set_past_end(one.past_end);
    }
  }
  return choice;
}

void add_account_options(CLI::App& command, AccountOptions& options) {
  restrict_to(command
                  .add_option("--boundary", options.boundary,
                              "Which joules count: participation, incremental (above idle) or fleet (everything)")
                  ->type_name("BOUNDARY")
                  ->capture_default_str(),
              {boundary_name(Boundary::participation), boundary_name(Boundary::incremental), boundary_name(Boundary::fleet)});
  suggest_files(
      command
          .add_option(
              "--grid", options.grids,
              "Grid file of any layout in docs/formats/grid.md, ZONE=FILE where it does not say its zone, or 'yearly' for the "
              "table that ships with the program; given several times, the first that has a zone counts")
          ->expected(1)
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
          ->type_name("GRID")
          ->capture_default_str(),
      ".csv");
  command
      .add_option("--network-kwh-per-gb", options.network_kwh_per_gb,
                  "Count the network by what was sent, so much for 10^9 bytes, instead of by the power of links")
      ->type_name("KWH")
      ->check(CLI::NonNegativeNumber);
  restrict_to(command
                  .add_option("--grid-accounting", options.grid_accounting,
                              "Of grid files that have both: emissions of plants as they run, or fuel and plants too")
                  ->type_name("ACCOUNTING")
                  ->capture_default_str(),
              {grid_accounting_name(GridAccounting::direct), grid_accounting_name(GridAccounting::life_cycle)});
  restrict_to(
      command
          .add_option(
              "--past-end", options.past_end,
              "What holds after the end of a series of the grid; unless it is said, the last value, for a run that begins "
              "before")
          ->type_name("RULE"),
      {"hold", "wrap", "wrap-year", "error"});
  restrict_to(command
                  .add_option("--grid-unit", options.grid_unit,
                              "Of grid files that do not say theirs; they are taken to be of the kind of --grid-kind")
                  ->type_name("UNIT"),
              intensity_units());
  command.add_flag("--mixed", options.mixed, "Allow direct and life-cycle intensities in one sum");
  CLI::Option* kind = command.add_option("--grid-kind", options.grid_kind, "average or marginal carbon intensity");
  options.grid_kind_option = kind;
  restrict_to(kind->type_name("KIND")->capture_default_str(),
              {grid_kind_name(GridKind::average), grid_kind_name(GridKind::marginal)});
}

void add_trace_files(CLI::App& command, std::vector<std::string>& files) {
  suggest_files(command.add_option("TRACE", files, "Traces that roundwatt run has written")->required()->type_name("FILE"),
                ".h5");
}

}  // namespace roundwatt
