#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/simulation/expected_part.hpp"

namespace roundwatt {

/// How the hosts of one hardware model train.
struct TrainingSpeed {
  std::string model;  ///< empty: of hosts that name none
  std::size_t hosts = 0;
  double samples_per_second = 0;  ///< in the mean of its clients, what batches add included
  ExpectedPart part;              ///< the mean of up to a thousand of its clients; in mode centralized an epoch of the server
};

/// Of each hardware model that trains, in the order of their first clients.
std::vector<TrainingSpeed> training_speeds(PreparedRun& run);

/// Speeds that no such hardware has been measured to have, and overheads that nobody has stated, one sentence each.
std::vector<std::string> doubtful_speeds(const PreparedRun& run);

}  // namespace roundwatt
