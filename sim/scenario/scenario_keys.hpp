#pragma once

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// The files that a scenario builds on: the value of `include` at the top of a file.
ValueFormat<std::vector<std::string>> include_value();

/// The one declaration of all keys, tied to the fields of \p scenario, which must outlive the list.
KeyList scenario_keys(Scenario& scenario);

}  // namespace roundwatt
