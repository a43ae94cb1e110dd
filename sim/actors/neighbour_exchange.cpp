#include "sim/actors/neighbour_exchange.hpp"

#include <algorithm>

namespace roundwatt {

/// The first that none of its neighbours has begun: none of them waits for it in an earlier one.
std::int32_t NeighbourExchange::step_to_rejoin(ClientId peer) const {
  std::int32_t next = book_.step_of(peer) + 1;
  for (const NeighbourWeight& neighbour : mixing_[peer.index()].neighbours) {
    const ClientId other{neighbour.peer};
    if (!book_.is_on(other)) continue;
    // One that has no step left may not have begun the last ones.
    next = std::max(next, 1 + (book_.is_resting(other) ? book_.last_begun(other) : book_.step_of(other)));
  }
  return next;
}

Exchanged NeighbourExchange::exchange(PeerStep& step) {
  ParticipationRow& row = step.participation->row;
  const ClientId self = step.peer.id;
  std::size_t under_way = 0;
  row.upload_start_s = simgrid::s4u::Engine::get_clock();
  send_to_neighbours(step, under_way);
  row.upload_end_s = row.upload_start_s;
  // Couriers count down what lives here: they are waited for, whatever happens.
  while (under_way > 0 || (!services_.control.stopped() && book_.is_on(self) && awaits_somebody(step))) book_.wait(self);
  if (services_.control.stopped()) return {Ending::cancelled};
  if (!book_.is_on(self)) {
    inboxes_[self.index()].clear();
    return {Ending::failed};
  }
  take_messages(step);
  return {Ending::done, static_cast<double>(step.received_weights.size())};
}

void NeighbourExchange::send_to_neighbours(PeerStep& step, std::size_t& under_way) {
  for (const NeighbourWeight& neighbour : mixing_[step.peer.id.index()].neighbours) {
    if (!takes_part(neighbour.peer, step.number())) continue;
    ++under_way;
    const auto deliver = [this, &under_way, to = neighbour.peer, self = step.peer.id, number = step.number(), model = step.sent,
                          participation = step.participation](Ending ending, double, double end_s) {
      inboxes_[to][{number, self.index()}] = {ending == Ending::done, model};
      if (ending == Ending::done) participation->row.upload_end_s = end_s;
      --under_way;
      book_.wake(self);
      book_.wake(ClientId{to});
    };
    send_model(services_, book_, step.peer, book_.peers()[neighbour.peer], model_size_, step.number(), deliver);
  }
}

bool NeighbourExchange::takes_part(std::size_t neighbour, std::int32_t step) const {
  const ClientId other{neighbour};
  return book_.is_on(other) && book_.step_of(other) <= step;
}

bool NeighbourExchange::awaits_somebody(const PeerStep& step) const {
  const std::size_t self = step.peer.id.index();
  return std::any_of(mixing_[self].neighbours.begin(), mixing_[self].neighbours.end(), [&](const NeighbourWeight& neighbour) {
    return takes_part(neighbour.peer, step.number()) && !inboxes_[self].contains({step.number(), neighbour.peer});
  });
}

/// The models of this step, in the order of the peers; those of earlier steps, which it was off for, are forgotten.
void NeighbourExchange::take_messages(PeerStep& step) {
  const std::size_t self = step.peer.id.index();
  auto& inbox = inboxes_[self];
  for (const NeighbourWeight& neighbour : mixing_[self].neighbours) {
    const auto message = inbox.find({step.number(), neighbour.peer});
    if (message == inbox.end() || !message->second.arrived) continue;
    step.received.push_back({message->second.model, neighbour.weight});
    step.received_weights.push_back(neighbour.weight);
  }
  inbox.erase(inbox.begin(), inbox.lower_bound({step.number() + 1, 0}));
}

/// x_i ← W_ii x_i + Σ W_ij x_j, where the weights of those left out are the peer's own.
void NeighbourExchange::mix(PeerStep& step) {
  if (learning_ == nullptr) return;
  double own = 1;
  for (const double weight : step.received_weights) own -= weight;
  std::vector<Ingredient> ingredients{{step.sent, own}};
  ingredients.insert(ingredients.end(), step.received.begin(), step.received.end());
  learning_->set(step.peer.id, mixed(ingredients));
}

void NeighbourExchange::on_change(ClientId peer) {
  for (const NeighbourWeight& neighbour : mixing_[peer.index()].neighbours) book_.wake(ClientId{neighbour.peer});
}

}  // namespace roundwatt
