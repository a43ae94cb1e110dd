#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "analysis/carbon/grid_assignment.hpp"
#include "sim/base/boundary.hpp"

namespace roundwatt {

/// The options of every verb that counts joules and grams.
struct AccountOptions {
  std::string boundary = "participation";
  std::vector<std::string> grids{"yearly"};
  std::string grid_kind = "average";
  std::string grid_accounting = "life-cycle";
  std::string grid_unit;
  std::string past_end;
  bool mixed = false;
  std::optional<double> network_kwh_per_gb;
  const CLI::Option* grid_kind_option = nullptr;  ///< whether somebody has said the kind

  /// \throws UserError when a name is none, or a grid file is wrong.
  Boundary chosen_boundary() const;
  GridChoice chosen_grid() const;
};

void add_account_options(CLI::App& command, AccountOptions& options);

/// Adds the traces that a verb reads, at least one.
void add_trace_files(CLI::App& command, std::vector<std::string>& files);

}  // namespace roundwatt
