#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/simulation/simulation.hpp"

namespace roundwatt {

/// What a run came to, as `roundwatt run --json` prints it; what is not known is null, what the run does not have is not there.
nlohmann::ordered_json summary_json(const RunSummary& summary, const std::string& trace);

/// The same for people, in lines.
std::string summary_text(const RunSummary& summary, const std::string& trace);

}  // namespace roundwatt
