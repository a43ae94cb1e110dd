#pragma once

#include <cstdint>
#include <vector>

#include "analysis/study/gram_model.hpp"
#include "analysis/study/input_range.hpp"

namespace roundwatt {

/// What one input does to the grams of a run.
struct InputEffect {
  InputRange range;
  double grams_low = 0, grams_high = 0;  ///< at either bound, all else as run
  double variance_share = 0;             ///< of the variance that all inputs make, by this one alone (first order)

  double swing() const { return grams_high > grams_low ? grams_high - grams_low : grams_low - grams_high; }
};

/// How many values are drawn, and from which streams.
struct MonteCarlo {
  std::size_t samples = 10000;  ///< at least 1
  std::uint64_t seed = 1;
};

struct Sensitivity {
  double as_run = 0;                 ///< [g], like all below
  std::vector<InputEffect> effects;  ///< by swing, the largest first
  double mean = 0, deviation = 0;    ///< of the samples
  double exact_mean = 0, exact_deviation = 0;
  double p5 = 0, p50 = 0, p95 = 0;  ///< quantiles of the samples
};

/// Each input alone, and all together, drawn independently. The same seed gives the same samples; an input draws the same
/// whichever others there are. \throws UserError when an input has no part in the run's grams.
Sensitivity sensitivity_of(const StudiedRun& run, const std::vector<InputRange>& ranges, MonteCarlo monte_carlo);

}  // namespace roundwatt
