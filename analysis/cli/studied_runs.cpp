#include "analysis/cli/studied_runs.hpp"

#include "analysis/cli/damage_guard.hpp"

namespace roundwatt {

std::vector<StudiedRun> study_files(const std::vector<std::string>& files, const GridChoice& choice, Boundary boundary,
                                    NetworkCost network) {
  std::vector<StudiedRun> runs;
  for (const std::string& file : files) {
    const DamageGuard guard{file};
    const TraceReader trace{file};
    const EnergyLedger energy = account_energy(trace, boundary, network);
    runs.push_back(study_run(energy, assign_grids(energy, choice)));
  }
  return runs;
}

}  // namespace roundwatt
