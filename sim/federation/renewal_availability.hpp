#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "sim/base/quantity.hpp"
#include "sim/base/random_stream.hpp"
#include "sim/federation/availability.hpp"

namespace roundwatt {

/// A Weibull distribution of times; shape 1 is the exponential one. mean = scale · Γ(1 + 1/shape).
class TimeDistribution {
 public:
  /// \p mean > 0 s, \p shape > 0.
  TimeDistribution(Seconds mean, double shape);

  double mean() const { return mean_; }
  double scale() const { return scale_; }
  double draw(RandomStream& stream) const;
  /// What is left, at an instant that does not depend on it, of the time that is running then: a time drawn in proportion to
  /// its length, and a uniform share of it (Cox, Renewal Theory, 1962, chapter 5). Of a Weibull time, (time/scale)^shape drawn
  /// in proportion to length is Gamma(1 + 1/shape).
  double draw_residual(RandomStream& stream) const;

 private:
  double mean_, shape_, scale_;
};

/// Clients come and go in independent times on and off: an alternating renewal process that is stationary from t = 0 on, so
/// that a client is available at any instant with probability on / (on + off). The times of a client are drawn from its own
/// stream when it is first asked about, up to the instant of the question, and kept.
class RenewalAvailability final : public Availability {
 public:
  RenewalAvailability(TimeDistribution on, TimeDistribution off, std::uint64_t seed) : on_{on}, off_{off}, seed_{seed} {}

  Presence at(ClientId client, double time) const override;

 private:
  struct History {
    RandomStream stream;
    bool on_at_start;
    std::vector<double> changes;
  };

  History begin(ClientId client) const;

  TimeDistribution on_, off_;
  std::uint64_t seed_;
  mutable std::unordered_map<ClientId, History> histories_;  ///< only looked up, never gone through
};

}  // namespace roundwatt
