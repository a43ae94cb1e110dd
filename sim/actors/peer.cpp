#include "sim/actors/peer.hpp"

#include "sim/actors/client.hpp"
#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

void Peer::run() {
  while (!services_.control.stopped() && has_steps_left()) {
    if (!book_.is_on(self_.id)) {
      wait_to_rejoin();
      continue;
    }
    wait_for_end_if_due();
    if (services_.control.stopped()) break;
    const double start_s = sg::Engine::get_clock();
    const Outcome outcome = take_step();
    if (outcome == Outcome::failed) continue;
    enter(book_.step_of(self_.id) + 1);
    // A peer that has nothing to do and nobody to do it with must not count steps for ever at one instant.
    while (!services_.control.stopped() && sg::Engine::get_clock() == start_s) book_.wait(self_.id, start_s + 1);
  }
  book_.rest(self_.id);
}

/// No step begins at stop.time.
void Peer::wait_for_end_if_due() {
  while (services_.stops.time_is_up() && !services_.control.stopped()) book_.wait(self_.id);
}

/// Until its device is back. Its model is as it was.
void Peer::wait_to_rejoin() {
  while (!services_.control.stopped() && !book_.is_on(self_.id)) book_.wait(self_.id);
  if (!services_.control.stopped()) enter(std::max(exchange_.step_to_rejoin(self_.id), book_.first_open()));
}

void Peer::enter(std::int32_t step) {
  book_.enter(self_.id, step);
  exchange_.on_change(self_.id);
}

Outcome Peer::take_step() {
  PeerStep step{self_, book_.begin(self_), {}, {}, {}};
  step.participation->pace = 1 / self_.speed;
  Ending ending = rules_.order == MixingOrder::atc ? adapt_then_combine(step) : combine_while_training(step);
  if (ending == Ending::done) ending = test(step);
  const Outcome outcome = ending == Ending::done     ? Outcome::aggregated
                          : ending == Ending::failed ? Outcome::failed
                                                     : Outcome::cancelled;
  book_.end(*step.participation, outcome);
  return outcome;
}

/// x_i ← Σ W_ij (x_j + δ_j)
Ending Peer::adapt_then_combine(PeerStep& step) {
  if (const Ending ending = train(step); ending != Ending::done) return ending;
  adapt(step);
  if (learning_ != nullptr) step.sent = learning_->model(self_.id);
  return combine(step, exchange_.exchange(step));
}

/// x_i ← Σ W_ij x_j + δ_i: models are on their way while the peer trains.
Ending Peer::combine_while_training(PeerStep& step) {
  if (learning_ != nullptr) step.sent = learning_->model(self_.id);
  Exchanged exchanged;
  const sg::SemaphorePtr exchange_over = sg::Semaphore::create(0);
  const auto exchange = [&] {
    exchanged = exchange_.exchange(step);
    exchange_over->release();
  };
  start_actor("exchange", sg::this_actor::get_host(), services_.control.guarded(exchange));
  const Ending trained = train(step);
  exchange_over->acquire();
  if (trained != Ending::done) return trained;
  const Ending ending = combine(step, exchanged);
  if (ending == Ending::done) adapt(step);
  return ending;
}

Ending Peer::train(PeerStep& step) {
  if (self_.samples == 0) return Ending::done;  // it only passes on what others have learned
  if (learning_ != nullptr) step.participation->global = learning_->model(self_.id);
  const FlopsPerSecond speed{services_.fleet.host(self_.device).row.speed_flop_s};
  return Client{self_, HostId{}, training_, services_.transport, services_.processor, speed, services_.learning}.train(
      *step.participation);
}

void Peer::adapt(PeerStep& step) {
  Participation& participation = *step.participation;
  if (learning_ == nullptr || self_.samples == 0) return;
  learning_->adapt(self_.id, step.number(), participation.global, std::move(participation.update));
}

Ending Peer::combine(PeerStep& step, const Exchanged& exchanged) {
  if (exchanged.ending != Ending::done) return exchanged.ending;
  const Flops work = rules_.mixing_per_model * exchanged.models;
  const Ending ending =
      services_.processor.compute(self_.device, work, Activity::aggregate, step.participation->cancellation());
  if (ending == Ending::done) exchange_.mix(step);
  return ending;
}

Ending Peer::test(PeerStep& step) {
  if (!services_.evaluator.is_due(step.number())) return Ending::done;
  const Ending ending = services_.evaluator.test(self_.device, step.participation->cancellation());
  if (ending == Ending::done && learning_ != nullptr) learning_->finish(self_.id, step.number());
  return ending;
}

}  // namespace roundwatt
