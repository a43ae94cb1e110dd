#pragma once

#include "sim/platform/platform_check_document.hpp"

namespace roundwatt {

/// What a run takes for a platform, bytes, as measured with SimGrid 3.32: 50 MB for the program, 4.1 kB a host, 0.6 kB a link,
/// 12.5 byte for each pair of nodes of a Full, 40 of a Floyd zone, and three times the text of the file. What it learns and
/// writes comes on top.
double estimate_memory(const PlatformDocument& document);

/// Reports a platform that the machine's free memory cannot hold. \returns whether it fits.
bool fits_machine(PlatformDocument& document);

}  // namespace roundwatt
