#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sim/actors/client.hpp"
#include "sim/federation/response_history.hpp"
#include "sim/scenario/straggler_choice.hpp"

namespace roundwatt {

/// Knows when rounds close at the latest, who is a simulated straggler, and which late updates are still to be used:
/// docs/methods/stragglers.md.
class StragglerWatch {
 public:
  /// \p leader: number of who leads the rounds, whose draws are its own.
  StragglerWatch(const Stragglers& rules, std::uint64_t seed, std::uint64_t leader, const LocalTraining& training);

  /// The cohort of \p round stands: sets its latest instant and the parts of its simulated stragglers.
  void begin(OpenRound& round);
  /// \p round stopped collecting.
  void close(const OpenRound& round);
  /// A participation is over.
  void end(const Participation& participation, Ending ending);

  /// Is the work of \p participation thrown away though it is in time?
  bool drops(const Participation& participation) const { return participation.straggler_units && rules_.late == Late::drop; }
  bool keeps_late() const { return rules_.late == Late::stale; }
  void keep(std::shared_ptr<Participation> late);
  /// The late updates of rounds before that with \p number that have arrived since the last call, in the order in which they
  /// came; their rounds still wait for what becomes of them.
  std::vector<std::shared_ptr<Participation>> take_late_before(std::int32_t number);
  /// All late updates that are left.
  std::vector<std::shared_ptr<Participation>> take_late();
  /// What an update counts in the mean beside its client's weight.
  double weight(const Participation& participation, std::int32_t now) const;

 private:
  void draw_stragglers_of(OpenRound& round) const;

  Stragglers rules_;
  std::uint64_t seed_;
  std::uint64_t leader_;
  const LocalTraining& training_;
  std::optional<ResponseHistory> history_;
  std::vector<std::shared_ptr<Participation>> late_;
};

}  // namespace roundwatt
