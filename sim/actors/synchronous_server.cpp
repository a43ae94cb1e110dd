#include "sim/actors/synchronous_server.hpp"

#include <utility>

namespace roundwatt {

namespace {

std::vector<ClientId> ids_of(const std::vector<BoundClient>& clients) {
  std::vector<ClientId> ids;
  for (const BoundClient& client : clients) ids.push_back(client.id);
  return ids;
}

LedModel global_model(FederatedTraining* learning) {
  if (learning == nullptr) return {};
  return {[learning] { return learning->snapshot(); },
          [learning](std::int32_t round, std::vector<FederatedTraining::Pending> updates, const std::vector<double>& weights) {
            learning->aggregate(round, std::move(updates), weights);
          }};
}

}  // namespace

SynchronousServer::SynchronousServer(HostId server, const std::vector<BoundClient>& clients, const LocalTraining& training,
                                     const RoundRules& rules, StartDelay delay, NextReturn next_return, ActorServices services)
    : server_{server},
      clients_{clients.size()},
      availability_{rules.availability},
      delay_{std::move(delay)},
      services_{services},
      leader_{{server, 0, ids_of(clients), global_model(services.learning)},
              clients,
              training,
              rules,
              std::move(next_return),
              services},
      enrolled_{services.control} {}

std::vector<Role> SynchronousServer::roles() {
  std::vector<Role> roles{{"server", [this] { run(); }}};
  for (const Role& role : leader_.roles()) roles.push_back(role);
  return roles;
}

void SynchronousServer::run() {
  while (!services_.control.stopped()) {
    wait_for_clients();
    wait_for_clean_power();
    if (services_.control.stopped()) break;
    const std::shared_ptr<OpenRound> round = begin_round(services_, server_, ++rounds_opened_);
    leader_.ask(round);
    leader_.collect(*round);
    leader_.close(*round);
    aggregate(*round);
    leader_.report_to_selector(*round);
    const auto result = evaluate(*round);
    leader_.finish(*round);
    if (result && !services_.control.stopped()) services_.stops.after_evaluation(round->row.round, *result);
    if (!services_.control.stopped()) services_.stops.after_round(round->row.round);
    if (!services_.control.stopped())
      if (round->row.aggregated == 0 && simgrid::s4u::Engine::get_clock() == round->row.start_s) leader_.pause();
  }
  leader_.drop_late();
}

void SynchronousServer::aggregate(OpenRound& round) {
  if (leader_.aggregate(round, enrolled_.cancellation) == Ending::failed) report_server_off(services_, server_, round);
}

std::optional<EvaluationResult> SynchronousServer::evaluate(const OpenRound& round) {
  if (services_.control.stopped() || !services_.evaluator.is_due(round.row.round)) return std::nullopt;
  return services_.evaluator.evaluate(server_, round.row.round, enrolled_.cancellation);
}

void SynchronousServer::wait_for_clients() {
  if (leader_.wait_for_clients([] { return false; })) return;
  leader_.drop_late();
  throw_nobody_left(services_, availability_, clients_);
}

/// Clients may go away meanwhile.
void SynchronousServer::wait_for_clean_power() {
  if (!delay_ || services_.control.stopped()) return;
  const double now = simgrid::s4u::Engine::get_clock();
  leader_.wait_until(now + delay_(now));
  wait_for_clients();
}

}  // namespace roundwatt
