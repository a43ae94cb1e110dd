#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/bound_client.hpp"
#include "sim/actors/participation.hpp"

namespace roundwatt {

/// What peers know of each other, and what the trace is to know of their steps: who is on, which step each is in, and which
/// steps are under way. A step is over once nobody who is on is in it or before it, and nothing is in flight for it.
class StepBook {
 public:
  /// \p peers outlive this.
  StepBook(const std::vector<BoundClient>& peers, ActorServices services);

  const std::vector<BoundClient>& peers() const { return peers_; }
  bool is_on(ClientId peer) const { return on_[peer.index()]; }
  void set_on(ClientId peer, bool on);
  /// The step that \p peer is in, or next begins.
  std::int32_t step_of(ClientId peer) const { return step_[peer.index()]; }
  /// The first step that is not over: nobody begins an earlier one.
  std::int32_t first_open() const { return first_open_; }

  /// \p peer is in \p step from now on, which is no earlier than that it was in.
  void enter(ClientId peer, std::int32_t step);
  /// \p peer has no step left.
  void rest(ClientId peer) { resting_[peer.index()] = true; }
  bool is_resting(ClientId peer) const { return resting_[peer.index()]; }
  /// 0 before the first.
  std::int32_t last_begun(ClientId peer) const { return last_begun_[peer.index()]; }
  std::shared_ptr<Participation> begin(const BoundClient& peer);
  void end(Participation& participation, Outcome outcome);
  /// A flow of \p step begins or ends.
  void begin_flow(std::int32_t step);
  void end_flow(std::int32_t step);

  /// Whether anybody is at work, or any flow is under way.
  bool is_in_flight() const;

  /// Writes the row of the next step that is over, and returns its number, or nothing.
  std::optional<std::int32_t> close_next();
  /// Writes those of all steps: the run has ended.
  void close_all();

  /// Sleeps until wake(), which lets others run at once, at most until \p latest.
  void wait(ClientId peer, std::optional<double> latest = std::nullopt);
  void wake(ClientId peer) { bells_[peer.index()]->release(); }
  void wake_all();

 private:
  std::shared_ptr<OpenRound>& open(std::int32_t step);
  bool is_over(std::int32_t step) const;
  void close(std::int32_t step, RoundEnd reason);

  const std::vector<BoundClient>& peers_;
  ActorServices services_;
  std::vector<bool> on_;
  std::vector<std::int32_t> step_;
  std::vector<bool> resting_;
  std::vector<std::int32_t> last_begun_;
  std::multiset<std::int32_t> steps_of_those_on_;
  std::vector<simgrid::s4u::SemaphorePtr> bells_;
  std::map<std::int32_t, std::shared_ptr<OpenRound>> open_;
  std::int32_t first_open_ = 1;
};

}  // namespace roundwatt
