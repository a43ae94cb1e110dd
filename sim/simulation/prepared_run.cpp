#include "sim/simulation/prepared_run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simgrid/plugins/energy.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/actors/round_steps.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text_file.hpp"
#include "sim/base/version.hpp"
#include "sim/platform/abort_guard.hpp"
#include "sim/scenario/print_scenario.hpp"
#include "sim/simulation/background_setup.hpp"
#include "sim/simulation/budget.hpp"
#include "sim/simulation/client_factors.hpp"
#include "sim/simulation/learning_setup.hpp"
#include "sim/simulation/line_setup.hpp"
#include "sim/simulation/protocol_setup.hpp"
#include "sim/simulation/requirements.hpp"
#include "sim/simulation/waiting_setup.hpp"

namespace roundwatt {

namespace {

/// The keys through which the run itself uses grid or calendar, comma-separated.
std::string depends_on(const Scenario& scenario) {
  std::vector<std::string> keys;
  if (scenario.stop.carbon) keys.emplace_back("stop.carbon");
  if (scenario.federation.availability.kind == AvailabilityKind::diurnal) keys.emplace_back("federation.availability");
  if (scenario.federation.battery.charging == Charging::daily) keys.emplace_back("federation.battery");
  if (scenario.federation.selection.kind == SelectionKind::carbon_aware) keys.emplace_back("federation.selection");
  if (scenario.federation.wait.slack.value() > 0) keys.emplace_back("federation.wait");
  return fmt::format("{}", fmt::join(keys, ","));
}

}  // namespace

PreparedRun::PreparedRun(const Scenario& scenario, const std::vector<std::string>& simgrid_arguments, MemoryLimit memory)
    : scenario_{checked(scenario)},
      platform_warnings_{check_platform(scenario.platform.file.path, memory, Weights::left_out)},
      file_{scenario.platform.file.path},
      engine_{scenario.platform.network_model, simgrid_arguments},
      fleet_{file_, scenario_.platform.defaults, scenario_.places} {
  if (scenario_.trace.plugin_check) {
    fleet_.give_powers_to_simgrid();
    sg_host_energy_plugin_init();
  }
  const AbortGuard guard{file_.file()};
  engine_.load(file_);
  const RunCast cast = cast_run(scenario_, fleet_.candidates());
  enlist(cast);
  find_speeds();
  take_data(cast);
  connect();
  scale_lines(scenario_, fleet_, client_ways());
  link_changes_ = set_up_background(scenario_, fleet_);
  fleet_.seal();
  for (LinkChanges& changes : fleet_.link_changes()) link_changes_.push_back(std::move(changes));
  require_exact_solver();
  find_costs();
  read_tables();
}

void PreparedRun::require_exact_solver() const {
  if (link_changes_.empty() || engine_.solves_exactly()) return;
  throw UserError{fmt::format(
      "--cfg=network/optim:Lazy: link {} changes with time, and SimGrid's Lazy solver cannot tell flows under way. Leave "
      "network/optim at Full.",
      link_changes_.front().links.front()->get_name())};
}

std::vector<ClientWay> PreparedRun::client_ways() const {
  std::vector<ClientWay> ways;
  for (const BoundClient& client : clients_) ways.push_back({client.device, server_});
  for (const BoundAggregator& aggregator : aggregators_) {
    for (const ClientId client : aggregator.clients) ways[client.index()].asked_by = aggregator.host;
  }
  return ways;
}

/// Before the run, which makes an output.
void PreparedRun::read_tables() {
  if (scenario_.learning.kind == LearningKind::replay) accuracy_curve_.emplace(scenario_.learning.replay_file.path.string());
  if (asks_clients(scenario_.federation.mode)) availability_ = set_up_availability(scenario_, fleet_, clients_);
  batteries_ = set_up_batteries(scenario_, fleet_, clients_);
  require_somebody_to_ask();
  if (!uses_grid(scenario_)) return;
  carbon_grid_ = roundwatt::carbon_grid(scenario_);
  carbon_budget(scenario_, fleet_, *carbon_grid_);  // throws where the grid does not know a zone or the start
  if (!foresees_grid(scenario_)) return;
  grid_advice_.emplace(scenario_, fleet_, *carbon_grid_);
  if (const auto problem = waiting_problem(*this, local_training(*this))) throw UserError{std::vector{*problem}};
}

void PreparedRun::enlist(const RunCast& cast) {
  std::vector<HostCandidate> used;
  if (cast.server) used.push_back(*cast.server);
  for (const PlannedClient& client : cast.clients) {
    if (client.device) used.push_back(*client.device);
  }
  for (const PlannedAggregator& aggregator : cast.aggregators) used.push_back(aggregator.host);
  // Rows of /hosts stand in the order of the platform file, whoever is bound to them.
  std::sort(used.begin(), used.end(), [](const auto& a, const auto& b) { return a.declaration < b.declaration; });
  for (const HostCandidate& candidate : used) {
    const HostId id = fleet_.enlist(candidate);
    const FleetHost& host = fleet_.host(id);
    if (host.state_profile.empty()) continue;
    profiled_hosts_.push_back({id, Profile{host.state_profile}});
  }
  if (cast.server) server_ = fleet_.enlist(*cast.server);
  for (const PlannedClient& client : cast.clients) {
    clients_.push_back(
        {ClientId{clients_.size()}, client.device ? fleet_.enlist(*client.device) : HostId{}, client.samples, {}, 1});
  }
  client_on_.resize(fleet_.hosts().size());
  for (const BoundClient& client : clients_) {
    if (client.device) client_on_[client.device.index()] = client.id;
  }
  for (const PlannedAggregator& aggregator : cast.aggregators) {
    aggregators_.push_back({fleet_.enlist(aggregator.host), {}});
    for (const std::size_t client : aggregator.clients) aggregators_.back().clients.push_back(ClientId{client});
  }
}

std::vector<std::string> PreparedRun::device_names() const {
  std::vector<std::string> names;
  for (const BoundClient& client : clients_) {
    if (client.device) names.push_back(fleet_.host(client.device).row.name);
  }
  return names;
}

void PreparedRun::find_speeds() {
  const DeviceChoice& choice = scenario_.federation.devices;
  const std::vector<double> speeds =
      choice.speed.distribution == SpeedDistribution::csv
          ? factors_from_file(scenario_, "federation.devices.speed.file", choice.speed_file, clients_.size(), device_names())
          : draw_speeds(choice.speed, clients_.size(), RandomStream{scenario_.seed, "speed"});
  for (std::size_t i = 0; i < speeds.size(); ++i) clients_[i].speed = speeds[i];
}

/// Clients that are drawn anew whenever asked would have to be drawn for their labels too: they are left out.
void PreparedRun::take_data(const RunCast& cast) {
  samples_ = cast.data;
  partition_ = cast.partition;
  if (!partition_) return;
  if (scenario_.data.partition.kind != PartitionKind::resampled)
    labels_ = summarise(*cast.partition, cast.data->train).label_counts;
  if (scenario_.learning.kind != LearningKind::real) return;
  learning_ = learning_task(scenario_, cast.data, cast.partition);
  derive_workload(scenario_, *learning_);
}

/// Along the edges; a ring whose peers may go off closes over those that are missing, so that anybody may send to anybody.
void PreparedRun::connect_peers() {
  for (const PeerEdge& edge : topology_->edges) fleet_.connect(clients_[edge.source].device, clients_[edge.target].device);
  if (scenario_.federation.gossip.exchange != GossipExchange::ring_all_reduce || profiled_hosts_.empty()) return;
  for (std::size_t i = 0; i < clients_.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) fleet_.connect(clients_[i].device, clients_[j].device);
  }
}

void PreparedRun::connect() {
  if (scenario_.federation.mode == Mode::gossip) {
    topology_ = peer_topology(scenario_, device_names());
    connect_peers();
    return;
  }
  for (const BoundClient& client : clients_) {
    if (client.device == server_) {
      throw UserError{std::vector{scenario_.problem(
          "federation.server",
          fmt::format("host {} is both the server and the device of a client.", fleet_.host(server_).row.name))}};
    }
    if (client.device && aggregators_.empty()) fleet_.connect(server_, client.device);
  }
  for (const BoundAggregator& aggregator : aggregators_) {
    fleet_.connect(server_, aggregator.host);
    for (const ClientId client : aggregator.clients) fleet_.connect(aggregator.host, clients_[client.index()].device);
  }
}

void PreparedRun::find_costs() {
  ProblemList problems;
  if (scenario_.federation.mode == Mode::centralized) {
    server_cost_ = cost_on(server_, problems);
  } else {
    std::set<std::string> reported;
    for (BoundClient& client : clients_) {
      ProblemList of_client;
      client.cost = cost_on(client.device, of_client);
      if (!of_client.empty() && reported.insert(fleet_.host(client.device).row.model).second) problems.add_all(of_client.all());
    }
  }
  problems.throw_if_any();
}

/// Measured speeds have it in them; computed ones of a trained model must say it.
Seconds PreparedRun::overhead_on(const FleetHost& host, ProblemList& problems) const {
  const Workload& workload = scenario_.workload;
  const std::string& model = host.row.model;
  if (const auto own = workload.overhead_by_model.find(model); own != workload.overhead_by_model.end()) return own->second;
  if (workload.overhead_per_batch) return *workload.overhead_per_batch;
  if (scenario_.learning.kind == LearningKind::real && !workload.samples_per_second.contains(model)) {
    problems.add(scenario_.problem(
        "workload.compute",
        fmt::format("workload.compute has neither samples_per_second nor an overhead per batch for {} ({}): give it "
                    "overhead_per_batch_by_model, or all of them overhead_per_batch, of which 0 must be said.",
                    model.empty() ? "a host without a model" : model, host.row.name)));
  }
  return Seconds{0};
}

TrainingCost PreparedRun::cost_on(HostId id, ProblemList& problems) const {
  const FleetHost& host = fleet_.host(id);
  const Workload& workload = scenario_.workload;
  TrainingCost cost{workload.flops_per_sample, std::nullopt, overhead_on(host, problems)};
  if (const auto measured = workload.samples_per_second.find(host.row.model); measured != workload.samples_per_second.end()) {
    cost.samples_per_second = measured->second;
    const double needed = measured->second * workload.flops_per_sample.value();
    if (host.peak_flop_s > 0 && needed > host.peak_flop_s * host.row.cores) {
      problems.add(scenario_.problem(
          "workload.compute.samples_per_second",
          fmt::format("workload.compute.samples_per_second.{} = {}: times flops_per_sample = {} that is {} flop/s, above the "
                      "peak of {}, {} flop/s. Lower either, or raise peak_speed in the platform.",
                      host.row.model, measured->second, workload.flops_per_sample.value(), needed, host.row.name,
                      host.peak_flop_s * host.row.cores)));
    }
  } else if (workload.flops_per_sample.value() <= 0) {
    problems.add(scenario_.problem(
        "workload.compute.samples_per_second",
        fmt::format("workload.compute has no samples_per_second for {} ({}), and no flops_per_sample. Give one of them.",
                    host.row.model.empty() ? "a host without a model" : host.row.model, host.row.name)));
  }
  return cost;
}

TraceHeader PreparedRun::header() const {
  TraceHeader header;
  header.program_version = program_version;
  header.git_commit = git_commit;
  header.simgrid_version = SimgridEngine::version();
  header.seed = scenario_.seed;
  header.start_utc = utc_text(scenario_.start);
  header.name = scenario_.name;
  header.mode = mode_name(scenario_.federation.mode);
  header.scenario_yaml = resolved_yaml(scenario_);
  header.platform_sha256 = sha256(file_.content());
  header.network_model = engine_.network_description();
  header.depends_on = depends_on(scenario_);
  header.bucket_s = scenario_.trace.bucket.value();
  if (topology_) header.spectral_gap = topology_->spectral_gap;
  if (learning_) header.test_samples = static_cast<std::int64_t>(samples_->test.samples());
  return header;
}

void PreparedRun::require_somebody_to_ask() const {
  if (!scenario_.federation.selection.requires_that(ClientFilter::wifi)) return;
  const auto can_be_asked = [this](const BoundClient& client) {
    return client.samples > 0 && fleet_.is_on_wifi(client.device);
  };
  if (std::any_of(clients_.begin(), clients_.end(), can_be_asked)) return;
  throw UserError{std::vector{scenario_.problem(
      "federation.selection.filters",
      "federation.selection.filters asks only devices on Wi-Fi, but no client with samples is on one that is a station of an "
      "access point. Leave wifi out, or choose other federation.devices.")}};
}

std::optional<double> PreparedRun::next_return(double now) const {
  std::optional<double> first;
  for (const ProfiledHost& host : profiled_hosts_) first = earlier(first, return_of(host, now));
  return first;
}

std::optional<double> PreparedRun::next_return(double now, const std::vector<HostId>& hosts) const {
  std::optional<double> first;
  for (const ProfiledHost& host : profiled_hosts_) {
    if (std::find(hosts.begin(), hosts.end(), host.id) != hosts.end()) first = earlier(first, return_of(host, now));
  }
  return first;
}

std::optional<double> PreparedRun::return_of(const ProfiledHost& host, double now) const {
  if (fleet_.host(host.id).simgrid->is_on()) return std::nullopt;
  const auto next = host.profile.next_on(now);
  return next && is_lost(host.id, *next) ? std::nullopt : next;
}

std::vector<Profile> PreparedRun::host_profiles() const {
  std::vector<Profile> profiles;
  for (const ProfiledHost& host : profiled_hosts_) profiles.push_back(host.profile);
  return profiles;
}

bool PreparedRun::is_lost(HostId device, double from) const {
  if (availability() == nullptr) return false;
  const ClientId client = client_on_[device.index()];
  if (!client) return false;
  const Presence presence = availability()->at(client, from);
  return !presence.available && presence.until == Presence::for_ever;
}

}  // namespace roundwatt
