#pragma once

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/secure_aggregation_choice.hpp"

namespace roundwatt {

/// Declares the keys of federation.secure_aggregation.
void declare_secure_aggregation(KeyList& keys, SecureAggregationChoice& choice);

}  // namespace roundwatt
