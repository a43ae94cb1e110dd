#pragma once

#include <functional>
#include <list>
#include <optional>
#include <simgrid/s4u.hpp>
#include <unordered_map>

#include "sim/actors/cancellation.hpp"
#include "sim/actors/flow_tuner.hpp"
#include "sim/actors/instant.hpp"
#include "sim/actors/recorder.hpp"
#include "sim/base/id.hpp"
#include "sim/platform/fleet.hpp"

namespace roundwatt {

/// What became of a flow.
struct Delivery {
  Ending ending = Ending::done;
  double start_s = 0, end_s = 0;
  double bytes = 0;       ///< that left the sender
  double bytes_lost = 0;  ///< of them, those of a message that did not arrive whole
};

/// Moves bytes between hosts in simulated time, and meters them: who receives and sends, which link carries what.
class Transport {
 public:
  /// \p exact_solver says whether SimGrid updates flows at each of its steps (network/optim:Full).
  Transport(Fleet& fleet, Recorder& recorder, Instant& instant, bool exact_solver);
  /// From now on links may change under flows. Call it before the first flow.
  void expect_changes(const NetworkConstants& constants) { tuner_.emplace(fleet_, constants); }
  /// Makes \p change of \p links by the tuner that it is given; the flows over them follow.
  void change(const std::vector<simgrid::s4u::Link*>& links, const std::function<void(FlowTuner&)>& change);

  /// Sends \p size (rounded to whole bytes) and waits for its arrival. Call it from an actor that outlives both hosts.
  Delivery send(HostId from, HostId to, Bytes size, std::int32_t round, Cancellation& cancellation);

  /// What \p size takes from one host to the other with nobody else on the way: latencies, and the slowest link's rate.
  Seconds lone_time(HostId from, HostId to, Bytes size) { return fleet_.lone_time(from, to, size); }

  /// Called whenever a flow is over, before what follows from its end.
  void on_end(std::function<void()> listener) { on_end_ = std::move(listener); }

  /// Whether a flow is all but whole: it ends within SimGrid's precision of time.
  bool is_arriving();

  /// Charges the links for all that has left its sender up to now.
  void carry_all();

 private:
  struct Flow {
    simgrid::s4u::CommPtr comm;
    HostId from, to;
    const Route* route;
    std::int32_t round;
    double size;
    double moves_from_s = 0;  ///< when its latency is paid; known where links change
    bool is_tuned_once_it_moves = false;
    double sent = 0;  ///< known when the flow is over
    bool broken = false;
    double charged = 0;  ///< bytes that the link meter knows of
  };

  /// A flow that is known to the transport as long as this lives.
  class InFlight;

  using Actions = std::unordered_map<const Flow*, simgrid::kernel::resource::Action*>;

  /// What SimGrid moves for each of the flows.
  Actions actions() const;
  void tune(Flow& flow, const Actions& actions);
  /// Those of which links changed while they paid their latency.
  void tune_what_moves_now();
  /// The flows that SimGrid touches when one of \p links changes, in the order of their start: those whose acknowledgements
  /// alone cross it are among them.
  std::vector<Flow*> flows_over(const std::vector<simgrid::s4u::Link*>& links) const;
  void charge(Flow& flow, double sent);
  void note_broken(simgrid::kernel::resource::NetworkAction& action);

  Fleet& fleet_;
  Recorder& recorder_;
  Instant& instant_;
  bool exact_solver_;
  double last_step_ = 0;  ///< simulated time up to which SimGrid has moved the flows
  std::unordered_map<const simgrid::kernel::activity::ActivityImpl*, Flow*> flow_of_;
  std::optional<FlowTuner> tuner_;
  std::function<void()> on_end_;
  std::list<Flow*> in_flight_;  ///< in the order of their start
};

}  // namespace roundwatt
