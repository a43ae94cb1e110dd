#pragma once

#include <memory>

#include "sim/federation/selector.hpp"
#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

/// What a client's part in a round is expected to take, from what the platform declares: nothing else uses its lines, and its
/// device is as fast as declared. docs/methods/selection.md.
struct ExpectedPart {
  double download_s = 0, train_s = 0, upload_s = 0;
  double joules = 0;  ///< at the meter of its site, from selection to the end of its upload

  double seconds() const { return download_s + train_s + upload_s; }
};

/// Of \p client, with \p training.
ExpectedPart expected_part(PreparedRun& run, const BoundClient& client, const LocalTraining& training);

/// The selector that the scenario names; null for uniform, which needs no list of all clients.
std::unique_ptr<Selector> make_selector(PreparedRun& run, const LocalTraining& training);

}  // namespace roundwatt
