#include "sim/simulation/simulation.hpp"

#include <simgrid/plugins/energy.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "sim/actors/link_player.hpp"
#include "sim/actors/timekeepers.hpp"
#include "sim/base/crash_guard.hpp"
#include "sim/base/error.hpp"
#include "sim/learning/client_scoring.hpp"
#include "sim/platform/simgrid_api.hpp"
#include "sim/simulation/budget.hpp"
#include "sim/simulation/protocol_setup.hpp"
#include "sim/simulation/return_watch.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

namespace {

volatile std::sig_atomic_t interrupting_signal = 0;

/// SimGrid ends the process where it meets what it did not foresee, after words of its own.
void report_end_by_simgrid(int /*signal*/) {
  write_all(
      STDERR_FILENO,
      "the run failed: SimGrid ended it, for the reason above if it gives one. The trace stands as of its last flush and can "
      "be read.\n");
  _exit(exit_run_failed);
}

/// What a host has done, and what follows from it for the run.
struct HostChange {
  using Take = std::function<void(HostId, double)>;
  double time_s;
  HostId host;
  Take take;
};

/// The cast of one run on SimGrid's stage.
class Play {
 public:
  Play(PreparedRun& run, TraceWriter& trace, std::size_t threads)
      : run_{run},
        scenario_{run.scenario()},
        trace_{trace},
        recorder_{run.fleet(), scenario_.trace, trace},
        transport_{run.fleet(), recorder_, control_.instant(), run.engine().solves_exactly()},
        processor_{run.fleet(), recorder_, control_.instant()},
        evaluator_{scenario_.learning.evaluate_every, evaluation_work(), measure(), processor_, recorder_},
        stops_{scenario_.stop, scenario_.learning.evaluation_set, [this] { return spent(); }, control_},
        training_{local_training(run)} {
    if (!run.learning()) return;
    pool_.emplace(threads);
    learning_.emplace(*run.learning(), *pool_);
    if (run.topology()) peers_.emplace(*learning_, *pool_);
  }

  RunSummary perform(const RoundObserver& observer);

 private:
  Flops evaluation_work() const {
    return scenario_.workload.evaluation_flops_per_sample * static_cast<double>(scenario_.learning.evaluation_samples);
  }
  Evaluator::Measure measure();
  EvaluationResult score();
  RoundMetrics metrics();
  Joules spent();
  std::optional<TargetSummary> target_summary();
  ActorServices services() {
    return {run_.fleet(),
            recorder_,
            transport_,
            processor_,
            evaluator_,
            stops_,
            control_,
            learning_ ? &*learning_ : nullptr,
            peers_ ? &*peers_ : nullptr,
            batteries_ ? &*batteries_ : nullptr,
            scenario_.federation.selection.requires_that(ClientFilter::wifi) ? AskedDevices::on_wifi : AskedDevices::all};
  }
  void describe();
  void describe_topology(const PeerTopology& topology);
  void watch_hosts();
  void take_host_changes();
  void start_link_player();
  void start_batteries();
  void watch_interruption();
  void start_timekeepers();
  std::optional<BudgetMeter> summary_of_carbon() const;
  void start_budget(std::optional<BudgetMeter>& budget, double limit, const char* reason);
  void start(const Role& role);
  void close_tables(double end_s);
  void keep_what_there_is();
  void write_plugin_energies();

  PreparedRun& run_;
  const Scenario& scenario_;
  TraceWriter& trace_;
  RunControl control_;
  Recorder recorder_;
  Transport transport_;
  Processor processor_;
  Evaluator evaluator_;
  RoundStops stops_;
  LocalTraining training_;
  std::optional<TrainingPool> pool_;
  std::optional<FederatedTraining> learning_;  ///< goes before its pool
  std::optional<PeerTraining> peers_;          ///< in mode gossip
  std::optional<BatteryKeeper> batteries_;
  std::unique_ptr<Protocol> protocol_;
  std::vector<HostChange> host_changes_;  ///< not yet taken
  std::optional<LinkPlayer> links_;       ///< where links change
  ReturnWatch returns_{run_.host_profiles()};
  std::optional<BudgetMeter> energy_budget_, carbon_budget_;
  std::vector<SignalRow> signals_;  ///< what the stop on carbon was told
  std::int32_t rounds_ = 0;
};

RunSummary Play::perform(const RoundObserver& observer) {
  describe();
  recorder_.on_round([&](const RoundRow& row, std::optional<double> accuracy) {
    rounds_ = std::max(rounds_, row.round);
    if (observer) observer(row, accuracy);
  });
  if (GridAdvice* advice = run_.grid_advice()) {
    advice->listen([this](const SignalRow& row) { recorder_.record(row, sg::Engine::get_clock()); });
  }
  if (!run_.link_changes().empty()) start_link_player();
  if (run_.batteries()) batteries_.emplace(*run_.batteries(), run_.fleet(), recorder_, control_);
  protocol_ = make_protocol(run_, training_, services());
  control_.instant().watch_arrivals([this](Instant::Turn turn) {
    const double now = sg::Engine::get_clock();
    const bool heeds_batteries = batteries_ && turn > Instant::Turn::batteries;
    return transport_.is_arriving() || returns_.is_near(now) || (links_ && links_->is_near(now)) ||
           (heeds_batteries && batteries_->is_near(now));
  });
  for (const Role& role : protocol_->roles()) start(role);
  watch_hosts();
  if (batteries_) start_batteries();
  watch_interruption();
  start_timekeepers();
  // The plugin takes the first pstate for that of each host until it looks.
  if (scenario_.trace.plugin_check) sg_host_energy_update_all();
  {
    const CrashGuard guard{report_end_by_simgrid};
    run_.engine().get().run();
  }
  if (control_.failed() || !control_.stopped()) keep_what_there_is();
  control_.rethrow_error();
  if (!control_.stopped()) throw RunError{"the simulation came to a standstill before any stop held"};
  const double end_s = control_.end_s();
  close_tables(end_s);
  if (scenario_.trace.plugin_check) write_plugin_energies();
  trace_.finish(end_s, control_.reason());
  RunSummary summary;
  summary.end_s = end_s;
  summary.end_reason = control_.reason();
  summary.rounds = rounds_;
  summary.signal = static_cast<int>(interrupting_signal);
  summary.last_evaluation = evaluator_.last();
  summary.target = target_summary();
  summary.energy_j = energy_budget_->spent(end_s);
  if (carbon_budget_) summary.co2e_g = carbon_budget_->spent(end_s);
  summary.grid = scenario_.carbon.grid.given() ? scenario_.carbon.grid.as_written : "the yearly table";
  summary.boundary = scenario_.carbon.boundary;
  return summary;
}

void Play::close_tables(double end_s) {
  recorder_.finish(end_s);
  if (batteries_) batteries_->finish(end_s);
  for (const SignalRow& row : signals_) {
    if (row.valid_s <= end_s) recorder_.record(row, end_s);
  }
}

/// The trace of a run that fails says how it came to that.
void Play::keep_what_there_is() {
  const double end_s = control_.stopped() ? control_.end_s() : sg::Engine::get_clock();
  try {
    close_tables(end_s);
    trace_.keep(end_s);
  } catch (const RunError&) {
    // Of a full disk the run has failed already, or its user learns more from why it failed.
  }
}

void Play::describe() {
  for (const SiteRow& site : run_.fleet().sites()) trace_.append(site, 0);
  for (const FleetHost& host : run_.fleet().hosts()) {
    trace_.append(host.row, 0);
    for (const HostStateRow& pstate : host.pstates) trace_.append(pstate, 0);
  }
  for (const LinkRow& link : run_.fleet().links()) trace_.append(link, 0);
  for (const BoundClient& client : run_.clients()) {
    trace_.append(ClientRow{client.id.row, client.device.row, client.samples}, 0);
  }
  if (run_.topology()) describe_topology(*run_.topology());
  if (run_.batteries()) {
    for (const BatteryPackRow& pack : pack_rows(*run_.batteries())) trace_.append(pack, 0);
  }
  for (const LabelCount& label : run_.labels()) {
    trace_.append(LabelRow{label.client.row, label.label, static_cast<std::int64_t>(label.count)}, 0);
  }
}

void Play::describe_topology(const PeerTopology& topology) {
  const auto host_of = [this](std::size_t peer) { return run_.clients()[peer].device.row; };
  for (std::size_t i = 0; i < topology.edges.size(); ++i) {
    const PeerEdge& edge = topology.edges[i];
    trace_.append(TopologyRow{host_of(edge.source), host_of(edge.target), topology.weights[i]}, 0);
  }
}

Evaluator::Measure Play::measure() {
  if (run_.topology() && run_.learning()) return [this](std::int32_t step) { return peers_->evaluate(step); };
  if (run_.learning()) return [this](std::int32_t) { return score(); };
  if (!run_.accuracy_curve()) return {};
  return [&curve = *run_.accuracy_curve()](std::int32_t round) { return curve.at(round); };
}

EvaluationResult Play::score() {
  const DataSplits& data = *learning_->task().data;
  const Score test = learning_->score_on(data.test);
  EvaluationResult result{learning_->training_loss(), test.loss, test.accuracy};
  if (data.validation.samples() > 0) {
    const Score validation = learning_->score_on(data.validation);
    result.validation_loss = validation.loss;
    result.validation_accuracy = validation.accuracy;
  }
  result.metrics = metrics();
  return result;
}

RoundMetrics Play::metrics() {
  const MetricsChoice& asked = scenario_.learning.metrics;
  const ClientScoring scoring{learning_->task(), learning_->global().parameters, *pool_};
  RoundMetrics metrics{learning_->norms(), {}, {}};
  if (asked.per_client) metrics.clients = scoring.scores();
  if (asked.dissimilarity) metrics.dissimilarity = scoring.dissimilarity();
  return metrics;
}

/// At the meter within carbon.boundary, as stop.energy counts it.
Joules Play::spent() {
  transport_.carry_all();
  return Joules{energy_budget_->spent(sg::Engine::get_clock())};
}

std::optional<TargetSummary> Play::target_summary() {
  if (!stops_.target()) return std::nullopt;
  return TargetSummary{*stops_.target(), {rounds_, control_.end_s(), energy_budget_->spent(control_.end_s())}};
}

void Play::start(const Role& role) {
  const sg::ActorPtr actor = start_actor(role.name, run_.engine().stage(), control_.guarded(role.body));
  if (role.daemon) actor->daemonize();
}

/// Changes that profiles make at one instant are taken in the order of hosts: SimGrid's follows from addresses.
void Play::watch_hosts() {
  auto id_of = std::make_shared<std::unordered_map<const sg::Host*, HostId>>();
  for (std::size_t i = 0; i < run_.fleet().hosts().size(); ++i) id_of->emplace(run_.fleet().hosts()[i].simgrid, HostId{i});
  const auto heard_by = [this, id_of](auto take) {
    return control_.guarded([this, id_of, take](const sg::Host& host) {
      const auto id = id_of->find(&host);
      if (id == id_of->end()) return;
      host_changes_.push_back({sg::Engine::get_clock(), id->second, take(host)});
    });
  };
  on_host_state_change(heard_by([this](const sg::Host& host) -> HostChange::Take {
    return [this, on = host.is_on()](HostId id, double now) {
      recorder_.hosts().set_on(id, on, now);
      protocol_->on_device_state(id, on && services().is_ready(id));
    };
  }));
  sg::Host::on_speed_change_cb(heard_by([this](const sg::Host& host) -> HostChange::Take {
    return [this, share = host.get_available_speed()](HostId id, double now) {
      recorder_.hosts().set_speed_share(id, share, now);
    };
  }));
  sg::Engine::on_time_advance_cb(control_.guarded([this](double) { take_host_changes(); }));
}

void Play::take_host_changes() {
  if (host_changes_.empty()) return;
  std::vector<HostChange> changes = std::exchange(host_changes_, {});
  std::stable_sort(changes.begin(), changes.end(), [](const HostChange& a, const HostChange& b) {
    return std::tie(a.time_s, a.host) < std::tie(b.time_s, b.host);
  });
  for (const HostChange& change : changes) change.take(change.host, change.time_s);
}

void Play::start_link_player() {
  transport_.expect_changes(run_.engine().network_constants());
  links_.emplace(run_.link_changes(), transport_);
  links_->play();
  sg::Engine::on_time_advance_cb(control_.guarded([this](double) { links_->play(); }));
  transport_.on_end([this] { links_->play(); });
  start({"links", [this] { links_->run(); }, true});
}

void Play::start_batteries() {
  recorder_.hosts().listen([this](HostId host, const HostCondition&, const HostCondition& after, double now) {
    batteries_->on_power(host, after, now);
  });
  batteries_->listen([this](HostId host, bool) { protocol_->on_device_state(host, services().is_ready(host)); });
  batteries_->on_switch([this] { take_host_changes(); });
  start({"batteries", [this] { batteries_->run(); }, true});
}

void Play::watch_interruption() {
  const auto look = [this] {
    if (interrupting_signal != 0) control_.stop("interrupted");
  };
  sg::Engine::on_time_advance_cb([look](double) { look(); });
  // Also where time does not go on: as many steps at one instant as this many clients could need.
  constexpr std::uint64_t steps_of_a_host = 100;
  control_.instant().on_steps(look);
  control_.instant().set_most_steps(1'000'000 + steps_of_a_host * run_.fleet().hosts().size());
}

void Play::start_timekeepers() {
  start({"buckets", [this] { keep_buckets(scenario_.start.epoch_s, scenario_.trace.bucket, transport_, recorder_); }, true});
  if (scenario_.stop.time) start({"deadline", [this] { keep_deadline(*scenario_.stop.time, control_); }, true});
  energy_budget_ = energy_budget(scenario_, run_.fleet());
  if (scenario_.stop.carbon) signals_ = carbon_signals(scenario_, run_.fleet(), *run_.carbon_grid());
  carbon_budget_ = summary_of_carbon();
  if (scenario_.stop.energy) start_budget(energy_budget_, scenario_.stop.energy->value(), "energy");
  if (scenario_.stop.carbon) start_budget(carbon_budget_, scenario_.stop.carbon->value(), "carbon");
  const auto each_budget = [this](const auto& tell) {
    tell(*energy_budget_);
    if (carbon_budget_) tell(*carbon_budget_);
  };
  recorder_.hosts().listen([each_budget](HostId host, const HostCondition& before, const HostCondition& after, double now) {
    each_budget([&](BudgetMeter& budget) { budget.on_host_change(host, before, after, now); });
  });
  recorder_.links().listen(
      [each_budget](LinkId link, bool in_use, double now) {
        each_budget([&](BudgetMeter& budget) { budget.on_link_use(link, in_use, now); });
      },
      [each_budget](LinkId link, Joules energy) {
        each_budget([&](BudgetMeter& budget) { budget.on_carried(link, energy, sg::Engine::get_clock()); });
      });
}

/// For the stop on carbon or the summary alone; nothing where the grid does not have it for the summary.
std::optional<BudgetMeter> Play::summary_of_carbon() const {
  if (run_.carbon_grid()) return carbon_budget(scenario_, run_.fleet(), *run_.carbon_grid());
  try {
    return carbon_budget(scenario_, run_.fleet(), carbon_grid(scenario_));
  } catch (const UserError&) {
    return std::nullopt;
  }
}

void Play::start_budget(std::optional<BudgetMeter>& budget, double limit, const char* reason) {
  start({reason, [this, &budget, limit, reason] { keep_budget(limit, reason, *budget, transport_, control_); }, true});
}

void Play::write_plugin_energies() {
  for (std::size_t i = 0; i < run_.fleet().hosts().size(); ++i) {
    const double energy = sg_host_get_consumed_energy(run_.fleet().hosts()[i].simgrid);
    trace_.append(PluginEnergyRow{static_cast<std::int32_t>(i), energy}, control_.end_s());
  }
}

}  // namespace

RunSummary simulate(PreparedRun& run, TraceWriter& trace, const RoundObserver& observer, std::size_t threads) {
  return Play{run, trace, threads}.perform(observer);
}

void request_interruption(int signal) noexcept { interrupting_signal = signal; }

}  // namespace roundwatt
