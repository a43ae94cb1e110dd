#pragma once

#include "sim/actors/local_work.hpp"
#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

/// What a client's part in a round is expected to take, from what the platform declares: nothing else uses its lines, and its
/// device is as fast as declared. docs/methods/selection.md.
struct ExpectedPart {
  double download_s = 0, train_s = 0, upload_s = 0;
  double download_j = 0, train_j = 0, upload_j = 0;  ///< of the device, idle power and radio included
  double joules = 0;                                 ///< all of it at the meter of its site

  double seconds() const { return download_s + train_s + upload_s; }
};

/// Of \p client, with \p training, asked by the host \p asked_by; of no host: it trains, and nothing is sent.
ExpectedPart expected_part(PreparedRun& run, const BoundClient& client, HostId asked_by, const LocalTraining& training);

}  // namespace roundwatt
