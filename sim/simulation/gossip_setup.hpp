#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/local_work.hpp"
#include "sim/actors/protocol.hpp"
#include "sim/federation/mixing.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

class PreparedRun;

/// Who exchanges models with whom in a run of mode gossip, and what they count.
struct PeerTopology {
  Mixing mixing;
  std::vector<PeerEdge> edges;
  std::vector<double> weights;  ///< of the edges
  double spectral_gap = 1;      ///< of what mixes in a step; pairwise: of the mean exchange
  std::vector<std::string> warnings = {};
};

/// The topology that \p scenario states for \p peers, by the names of their devices. \throws UserError where it fits them not,
/// at the key
PeerTopology peer_topology(const Scenario& scenario, const std::vector<std::string>& peers);

/// The protocol of mode gossip; \p run and \p training outlive it.
std::unique_ptr<Protocol> make_gossip(PreparedRun& run, const LocalTraining& training, const ActorServices& services);

}  // namespace roundwatt
