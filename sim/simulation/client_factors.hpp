#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// The factors, above 0, of each of \p clients, who live on \p devices (empty: on none), in the CSV \p file (columns client or
/// device, and speed), which is the value of \p key. \throws UserError with what is wrong with it.
std::vector<double> factors_from_file(const Scenario& scenario, const std::string& key, const FileReference& file,
                                      std::size_t clients, const std::vector<std::string>& devices);

}  // namespace roundwatt
