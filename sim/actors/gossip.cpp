#include "sim/actors/gossip.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

Gossip::Gossip(const std::vector<BoundClient>& peers, const LocalTraining& training, const PeerRules& rules,
               const MakeExchange& make_exchange, NextReturn next_return, ActorServices services)
    : book_{peers, services},
      rules_{rules},
      exchange_{make_exchange(book_)},
      next_return_{std::move(next_return)},
      services_{services},
      news_{services.control},
      peer_on_(services.fleet.hosts().size()),
      at_work_{peers.size()} {
  for (const BoundClient& peer : peers) {
    peer_on_[peer.device.index()] = peer.id;
    peers_.push_back(std::make_unique<Peer>(peer, training, rules_, *exchange_, book_, services_.peers, services_));
  }
}

std::vector<Role> Gossip::roles() {
  std::vector<Role> roles{{"observer", [this] { observe(); }}};
  for (const auto& peer : peers_) {
    roles.push_back({"peer", [this, &peer] {
                       peer->run();
                       --at_work_;
                       services_.control.announce();
                     }});
  }
  return roles;
}

void Gossip::observe() {
  while (!services_.control.stopped()) {
    look_at_steps();
    if (services_.control.stopped()) break;
    require_somebody();
    news_.wait(next_return_(sg::Engine::get_clock()));
  }
  book_.wake_all();
  while (!services_.control.failed() && (at_work_ > 0 || book_.is_in_flight())) news_.wait(std::nullopt);
  book_.close_all();
}

/// Looks at one step after another that is over now.
void Gossip::look_at_steps() {
  while (!services_.control.stopped()) {
    const std::optional<std::int32_t> step = book_.close_next();
    if (!step) return;
    const auto result = services_.evaluator.is_due(*step) ? services_.evaluator.measure(*step) : std::nullopt;
    if (result) services_.stops.after_evaluation(*step, *result);
    if (!services_.control.stopped()) services_.stops.after_round(*step);
  }
}

void Gossip::require_somebody() const {
  const auto& peers = book_.peers();
  const double now = sg::Engine::get_clock();
  if (std::any_of(peers.begin(), peers.end(), [this](const BoundClient& peer) { return book_.is_on(peer.id); })) return;
  if (next_return_(now)) return;
  throw RunError{fmt::format("no peer can go on any more: all {} devices are off for good at {} s", peers.size(), now)};
}

void Gossip::on_device_state(HostId device, bool on) {
  const ClientId peer = peer_on_[device.index()];
  if (!peer) return;
  book_.set_on(peer, on);
  book_.wake(peer);
  exchange_->on_change(peer);
  services_.control.announce();
}

}  // namespace roundwatt
