#include "sim/scenario/gossip_rules.hpp"

#include <fmt/format.h>

#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

namespace {

/// What only a server does.
void check_server(RuleBook& book) {
  book.refuse("federation.server", "peers have no server.");
  book.refuse("federation.clients_per_round", "no server selects peers: all take every step.");
  book.refuse("federation.compression.kind",
              "peers send models, not changes of a model that their neighbours have, and no compression of those is defined.");
}

/// Numbers of one kind of graph mean nothing to another.
void check_parameters(RuleBook& book, const TopologyChoice& topology) {
  if (!book.use("federation.topology.kind").good || !topology.kind) return;
  const auto reserve = [&](const char* name, bool holds, const char* where) {
    book.reserve(fmt::format("federation.topology.{}", name), holds, fmt::format("with federation.topology.kind {}", where));
  };
  const auto is = [&](TopologyKind kind) { return topology.kind == kind; };
  reserve("rows", is(TopologyKind::torus), "torus");
  reserve("columns", is(TopologyKind::torus), "torus");
  reserve("degree", is(TopologyKind::random_regular), "random-regular");
  reserve("p", is(TopologyKind::erdos_renyi), "erdos-renyi");
  reserve("k", is(TopologyKind::watts_strogatz), "watts-strogatz");
  reserve("beta", is(TopologyKind::watts_strogatz), "watts-strogatz");
  reserve("m", is(TopologyKind::barabasi_albert), "barabasi-albert");
  reserve("file", is(TopologyKind::graphml) || is(TopologyKind::edge_list), "graphml or edge-list");
}

void check_exchange(RuleBook& book, const TopologyChoice& topology, const GossipChoice& gossip) {
  const KeyUse& exchange = book.use("federation.gossip.exchange");
  const KeyUse& timing = book.use("federation.gossip.timing");
  const KeyUse& kind = book.use("federation.topology.kind");
  const KeyUse& weights = book.use("federation.topology.weights");
  const bool pairwise = gossip.timing == GossipTiming::pairwise;
  if (weights.good && topology.weights == MixingWeights::given && kind.good && topology.kind != TopologyKind::graphml &&
      topology.kind != TopologyKind::edge_list) {
    book.break_at(weights, fmt::format("{}, but {} is no file that could say any. Say metropolis-hastings.",
                                       RuleBook::says(weights), RuleBook::says_elsewhere(kind, weights)));
  }
  if (pairwise) book.refuse("federation.topology.weights", "two peers that meet both take the mean of their models.");
  if (!exchange.good || gossip.exchange != GossipExchange::ring_all_reduce) return;
  if (pairwise && timing.good) {
    book.break_at(exchange, fmt::format("{}, but {}: an all-reduce is a step of all peers. Say timing: synchronous.",
                                        RuleBook::says(exchange), RuleBook::says_elsewhere(timing, exchange)));
  }
  if (kind.good && topology.kind != TopologyKind::ring) {
    book.break_at(exchange, fmt::format("{}, but {}: parts go around a ring. Say kind: ring.", RuleBook::says(exchange),
                                        RuleBook::says_elsewhere(kind, exchange)));
  }
  if (!pairwise) book.refuse("federation.topology.weights", "after an all-reduce all have the mean of all models.");
}

/// Rules that compare the clients of one server, and figures of one global model.
void check_learning(RuleBook& book, const Scenario& scenario) {
  if (scenario.learning.kind != LearningKind::real) return;
  const KeyUse& solver = book.use("learning.solver.kind");
  const SolverKind kind = scenario.learning.solver.kind;
  if (solver.good && kind != SolverKind::sgd && kind != SolverKind::fedprox) {
    book.break_at(solver, fmt::format("{}, but its rule needs a server, and peers have none. Say sgd or fedprox.",
                                      RuleBook::says(solver)));
  }
  for (const char* name : {"optimizer", "weights", "learning_rate", "momentum", "beta1", "beta2", "tau", "q", "trim"}) {
    book.refuse(fmt::format("learning.server.{}", name),
                "peers have no server: federation.topology says how models are mixed.");
  }
  for (const char* name : {"per_client", "dissimilarity"}) {
    book.refuse(fmt::format("learning.evaluate.metrics.{}", name), "it looks at one global model, and each peer has its own.");
  }
}

}  // namespace

std::vector<Problem> broken_gossip_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  RuleBook book{uses};
  if (scenario.federation.mode != Mode::gossip || !book.use("federation.mode").good) return {};
  check_server(book);
  check_parameters(book, scenario.federation.topology);
  check_exchange(book, scenario.federation.topology, scenario.federation.gossip);
  check_learning(book, scenario);
  return book.take();
}

}  // namespace roundwatt
