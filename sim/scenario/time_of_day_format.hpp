#pragma once

#include "sim/scenario/availability_choice.hpp"
#include "sim/scenario/value_format.hpp"

namespace roundwatt {

/// "22:00"; printed in quotes, since YAML 1.1 takes it for a number of base 60.
ValueFormat<TimeOfDay> time_of_day();

}  // namespace roundwatt
