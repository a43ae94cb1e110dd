#pragma once

#include <string>
#include <vector>

#include "analysis/cli/account_options.hpp"
#include "analysis/study/gram_model.hpp"

namespace roundwatt {

/// All traces taken apart, each on the grids that its platform declares.
std::vector<StudiedRun> study_files(const std::vector<std::string>& files, const GridChoice& choice, Boundary boundary,
                                    NetworkCost network);

}  // namespace roundwatt
