#include "analysis/cli/account_options.hpp"

#include "analysis/energy/boundary_rule.hpp"
#include "sim/base/command_line_values.hpp"
#include "sim/grid/read_grid.hpp"
#include "sim/grid/yearly_intensity.hpp"

namespace fedjoule {

Boundary AccountOptions::chosen_boundary() const { return parse_boundary(boundary); }

GridChoice AccountOptions::chosen_grid() const {
  GridChoice choice{{}, parse_grid_kind(grid_kind)};
  for (const std::string& grid : grids) choice.tables.push_back(grid == "yearly" ? yearly_intensity() : read_grid(grid));
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
              "Grid file (docs/formats/grid.md), or 'yearly' for the table that ships with the program; given several times, "
              "the first that has a zone counts")
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
  restrict_to(command.add_option("--grid-kind", options.grid_kind, "average or marginal carbon intensity")
                  ->type_name("KIND")
                  ->capture_default_str(),
              {grid_kind_name(GridKind::average), grid_kind_name(GridKind::marginal)});
}

void add_trace_files(CLI::App& command, std::vector<std::string>& files) {
  suggest_files(command.add_option("TRACE", files, "Traces that fedjoule run has written")->required()->type_name("FILE"),
                ".h5");
}

}  // namespace fedjoule
