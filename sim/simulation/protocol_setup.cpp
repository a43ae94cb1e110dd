#include "sim/simulation/protocol_setup.hpp"

#include "sim/actors/centralized_trainer.hpp"
#include "sim/actors/synchronous_server.hpp"
#include "sim/base/error.hpp"
#include "sim/simulation/asynchronous_setup.hpp"
#include "sim/simulation/gossip_setup.hpp"
#include "sim/simulation/hierarchical_setup.hpp"
#include "sim/simulation/next_return.hpp"
#include "sim/simulation/secure_aggregation_setup.hpp"
#include "sim/simulation/selection_setup.hpp"
#include "sim/simulation/waiting_setup.hpp"

namespace roundwatt {

namespace {

RoundRules round_rules(PreparedRun& run, const LocalTraining& training) {
  const Scenario& scenario = run.scenario();
  const Federation& federation = scenario.federation;
  return {scenario.seed,
          federation.clients_per_round,
          federation.stragglers,
          federation.devices.slow_down,
          scenario.workload.aggregation_flops_per_update,
          run.availability(),
          federation.failure_timeout,
          make_selector(run, training),
          secure_aggregation(scenario, run.learning() ? payload_of(run.learning()->local) : UpdatePayload{})};
}

std::unique_ptr<Protocol> synchronous(PreparedRun& run, const LocalTraining& training, const ActorServices& services) {
  return std::make_unique<SynchronousServer>(run.server(), run.clients(), training, round_rules(run, training),
                                             round_delay(run, training), next_return(run, services), services);
}

std::unique_ptr<Protocol> asynchronous(PreparedRun& run, const LocalTraining& training, const ActorServices& services) {
  return std::make_unique<AsynchronousServer>(run.server(), run.clients(), training, asynchronous_rules(run),
                                              next_return(run, services), services);
}

std::unique_ptr<Protocol> centralized(PreparedRun& run, const LocalTraining& training, const ActorServices& services) {
  const Scenario& scenario = run.scenario();
  const CentralizedRules rules{scenario.federation.upload_raw_data,
                               scenario.workload.sample_size,
                               all_work(training),
                               scenario.learning.batch_size,
                               run.server_cost(),
                               scenario.seed,
                               scenario.learning.evaluate_per_epoch};
  return std::make_unique<CentralizedTrainer>(run.server(), run.clients(), rules, services);
}

}  // namespace

LocalTraining local_training(const PreparedRun& run) {
  const Scenario& scenario = run.scenario();
  const ClientTraffic traffic = run.traffic();
  LocalTraining training{traffic.down, traffic.up, scenario.learning.local_epochs, scenario.learning.local_steps,
                         scenario.learning.batch_size};
  training.encoding = traffic.encoding;
  training.hiding = traffic.hiding;
  const Stragglers& stragglers = scenario.federation.stragglers;
  const bool has_epochs = !training.steps && training.epochs > 1;
  training.cut = stragglers.cut.value_or(has_epochs ? WorkUnit::epoch : WorkUnit::step);
  training.fit_deadline = stragglers.late == Late::partial;
  if (run.learning()) training.extra_epochs = extra_passes(run.learning()->local);
  return training;
}

std::unique_ptr<Protocol> make_protocol(PreparedRun& run, const LocalTraining& training, const ActorServices& services) {
  switch (run.scenario().federation.mode) {
    case Mode::synchronous:
      return synchronous(run, training, services);
    case Mode::asynchronous:
      return asynchronous(run, training, services);
    case Mode::hierarchical:
      return hierarchical(run, training, round_rules(run, training), services);
    case Mode::centralized:
      return centralized(run, training, services);
    case Mode::gossip:
      return make_gossip(run, training, services);
  }
  throw RunError{"a scenario has no mode"};
}

}  // namespace roundwatt
