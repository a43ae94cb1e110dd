#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace roundwatt {

/// How long clients took to answer in the last rounds, and the deadline that follows: the percentile of their response times,
/// by nearest rank. Who has not answered counts as slower than all who have; where the percentile falls among those, the
/// deadline is twice the longest time that was waited or answered in, as a retransmission timer backs off (RFC 6298, 5.5): a
/// deadline that cuts off its own measurements could else only fall.
class ResponseHistory {
 public:
  /// \p percentile in (0, 100]; \p rounds ≥ 1 that are looked back on.
  ResponseHistory(double percentile, std::size_t rounds) : percentile_{percentile}, rounds_{rounds} {}

  void asked(std::int32_t round, std::size_t clients) { of_round_[round].asked = clients; }
  /// A client of \p round answered, \p seconds after it was asked.
  void answered(std::int32_t round, double seconds);
  /// A client of \p round died: it says nothing of speed.
  void lost(std::int32_t round);
  /// \p round stopped collecting, \p seconds after its start.
  void closed(std::int32_t round, double seconds);

  /// Seconds from the start of the next round; nothing before anybody has answered.
  std::optional<double> deadline() const;

 private:
  struct Round {
    std::size_t asked = 0;  ///< clients that answered or might have
    std::vector<double> responses;
    double waited = 0;
  };

  double percentile_;
  std::size_t rounds_;
  std::map<std::int32_t, Round> of_round_;  ///< the last ones that closed, and the one under way
};

}  // namespace roundwatt
