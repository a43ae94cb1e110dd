#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/base/random_stream.hpp"
#include "sim/federation/client_selector.hpp"

namespace roundwatt {

/// What a round asks of a selector.
struct SelectionRequest {
  std::int32_t round = 1;  ///< from 1
  double time_s = 0;       ///< simulated time now
  const EligibleClients& eligible;
  std::size_t count = 0;
  RandomStream stream;
};

/// What a server knows once a client's participation is over.
struct ClientReport {
  ClientId client;
  std::int32_t round = 1;
  bool returned = false;  ///< its update arrived in time
  double seconds = 0;     ///< from being selected to the end
  std::int64_t samples = 0;
  /// Of the samples as they were trained on; NaN where nothing is learned.
  double mean_loss = std::numeric_limits<double>::quiet_NaN();
  /// √(Σ loss² / samples), likewise.
  double root_mean_square_loss = std::numeric_limits<double>::quiet_NaN();
};

/// Who is asked to take part in a round.
class Selector {
 public:
  virtual ~Selector() = default;

  /// min(count, all that are eligible) distinct eligible clients, in ascending order. A function of the request and of what was
  /// reported before.
  virtual std::vector<ClientId> select(const SelectionRequest& request) = 0;

  /// In the order of the clients for one round.
  virtual void report(const ClientReport& /*report*/) {}

 protected:
  Selector() = default;
  Selector(const Selector&) = default;
  Selector& operator=(const Selector&) = default;
};

/// What a client's part in a round is expected to cost at \p time_s: seconds, joules or grams. At least 0.
using ExpectedCost = std::function<double(ClientId client, double time_s)>;

}  // namespace roundwatt
