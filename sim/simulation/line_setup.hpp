#pragma once

#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

/// Gives each line the rate that federation.devices.line says, in the order of the first client behind it. The line of a client
/// is what stands first on its way behind an access point: its first wired link to the host that asks it, and the last one
/// back; clients behind the same link share one line and one factor. Call it once all routes are in use. \throws UserError with
/// each client that has no line, whose line has a bandwidth_file, or that is behind the same line as one with another factor.
void scale_lines(const Scenario& scenario, Fleet& fleet, const std::vector<ClientWay>& ways);

}  // namespace roundwatt
