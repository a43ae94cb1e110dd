#pragma once

#include "sim/platform/platform_check_document.hpp"

namespace roundwatt {

/// What SimGrid will need for a platform, bytes: 2.4 kB a host and 0.6 kB a link (measured with 3.32), and 8 byte for each pair
/// of nodes of a Full, 16 of a Floyd zone.
double estimate_memory(const PlatformDocument& document);

/// Reports a platform that the machine's free memory cannot hold. \returns whether it fits.
bool fits_machine(PlatformDocument& document);

}  // namespace roundwatt
