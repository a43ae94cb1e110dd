#pragma once

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// Declares the keys of the sections federation.availability and federation.failure_detection.
void declare_availability(KeyList& keys, Federation& federation);

}  // namespace roundwatt
