#pragma once

#include "sim/federation/client_selector.hpp"

namespace roundwatt {

/// All of \p clients, eligible.
inline EligibleClients everyone(std::size_t clients) {
  EligibleClients eligible{clients};
  for (std::size_t i = 0; i < clients; ++i) eligible.add(ClientId{i});
  return eligible;
}

}  // namespace roundwatt
