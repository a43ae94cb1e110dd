#pragma once

#include <cstdint>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// The clients that can be asked now: constant time to add, remove and draw.
class EligibleClients {
 public:
  explicit EligibleClients(std::size_t clients) : position_(clients, absent) {}

  void add(ClientId client);
  void remove(ClientId client);
  bool contains(ClientId client) const { return position_[client.index()] != absent; }
  const std::vector<ClientId>& all() const { return clients_; }
  /// All clients, eligible or not.
  std::size_t population() const { return position_.size(); }

 private:
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);
  std::vector<ClientId> clients_;
  std::vector<std::size_t> position_;
};

/// Draws min(\p count, all of them) distinct clients, each subset equally likely, in ascending order. The cohort follows from
/// who is eligible and the stream alone, not from the order in which clients became so: runs on other hardware stay paired.
/// Expected time O(count) as long as a sixteenth of all clients is eligible, else O(n log n) in the number of those who are.
std::vector<ClientId> select_uniformly(const EligibleClients& eligible, std::size_t count, RandomStream stream);

/// How many clients a round asks so that clients_per_round answer: ceil(over_selection × clients_per_round - 1e-9).
std::size_t clients_to_select(double over_selection, std::int64_t clients_per_round);

}  // namespace roundwatt
