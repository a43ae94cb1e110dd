#include "sim/federation/client_pool.hpp"

#include <algorithm>
#include <unordered_set>

namespace roundwatt {

void ClientPool::admit(ClientId client) {
  admitted_[client.index()] = true;
  if (!away_[client.index()]) candidates_.add(client);
}

void ClientPool::withdraw(ClientId client) {
  admitted_[client.index()] = false;
  candidates_.remove(client);
}

void ClientPool::welcome(double now) {
  while (!returns_.empty() && returns_.top().time <= now) {
    const ClientId client = returns_.top().client;
    returns_.pop();
    away_[client.index()] = false;
    if (admitted_[client.index()]) candidates_.add(client);
  }
}

/// Whether a candidate is available; else it is none until it comes back.
bool ClientPool::is_there(ClientId client, double now) {
  const Presence presence = availability_->at(client, now);
  if (presence.available) return true;
  candidates_.remove(client);
  away_[client.index()] = true;
  if (presence.until < Presence::for_ever) returns_.push({presence.until, client});
  return false;
}

/// Leaves only those among the candidates that are available.
void ClientPool::settle(double now) {
  const std::vector<ClientId> all = candidates_.all();
  for (const ClientId client : all) is_there(client, now);
}

bool ClientPool::has_available(double now) {
  welcome(now);
  if (availability_ == nullptr) return !candidates_.all().empty();
  while (!candidates_.all().empty()) {
    if (is_there(candidates_.all().back(), now)) return true;
  }
  return false;
}

const EligibleClients& ClientPool::available(double now) {
  welcome(now);
  if (availability_ != nullptr) settle(now);
  return candidates_;
}

std::vector<ClientId> ClientPool::select(std::size_t count, double now, RandomStream stream) {
  welcome(now);
  if (availability_ == nullptr) return select_uniformly(candidates_, count, stream);
  // Whether this succeeds must not depend on who is already known to be away: fewer candidates than wanted could not do.
  constexpr std::size_t draws_a_client = 512;
  RandomStream numbers = stream;
  std::unordered_set<std::uint64_t> drawn;
  std::vector<ClientId> selected;
  const auto may_succeed = [&] { return selected.size() < count && candidates_.all().size() >= count; };
  for (std::size_t draws = draws_a_client * count; may_succeed() && draws > 0; --draws) {
    const std::uint64_t number = numbers.below(candidates_.population());
    const ClientId client{static_cast<std::size_t>(number)};
    if (!candidates_.contains(client) || drawn.contains(number) || !is_there(client, now)) continue;
    drawn.insert(number);
    selected.push_back(client);
  }
  if (selected.size() < count) {
    settle(now);
    return select_uniformly(candidates_, count, stream);
  }
  std::sort(selected.begin(), selected.end());
  return selected;
}

std::optional<double> ClientPool::next_return(double now) {
  welcome(now);
  // Who cannot be asked when it returns brings nobody back; admitted again, it is looked at again.
  while (!returns_.empty() && !admitted_[returns_.top().client.index()]) {
    away_[returns_.top().client.index()] = false;
    returns_.pop();
  }
  if (returns_.empty()) return std::nullopt;
  return returns_.top().time;
}

}  // namespace roundwatt
