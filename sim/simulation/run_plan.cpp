#include "sim/simulation/run_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "sim/base/error.hpp"
#include "sim/federation/client_selector.hpp"
#include "sim/simulation/learning_setup.hpp"
#include "sim/simulation/prepared_run.hpp"
#include "sim/simulation/secure_aggregation_setup.hpp"
#include "sim/simulation/training_speed.hpp"

namespace roundwatt {

const char* mode_name(Mode mode) {
  switch (mode) {
    case Mode::synchronous:
      return "synchronous";
    case Mode::asynchronous:
      return "asynchronous";
    case Mode::hierarchical:
      return "hierarchical";
    case Mode::centralized:
      return "centralized";
    case Mode::gossip:
      return "gossip";
  }
  throw RunError{"a mode has no name"};
}

ClientTraffic PreparedRun::traffic() const {
  const UpdatePayload payload = learning_ ? payload_of(learning_->local) : UpdatePayload{};
  const Bytes model = scenario_.workload.model.size;
  const Compression compression = roundwatt::compression(scenario_.federation.compression);
  const auto values = static_cast<std::int64_t>(std::llround(model.value() / 4));
  ClientTraffic traffic{payload.down(model), payload.up(model), encoding_work(compression, values)};
  if (!std::holds_alternative<FullPrecision>(compression)) traffic.up = payload.up(compressed_size(compression, values));
  if (const auto hidden = secure_aggregation(scenario_, payload)) {
    traffic.up = hidden->masked_update();
    traffic.hiding = hiding_work(scenario_, *hidden);
  }
  return traffic;
}

/// What a step of one peer moves, in the mean.
double PreparedRun::bytes_of_peer() const {
  const double model = traffic().up.value();
  const GossipChoice& gossip = scenario_.federation.gossip;
  const auto peers = static_cast<double>(clients_.size());
  if (gossip.timing == GossipTiming::pairwise) return 2 * model;
  if (gossip.exchange == GossipExchange::ring_all_reduce) return 2 * (peers - 1) / peers * model;
  return model * 2 * static_cast<double>(topology_->edges.size()) / peers;
}

/// Who is asked in a round, and what a part in it moves.
void PreparedRun::plan_rounds(RunPlan& plan) const {
  const Federation& federation = scenario_.federation;
  if (federation.mode == Mode::synchronous) {
    const std::size_t wanted = clients_to_select(federation.stragglers.over_selection, federation.clients_per_round);
    plan.selected_per_round = static_cast<std::int64_t>(std::min(wanted, clients_.size()));
  }
  for (const BoundAggregator& aggregator : aggregators_) {
    const std::size_t wanted = clients_to_select(federation.stragglers.over_selection, federation.clients_per_round);
    plan.selected_per_round +=
        federation.hierarchical.edge_rounds * static_cast<std::int64_t>(std::min(wanted, aggregator.clients.size()));
    plan.edge_bytes_per_round += 2 * scenario_.workload.model.size.value();
  }
  if (federation.mode == Mode::asynchronous) {
    plan.max_concurrency = federation.asynchronous.max_concurrency;
    plan.selected_per_round = federation.asynchronous.buffer_size.value_or(1);
  }
  if (topology_) {
    plan.selected_per_round = static_cast<std::int64_t>(clients_.size());
    plan.edges = topology_->edges.size();
    plan.spectral_gap = topology_->spectral_gap;
    plan.bytes_per_participation = bytes_of_peer();
  } else if (federation.mode != Mode::centralized) {
    const ClientTraffic traffic = this->traffic();
    plan.bytes_per_participation = (traffic.down + traffic.up).value();
  }
}

RunPlan PreparedRun::plan() const {
  RunPlan plan;
  const Federation& federation = scenario_.federation;
  plan.mode = mode_name(federation.mode);
  if (server_) plan.server = fleet_.host(server_).row.name;
  plan.sites = fleet_.sites().size();
  plan.devices = fleet_.hosts().size() - (server_ ? 1 : 0) - aggregators_.size();
  plan.aggregators = aggregators_.size();
  plan.clients = clients_.size();
  plan.links = fleet_.links().size();
  for (const BoundClient& client : clients_) plan.samples += client.samples;
  plan.rounds = scenario_.stop.rounds;
  plan_rounds(plan);
  if (federation.upload_raw_data)
    plan.raw_data_bytes = static_cast<double>(plan.samples) * scenario_.workload.sample_size.value();
  for (const Problem& warning : platform_warnings_) plan.warnings.push_back(warning.text());
  plan.warnings.insert(plan.warnings.end(), availability_.warnings.begin(), availability_.warnings.end());
  if (topology_) plan.warnings.insert(plan.warnings.end(), topology_->warnings.begin(), topology_->warnings.end());
  for (const std::string& warning : fleet_.weight_warnings(scenario_.platform.network_model)) plan.warnings.push_back(warning);
  if (accuracy_curve_ && accuracy_curve_->is_in_percent()) {
    plan.warnings.push_back(fmt::format("{}: accuracies are taken to be in %",
                                        scenario_.learning.replay_file.as_written));
  }
  if (samples_) plan.warnings.insert(plan.warnings.end(), samples_->notes.begin(), samples_->notes.end());
  for (std::string& warning : doubtful_speeds(*this)) plan.warnings.push_back(std::move(warning));
  if (!engine_.solves_exactly()) {
    plan.warnings.emplace_back("network/optim is not Full: SimGrid's other solvers give flows that start together wrong rates");
  }
  return plan;
}

}  // namespace roundwatt
