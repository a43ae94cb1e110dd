#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "sim/federation/selector.hpp"

namespace roundwatt {

/// Oort's parameters, with the values of its authors' code.
struct OortOptions {
  double exploration = 0.9;         ///< share of a cohort that has never been tried, in the first round
  double exploration_decay = 0.98;  ///< of that share, each round
  double exploration_min = 0.3;
  double round_threshold = 30;   ///< percentile of the durations that is preferred, in (0, 100]; 100: no preference
  double round_penalty = 2;      ///< exponent of (preferred / duration) for slower clients
  double clip = 0.9;             ///< quantile of the utilities above which they count as that
  double cut_off = 0.05;         ///< of the utility at the end of the cohort: who lies above is drawn from
  std::int64_t pacer_step = 20;  ///< rounds between looks at whether the preferred duration should change
  double pacer_delta = 5;        ///< by so many percentiles
};

/// Oort's selection of participants for training (Lai et al., OSDI 2021, algorithm 1).
///
/// A client that was tried in round L(i) has the utility
///   U(i) = clipped and scaled to [0, 1] |B_i| √(Σ loss² / |B_i|) + √(0.1 ln R / L(i)),  × (T / t_i)^penalty where t_i > T,
/// over all its samples B_i, with the duration t_i of its last participation and T the percentile of those durations that is
/// preferred. Of a cohort the share 1 - ε is drawn in proportion to utility among those above cut_off × the utility of the
/// first that would not be in it; the rest, ε, among those never tried, in proportion to their samples and the expected speed.
/// Every pacer_step rounds the sums of the utilities of two windows are compared: within 10 % the preferred percentile rises by
/// pacer_delta, beyond five-fold it falls.
class OortSelector final : public Selector {
 public:
  /// \p samples by client; \p seconds are expected of clients that were never tried.
  OortSelector(const OortOptions& options, std::vector<std::int64_t> samples, ExpectedCost seconds);

  std::vector<ClientId> select(const SelectionRequest& request) override;
  void report(const ClientReport& report) override;

  /// Of a client that was tried, among \p clients that were, in \p round; for tests and for people who look inside.
  std::vector<double> utilities(const std::vector<ClientId>& clients, std::int32_t round) const;
  double round_threshold() const { return threshold_; }
  double exploration() const { return exploration_; }

 private:
  struct Arm {
    std::int32_t last_round = 0;  ///< 0: never tried
    double reward = 0;            ///< |B| √(Σ loss² / |B|)
    double seconds = 0;
  };

  bool tried(ClientId client) const { return arms_[client.index()].last_round > 0; }
  double preferred_seconds() const;
  std::vector<ClientId> exploit(const std::vector<ClientId>& clients, std::size_t count, const SelectionRequest& request,
                                RandomStream& stream);
  std::vector<ClientId> explore(const std::vector<ClientId>& clients, std::size_t count, double time_s, RandomStream& stream);
  void pace(std::int32_t round);

  OortOptions options_;
  std::vector<std::int64_t> samples_;
  ExpectedCost expected_seconds_;
  std::vector<Arm> arms_;  ///< by client
  double threshold_;
  double exploration_;
  std::vector<double> exploited_utility_;  ///< by round
  std::set<ClientId> exploited_;           ///< in the last round
};

}  // namespace roundwatt
