#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <queue>
#include <vector>

#include "sim/federation/availability.hpp"
#include "sim/federation/client_selector.hpp"

namespace roundwatt {

/// The clients that a server can ask: those it has admitted, as far as they are available. Availability is asked only of
/// clients that are about to be drawn. One that is found away is set aside until its next change, so that it costs one question
/// and O(log n) each time that it is away, and one that is never drawn costs nothing.
class ClientPool {
 public:
  /// \p availability: null where clients are always there.
  ClientPool(std::size_t clients, const Availability* availability)
      : availability_{availability}, candidates_{clients}, admitted_(clients, false), away_(clients, false) {}

  void admit(ClientId client);
  void withdraw(ClientId client);

  /// Whether anybody can be asked at \p now.
  bool has_available(double now);
  /// Draws min(\p count, all of them) of the clients that are available at \p now, each subset equally likely, in ascending
  /// order. Follows from who is available and the stream alone. Expected time O(count / share) where a share of all clients is
  /// available; where that is below 1/512, or nearly all are wanted, O(n log n) in the number of those who are.
  std::vector<ClientId> select(std::size_t count, double now, RandomStream stream);
  /// All that are available at \p now: asks everybody who was not known to be away.
  const EligibleClients& available(double now);
  /// The first instant after \p now at which one of those that are admitted and were found away may be available again.
  std::optional<double> next_return(double now);

 private:
  struct Return {
    double time;
    ClientId client;
    auto operator<=>(const Return&) const = default;
  };

  void welcome(double now);
  bool is_there(ClientId client, double now);
  void settle(double now);

  const Availability* availability_;
  EligibleClients candidates_;  ///< admitted and not known to be away
  std::vector<bool> admitted_, away_;
  std::priority_queue<Return, std::vector<Return>, std::greater<>> returns_;  ///< of those away, unless for good
};

}  // namespace roundwatt
