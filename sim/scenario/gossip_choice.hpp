#pragma once

#include <cstdint>
#include <optional>

#include "sim/scenario/file_reference.hpp"

namespace roundwatt {

enum class TopologyKind {
  ring,
  torus,
  complete,
  star,
  random_regular,
  erdos_renyi,
  watts_strogatz,
  barabasi_albert,
  graphml,
  edge_list
};
/// Whether a peer mixes what it has trained (adapt, then combine), or trains beside the mixing (D-PSGD).
enum class MixingOrder { atc, dpsgd };
enum class MixingWeights { metropolis_hastings, uniform, given };

/// Who exchanges models with whom, and what they count: docs/methods/federation.md.
struct TopologyChoice {
  std::optional<TopologyKind> kind;
  std::optional<MixingOrder> order;
  MixingWeights weights = MixingWeights::metropolis_hastings;
  std::optional<std::int64_t> rows, columns;  ///< of a torus
  std::int64_t degree = 0;                    ///< of a random regular graph
  double p = 0;                               ///< of Erdős and Rényi's
  std::int64_t k = 0;                         ///< of Watts and Strogatz's
  std::optional<double> beta;                 ///< likewise
  std::int64_t m = 0;                         ///< of Barabási and Albert's
  FileReference file;

  bool operator==(const TopologyChoice&) const = default;
};

enum class GossipTiming { synchronous, pairwise };
enum class GossipExchange { neighbours, ring_all_reduce };

/// Mode gossip: peers without a server.
struct GossipChoice {
  GossipTiming timing = GossipTiming::synchronous;
  GossipExchange exchange = GossipExchange::neighbours;

  bool operator==(const GossipChoice&) const = default;
};

}  // namespace roundwatt
