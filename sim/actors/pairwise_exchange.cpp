#include "sim/actors/pairwise_exchange.hpp"

#include <algorithm>

#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

Exchanged PairwiseExchange::exchange(PeerStep& step) {
  ParticipationRow& row = step.participation->row;
  const ClientId self = step.peer.id;
  row.upload_start_s = row.upload_end_s = sg::Engine::get_clock();
  const std::optional<ClientId> partner = draw_partner(step);
  bool mixed = false;
  if (partner) {
    const Place place = line_.insert(line_.end(), {self, *partner});
    while (!services_.control.stopped() && both_on(*place) && !may_start(place)) book_.wait(self);
    const Pair pair = *place;
    const bool starts = !services_.control.stopped() && both_on(pair);
    if (starts) busy_[self.index()] = busy_[partner->index()] = true;
    leave_line(place);
    if (starts) row.upload_start_s = sg::Engine::get_clock();
    mixed = starts && swap_models(step, pair);
    if (starts) busy_[self.index()] = busy_[partner->index()] = false;
    wake_line();
    row.upload_end_s = sg::Engine::get_clock();
  }
  if (services_.control.stopped()) return {Ending::cancelled};
  if (!book_.is_on(self)) return {Ending::failed};
  if (mixed) let_partner_mix(*partner, step.number());
  return {Ending::done, mixed ? 1.0 : 0.0};
}

std::optional<ClientId> PairwiseExchange::draw_partner(const PeerStep& step) const {
  std::vector<ClientId> there;
  for (const NeighbourWeight& neighbour : neighbours_[step.peer.id.index()].neighbours) {
    if (book_.is_on(ClientId{neighbour.peer})) there.push_back(ClientId{neighbour.peer});
  }
  if (there.empty()) return std::nullopt;
  RandomStream stream{seed_, "gossip", step.peer.id.index(), static_cast<std::uint64_t>(step.number())};
  return there[stream.below(there.size())];
}

bool PairwiseExchange::may_start(Place place) const {
  if (busy_[place->asks.index()] || busy_[place->asked.index()]) return false;
  return std::none_of(line_.begin(), std::list<Pair>::const_iterator{place},
                      [&](const Pair& earlier) { return earlier.has(place->asks) || earlier.has(place->asked); });
}

void PairwiseExchange::leave_line(Place place) {
  line_.erase(place);
  wake_line();
}

/// Whether both models have arrived.
bool PairwiseExchange::swap_models(const PeerStep& step, const Pair& pair) {
  const BoundClient& asked = book_.peers()[pair.asked.index()];
  const PeerTraining::Model of_asking = learning_ == nullptr ? nullptr : learning_->model(pair.asks);
  const PeerTraining::Model of_asked = learning_ == nullptr ? nullptr : learning_->model(pair.asked);
  std::size_t under_way = 2;
  bool all_arrived = true;
  const auto over = [&](Ending ending, double, double) {
    all_arrived = all_arrived && ending == Ending::done;
    --under_way;
    book_.wake(pair.asks);
  };
  send_model(services_, book_, step.peer, asked, model_size_, step.number(), over);
  send_model(services_, book_, asked, step.peer, model_size_, step.number(), over);
  while (under_way > 0) book_.wait(pair.asks);  // couriers count down what lives here
  if (all_arrived && learning_ != nullptr) average(pair, of_asking, of_asked);
  return all_arrived;
}

/// Each moves half the way from what it sent to what it got: what it has learned meanwhile stays.
void PairwiseExchange::average(const Pair& pair, const PeerTraining::Model& of_asking, const PeerTraining::Model& of_asked) {
  learning_->set(pair.asks, moved_along(*learning_->model(pair.asks), *of_asking, *of_asked, 0.5));
  learning_->set(pair.asked, moved_along(*learning_->model(pair.asked), *of_asked, *of_asking, 0.5));
}

/// It works on the mean too, beside whatever it does.
void PairwiseExchange::let_partner_mix(ClientId partner, std::int32_t step) {
  book_.begin_flow(step);
  const auto mix = [this, partner, step] {
    RunControl::Enrolled enrolled{services_.control};
    services_.processor.compute(book_.peers()[partner.index()].device, mixing_per_model_, Activity::aggregate,
                                enrolled.cancellation);
    book_.end_flow(step);
  };
  start_actor("mixing", sg::this_actor::get_host(), services_.control.guarded(mix));
}

void PairwiseExchange::on_change(ClientId /*peer*/) { wake_line(); }

/// Who is woken may change the line at once.
void PairwiseExchange::wake_line() {
  const std::vector<Pair> waiting{line_.begin(), line_.end()};
  for (const Pair& pair : waiting) book_.wake(pair.asks);
}

}  // namespace roundwatt
