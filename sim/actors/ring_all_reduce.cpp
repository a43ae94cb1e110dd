#include "sim/actors/ring_all_reduce.hpp"

#include <algorithm>
#include <cmath>

namespace roundwatt {

std::size_t RingAllReduce::Ring::place_of(ClientId peer) const {
  const auto member = std::find_if(members.begin(), members.end(), [&](const Member& one) { return one.peer == peer; });
  return static_cast<std::size_t>(member - members.begin());
}

/// The first that nobody has begun: the ring of a step does not grow.
std::int32_t RingAllReduce::step_to_rejoin(ClientId peer) const {
  std::int32_t next = book_.step_of(peer) + 1;
  for (const BoundClient& other : book_.peers()) {
    if (other.id != peer && book_.is_on(other.id)) next = std::max(next, book_.step_of(other.id) + 1);
  }
  return next;
}

RingAllReduce::Ring& RingAllReduce::ring_of(std::int32_t step) {
  const auto [ring, is_new] = rings_.try_emplace(step);
  if (!is_new) return ring->second;
  rings_.erase(rings_.begin(), rings_.lower_bound(std::min(step, book_.first_open())));
  for (const BoundClient& peer : book_.peers()) {
    if (book_.is_on(peer.id) && book_.step_of(peer.id) <= step) ring->second.members.push_back({peer.id, nullptr});
  }
  return ring->second;
}

Exchanged RingAllReduce::exchange(PeerStep& step) {
  ParticipationRow& row = step.participation->row;
  row.upload_start_s = row.upload_end_s = simgrid::s4u::Engine::get_clock();
  const ClientId self = step.peer.id;
  Ring& ring = ring_of(step.number());
  if (ring.place_of(self) == ring.members.size()) return {Ending::done};  // back when all the others had gone
  Member& member = ring.members[ring.place_of(self)];
  member.model = step.sent;
  member.done = pass_parts(step, ring);
  const auto peers = static_cast<double>(ring.members.size());
  if (member.done) {
    row.upload_end_s = simgrid::s4u::Engine::get_clock();
    for (const Member& one : ring.members) step.received.push_back({one.model, 1 / peers});
  }
  if (services_.control.stopped()) return {Ending::cancelled};
  if (!book_.is_on(self)) return {Ending::failed};
  return {Ending::done, member.done ? (peers - 1) / peers : 0};
}

/// Stage s: part (place − s) to the next one, and one part from the one before. Returns whether all have come and gone.
bool RingAllReduce::pass_parts(const PeerStep& step, Ring& ring) {
  const std::size_t parts = ring.members.size();
  const std::size_t place = ring.place_of(step.peer.id);
  const std::size_t next = (place + 1) % parts;
  const BoundClient& to = book_.peers()[ring.members[next].peer.index()];
  for (std::size_t stage = 0; stage < 2 * (parts - 1); ++stage) {
    if (!goes_on(ring, step.peer.id)) return false;
    bool sending = true;
    bool arrived = false;
    const auto over = [&, next](Ending ending, double, double) {
      sending = false;
      arrived = ending == Ending::done;
      if (arrived) {
        ++ring.members[next].received;
      } else {
        ring.broken = true;
      }
      for (const Member& member : ring.members) book_.wake(member.peer);
    };
    send_model(services_, book_, step.peer, to, part((place + 2 * parts - stage) % parts, parts), step.number(), over);
    while (sending || (goes_on(ring, step.peer.id) && ring.members[place].received <= stage)) book_.wait(step.peer.id);
    if (!arrived || ring.members[place].received <= stage) return false;
  }
  return true;
}

/// Whole bytes that add up to the model.
Bytes RingAllReduce::part(std::size_t number, std::size_t parts) const {
  const double bytes = std::round(model_size_.value());
  const auto until = [&](std::size_t count) {
    return std::floor(bytes * static_cast<double>(count) / static_cast<double>(parts));
  };
  return Bytes{until(number + 1) - until(number)};
}

bool RingAllReduce::goes_on(const Ring& ring, ClientId self) const {
  return !services_.control.stopped() && !ring.broken && book_.is_on(self);
}

/// x_i ← 1/n Σ x_j; nothing where the ring was broken.
void RingAllReduce::mix(PeerStep& step) {
  if (learning_ != nullptr && !step.received.empty()) learning_->set(step.peer.id, mixed(step.received));
}

void RingAllReduce::on_change(ClientId peer) {
  if (book_.is_on(peer)) return;
  std::vector<ClientId> concerned;  // who is woken may change the rings at once
  for (auto& [step, ring] : rings_) {
    const std::size_t place = ring.place_of(peer);
    if (place == ring.members.size() || ring.members[place].done) continue;
    ring.broken = true;
    for (const Member& member : ring.members) concerned.push_back(member.peer);
  }
  for (const ClientId one : concerned) book_.wake(one);
}

}  // namespace roundwatt
