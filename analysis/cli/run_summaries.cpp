#include "analysis/cli/run_summaries.hpp"

#include <fmt/format.h>

#include "analysis/cli/damage_guard.hpp"
#include "analysis/energy/boundary_rule.hpp"

namespace roundwatt {

std::vector<RunSummary> summarise_files(const std::vector<std::string>& files, const AccountOptions& options) {
  const GridChoice choice = options.chosen_grid();
  std::vector<RunSummary> runs;
  for (const std::string& file : files) {
    const DamageGuard guard{file};
    const TraceReader trace{file};
    const EnergyLedger energy = account_energy(trace, options.chosen_boundary(), {options.network_kwh_per_gb});
    runs.push_back(summarise(energy, assign_grids(energy, choice)));
  }
  return runs;
}

std::vector<ReportFact> facts_of(Boundary boundary) {
  return {{{"boundary", "boundary"}, boundary_name(boundary)},
          {{"boundary_in_words", "counted"}, boundary_in_words(boundary)},
          {{"not_counted", "not counted"}, "embodied carbon (making, transport, disposal of hosts and network)"}};
}

}  // namespace roundwatt
