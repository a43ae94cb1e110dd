#pragma once

#include <vector>

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// federation.wait: when rounds begin.
void declare_waiting(KeyList& keys, WaitingChoice& waiting, const Scope& scope);
/// carbon.forecast: what is foreseen of the grid.
void declare_forecast(KeyList& keys, ForecastChoice& forecast);

/// Rules between these keys and others.
std::vector<Problem> broken_waiting_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
