#include "sim/actors/evaluator.hpp"

#include <cmath>

namespace roundwatt {

namespace {

EvaluationRow evaluation_row(const Evaluated& evaluated) {
  const EvaluationResult& result = evaluated.result;
  EvaluationRow row;
  row.round = evaluated.round;
  row.time_s = evaluated.time_s;
  row.scope = EvaluationScope::global;
  row.train_loss = result.train_loss;
  row.test_loss = result.test_loss;
  row.test_accuracy = result.test_accuracy;
  if (result.metrics && result.metrics->clients) {
    row.worst10_accuracy = result.metrics->clients->accuracy_over.lowest_tenth;
    row.best10_accuracy = result.metrics->clients->accuracy_over.highest_tenth;
  }
  if (result.metrics && result.metrics->peers) {
    row.worst10_accuracy = result.metrics->peers->accuracy_over.lowest_tenth;
    row.best10_accuracy = result.metrics->peers->accuracy_over.highest_tenth;
  }
  return row;
}

/// Of the peer with the number \p peer.
EvaluationRow peer_row(const Evaluated& evaluated, std::size_t peer) {
  const PeerScores& peers = *evaluated.result.metrics->peers;
  EvaluationRow row;
  row.round = evaluated.round;
  row.time_s = evaluated.time_s;
  row.scope = EvaluationScope::peer;
  row.entity = static_cast<std::int32_t>(peer);
  row.test_loss = peers.losses[peer];
  row.test_accuracy = peers.accuracies[peer];
  return row;
}

LearningMetricsRow metrics_row(const Evaluated& evaluated) {
  const RoundMetrics& metrics = *evaluated.result.metrics;
  LearningMetricsRow row;
  row.round = evaluated.round;
  row.time_s = evaluated.time_s;
  row.step_norm = metrics.norms.global;
  row.update_norm_mean = metrics.norms.mean_client;
  if (metrics.clients) {
    row.clients = static_cast<std::int32_t>(metrics.clients->clients);
    row.samples = metrics.clients->samples;
    row.client_loss = metrics.clients->loss;
    row.client_accuracy = metrics.clients->accuracy;
    row.mean_accuracy = metrics.clients->accuracy_over.mean;
    row.accuracy_variance = metrics.clients->accuracy_over.variance;
  }
  if (metrics.dissimilarity) {
    row.gradient_variance = metrics.dissimilarity->variance;
    row.gradient_ratio = metrics.dissimilarity->ratio;
  }
  if (metrics.peers) {
    row.worst_peer_accuracy = metrics.peers->worst_accuracy;
    row.average_loss = metrics.peers->average_loss;
    row.average_accuracy = metrics.peers->average_accuracy;
    row.consensus_distance = metrics.peers->consensus_distance;
  }
  return row;
}

}  // namespace

std::optional<EvaluationResult> Evaluator::evaluate(HostId server, std::int32_t round, Cancellation& cancellation) {
  if (test(server, cancellation) != Ending::done) return std::nullopt;
  return measure(round);
}

Ending Evaluator::test(HostId host, Cancellation& cancellation) {
  return processor_.compute(host, work_, Activity::evaluate, cancellation);
}

std::optional<EvaluationResult> Evaluator::measure(std::int32_t round) {
  if (!measure_) return std::nullopt;
  const EvaluationResult result = measure_(round);
  record(result, round);
  return result;
}

void Evaluator::record(const EvaluationResult& result, std::int32_t round) {
  const double now = simgrid::s4u::Engine::get_clock();
  last_ = Evaluated{round, now, result};
  recorder_.record(evaluation_row(*last_), now);
  if (!std::isnan(result.validation_accuracy)) {
    recorder_.record(ValidationRow{round, now, result.validation_loss, result.validation_accuracy}, now);
  }
  if (result.metrics) recorder_.record(metrics_row(*last_), now);
  if (!result.metrics || !result.metrics->peers) return;
  for (std::size_t peer = 0; peer < result.metrics->peers->accuracies.size(); ++peer) {
    recorder_.record(peer_row(*last_, peer), now);
  }
}

}  // namespace roundwatt
