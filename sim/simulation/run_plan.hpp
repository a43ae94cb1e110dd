#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// As scenarios say it.
const char* mode_name(Mode mode);

/// What a scenario will do, as far as it is known without simulating.
struct RunPlan {
  std::string mode;
  std::string server;  ///< empty in mode gossip
  std::size_t sites = 0, devices = 0, clients = 0, links = 0;
  std::int64_t samples = 0;
  std::int64_t selected_per_round = 0;  ///< in mode asynchronous: updates in an aggregation
  std::size_t aggregators = 0;          ///< at the edge
  double edge_bytes_per_round = 0;      ///< between them and the server
  std::int64_t max_concurrency = 0;     ///< clients under way at once, in mode asynchronous
  std::optional<std::int64_t> rounds;   ///< stop.rounds
  double bytes_per_participation = 0;
  double raw_data_bytes = 0;
  std::size_t edges = 0;               ///< between peers, in mode gossip
  std::optional<double> spectral_gap;  ///< likewise
  std::vector<std::string> warnings;
};

}  // namespace roundwatt
