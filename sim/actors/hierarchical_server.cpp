#include "sim/actors/hierarchical_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

HierarchicalServer::HierarchicalServer(HostId server, const std::vector<EdgeCohort>& edges,
                                       const std::vector<BoundClient>& clients, const LocalTraining& training,
                                       const HierarchicalRules& rules, NextReturn next_return, ActorServices services)
    : server_{server},
      rules_{rules},
      next_return_{std::move(next_return)},
      services_{services},
      news_{services.control},
      enrolled_{services.control},
      edge_on_(services.fleet.hosts().size(), nullptr) {
  for (const EdgeCohort& edge : edges) {
    edges_.push_back(std::make_unique<EdgeAggregator>(edges_.size(), server, edge, clients, training, rules_, services));
    edge_on_[edge.host.index()] = edges_.back().get();
  }
}

std::vector<Role> HierarchicalServer::roles() {
  std::vector<Role> roles{{"server", [this] { run(); }}};
  for (const auto& edge : edges_) {
    for (const Role& role : edge->roles()) roles.push_back(role);
  }
  return roles;
}

void HierarchicalServer::run() {
  while (!services_.control.stopped()) {
    wait_for_aggregators();
    if (services_.control.stopped()) break;
    const std::shared_ptr<OpenRound> round = begin_round(services_, server_, ++rounds_opened_);
    ask_aggregators(round);
    collect_updates(services_.control, news_, *round);
    close(*round);
    aggregate(*round);
    const auto result = evaluate(*round);
    finish(*round);
    if (result && !services_.control.stopped()) services_.stops.after_evaluation(round->row.round, *result);
    if (!services_.control.stopped()) services_.stops.after_round(round->row.round);
    const bool took_no_time = sg::Engine::get_clock() == round->row.start_s;
    if (!services_.control.stopped() && round->row.aggregated == 0 && took_no_time)
      pause_for_a_second(services_.control, news_);
  }
}

void HierarchicalServer::wait_for_aggregators() {
  const auto some = [this](auto is) { return std::any_of(edges_.begin(), edges_.end(), is); };
  const auto has_clients = [](const auto& edge) { return !edge->has_given_up(); };
  const auto is_ready = [](const auto& edge) { return edge->is_on() && !edge->has_given_up(); };
  while (!services_.control.stopped() && !some(is_ready)) {
    if (!some(has_clients)) {
      throw RunError{
          fmt::format("no client can take part any more: those of each of {} aggregators are off or away for good at {} s",
                      edges_.size(), sg::Engine::get_clock())};
    }
    const std::optional<double> back = next_return_(sg::Engine::get_clock());
    if (!back) {
      throw RunError{fmt::format("no aggregator can take part any more: all {} are off for good at {} s", edges_.size(),
                                 sg::Engine::get_clock())};
    }
    news_.wait(back);
    services_.control.instant().await(Instant::Turn::leaders);
  }
  wait_for_end_if_due(services_, news_);
}

void HierarchicalServer::ask_aggregators(const std::shared_ptr<OpenRound>& round) {
  for (const auto& edge : edges_) {
    if (!edge->is_on() || edge->has_given_up()) continue;
    auto part = std::make_shared<Participation>(services_.control, round);
    part->row.round = round->row.round;
    part->row.host = edge->host().row;
    if (services_.learning != nullptr) part->global = services_.learning->snapshot();
    services_.recorder.hosts().set_round(edge->host(), round->row.round, sg::Engine::get_clock());
    round->participations.push_back(std::move(part));
  }
  round->row.selected = static_cast<std::int32_t>(round->participations.size());
  round->quorum = round->under_way = round->participations.size();
  for (const auto& part : round->participations) {
    EdgeAggregator& edge = *edge_on_[static_cast<std::size_t>(part->row.host)];
    const auto take_part = [this, part, &edge] { end_part(*part, edge.take_part(*part)); };
    start_actor("aggregator", sg::this_actor::get_host(), services_.control.guarded(take_part));
  }
}

/// Of an aggregator that is lost the server learns only by its silence.
void HierarchicalServer::end_part(Participation& part, Ending ending) {
  OpenRound& round = *part.round;
  const double now = sg::Engine::get_clock();
  part.over = true;
  --round.under_way;
  services_.recorder.hosts().set_round(HostId{static_cast<std::size_t>(part.row.host)}, -1, now);
  if (ending == Ending::done && round.collecting) {
    round.arrivals.push_back(part.shared_from_this());
  } else {
    part.row.outcome = ending == Ending::failed ? Outcome::failed : Outcome::cancelled;
    if (ending == Ending::done) part.row.outcome = Outcome::late;
    if (ending == Ending::failed) round.learns_at_s = now + rules_.rounds.failure_timeout.value();
    count_in(round.row, part.row);
  }
  record_if_over(services_, round);
  services_.control.announce();
}

void HierarchicalServer::close(OpenRound& round) const {
  round.collecting = false;
  round.row.closed_s = sg::Engine::get_clock();
}

void HierarchicalServer::aggregate(OpenRound& round) {
  const Flops work = rules_.rounds.aggregation_per_update * static_cast<double>(round.arrivals.size());
  const Ending ending = work_on_updates(services_, server_, round, work, enrolled_.cancellation);
  const bool done = ending == Ending::done;
  if (done) learn_from(round);
  for (const auto& part : round.arrivals) {
    part->row.outcome = done ? Outcome::aggregated : Outcome::dropped;
    count_in(round.row, part->row);
  }
  if (done && !round.arrivals.empty()) round.row.staleness_mean = 0;
}

/// In the order of the aggregators, whoever came first.
void HierarchicalServer::learn_from(const OpenRound& round) {
  if (services_.learning == nullptr) return;
  std::vector<FederatedTraining::EdgeModel> models;
  for (const auto& edge : edges_) {
    const auto is_its = [&edge](const auto& part) { return part->row.host == edge->host().row; };
    if (std::any_of(round.arrivals.begin(), round.arrivals.end(), is_its)) models.push_back(edge->model());
  }
  services_.learning->average(round.row.round, models, rules_.weights);
}

std::optional<EvaluationResult> HierarchicalServer::evaluate(const OpenRound& round) {
  if (services_.control.stopped() || !services_.evaluator.is_due(round.row.round)) return std::nullopt;
  return services_.evaluator.evaluate(server_, round.row.round, enrolled_.cancellation);
}

void HierarchicalServer::finish(OpenRound& round) {
  round.row.end_s = sg::Engine::get_clock();
  round.finished = true;
  round.arrivals.clear();
  record_if_over(services_, round);
}

void HierarchicalServer::on_device_state(HostId device, bool on) {
  for (const auto& edge : edges_) edge->on_device_state(device, on);
  if (edge_on_[device.index()] != nullptr) services_.control.announce();
}

}  // namespace roundwatt
