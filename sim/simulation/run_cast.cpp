#include "sim/simulation/run_cast.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/federation/binding_file.hpp"
#include "sim/federation/client_binding.hpp"
#include "sim/learning/client_samples.hpp"
#include "sim/learning/given_partition.hpp"
#include "sim/learning/read_label_map.hpp"
#include "sim/simulation/edge_cast.hpp"
#include "sim/simulation/learning_setup.hpp"

namespace roundwatt {

namespace {

bool listed(const std::vector<std::string>& wanted, const std::string& name) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

/// Chooses from the candidates, and keeps what the scenario asks for in vain.
class Casting {
 public:
  Casting(const Scenario& scenario, const std::vector<HostCandidate>& candidates)
      : scenario_{scenario}, candidates_{candidates} {}

  RunCast cast() {
    RunCast& cast = cast_;
    if (scenario_.federation.mode != Mode::gossip) cast.server = server();
    const std::vector<HostCandidate> devices = needs_devices() ? this->devices() : std::vector<HostCandidate>{};
    problems_.throw_if_any();
    const std::vector<std::int64_t> sizes = samples(devices);
    if (needs_devices() && sizes.size() > devices.size()) {
      report(
          "data.clients",
          fmt::format("data.clients = {}, but only {} device{} federation.devices. Lower the one or choose more of the other.",
                      sizes.size(), devices.size(), devices.size() == 1 ? " matches" : "s match"));
    }
    if (has_cohorts(scenario_.federation.mode) &&
        scenario_.federation.clients_per_round > static_cast<std::int64_t>(sizes.size())) {
      report("federation.clients_per_round",
             fmt::format("federation.clients_per_round = {}, but there are {} clients. Lower the one or raise the other.",
                         scenario_.federation.clients_per_round, sizes.size()));
    }
    if (scenario_.federation.mode == Mode::asynchronous) check_concurrency(sizes.size());
    problems_.throw_if_any();
    for (const std::int64_t size : sizes) cast.clients.push_back({size, std::nullopt});
    if (needs_devices()) bind(cast.clients, devices);
    if (scenario_.federation.mode == Mode::hierarchical) cast.aggregators = cast_edge(scenario_, candidates_, cast);
    return std::move(cast_);
  }

 private:
  void report(const std::string& key, const std::string& message) { problems_.add(scenario_.problem(key, message)); }

  /// data.clients: all, and files, say how many there are only now.
  void check_concurrency(std::size_t clients) {
    const AsynchronousChoice& choice = scenario_.federation.asynchronous;
    const auto check = [&](const char* key, std::int64_t wanted) {
      if (wanted <= static_cast<std::int64_t>(clients)) return;
      report(key, fmt::format("{} = {}, but there {} {} client{}. Lower the one or raise the other.", key, wanted,
                              clients == 1 ? "is" : "are", clients, clients == 1 ? "" : "s"));
    };
    check("federation.asynchronous.max_concurrency", choice.max_concurrency);
    check("federation.asynchronous.buffer_size", choice.buffer_size.value_or(0));
  }

  bool needs_devices() const { return scenario_.federation.mode != Mode::centralized || scenario_.federation.upload_raw_data; }

  HostCandidate server() {
    std::vector<std::string> names;
    // An aggregator leads where nobody else does.
    const bool has_servers =
        std::any_of(candidates_.begin(), candidates_.end(), [](const auto& host) { return host.kind == HostKind::server; });
    for (const HostCandidate& candidate : candidates_) {
      if (candidate.kind == HostKind::server || (candidate.kind == HostKind::aggregator && !has_servers))
        names.push_back(candidate.name);
      if (!scenario_.federation.server.empty() && candidate.name == scenario_.federation.server) return candidate;
    }
    const std::string known = fmt::format("{}", fmt::join(names, ", "));
    if (!scenario_.federation.server.empty()) {
      report("federation.server",
             fmt::format("federation.server = {}: the platform has no such host.{} Its servers: {}.",
                         scenario_.federation.server, did_you_mean(scenario_.federation.server, names), known));
    } else if (names.size() == 1) {
      return *std::find_if(candidates_.begin(), candidates_.end(),
                           [&](const auto& host) { return host.name == names.front(); });
    } else {
      report("federation",
             names.empty()
                 ? "the platform has no server: give a host the property kind = server, or name one as federation.server."
                 : fmt::format("the platform has {} servers: name one of them as federation.server: {}.", names.size(), known));
    }
    return {};
  }

  std::vector<HostCandidate> devices() {
    const DeviceChoice& choice = scenario_.federation.devices;
    std::vector<HostCandidate> chosen;
    std::set<std::string> sites, models;
    for (const HostCandidate& candidate : candidates_) {
      if (candidate.kind != HostKind::device || candidate.name == scenario_.federation.server) continue;
      sites.insert(candidate.site);
      models.insert(candidate.model);
      if (listed(choice.sites, candidate.site) && listed(choice.models, candidate.model)) chosen.push_back(candidate);
    }
    require_known("federation.devices.sites", choice.sites, sites);
    require_known("federation.devices.models", choice.models, models);
    if (chosen.empty() && problems_.empty())
      report("federation.devices",
             "no device of the platform matches federation.devices. The server is none; kind = device makes one.");
    return chosen;
  }

  void require_known(const char* key, const std::vector<std::string>& wanted, const std::set<std::string>& known) {
    const std::vector<std::string> words{known.begin(), known.end()};
    for (const std::string& name : wanted) {
      if (known.contains(name)) continue;
      report(key, fmt::format("{} = {}: no device of the platform has it.{} There are: {}.", key, name,
                              did_you_mean(name, words), fmt::join(words, ", ")));
    }
  }

  std::vector<std::int64_t> samples(const std::vector<HostCandidate>& devices) {
    const DataChoice& data = scenario_.data;
    if (scenario_.learning.kind == LearningKind::real) return trained_on(devices.size());
    if (data.label_map_file.given()) {
      cast_.data = std::make_shared<DataSplits>(read_label_map(data.label_map_file.path));
      cast_.partition = std::make_shared<StoredPartition>(partition_naturally(*cast_.data));
      return sizes_of(*cast_.partition, data.label_map_file.as_written);
    }
    if (data.samples_file.given()) {
      ClientSamples said = samples_from_csv(data.samples_file.path.string(), names_of(devices));
      named_devices_ = std::move(said.devices);
      const std::vector<std::int64_t>& sizes = said.sizes;
      if (!named_devices_.empty() && scenario_.federation.devices.binding != Binding::in_order) {
        report("federation.devices.binding",
               fmt::format("federation.devices.binding is given, but {} names the devices of clients. Leave one of them out.",
                           data.samples_file.as_written));
      }
      if (data.clients && *data.clients != static_cast<std::int64_t>(sizes.size())) {
        report("data.clients", fmt::format("data.clients = {}, but {} has {} clients.", *data.clients,
                                           data.samples_file.as_written, sizes.size()));
      }
      return sizes;
    }
    if (!data.clients && !needs_devices())
      report("data.clients", "data.clients: all means one on each device, but this run uses none. Give a number.");
    require_countable(data);
    const auto clients = data.clients ? static_cast<std::size_t>(*data.clients) : devices.size();
    if (data.samples_per_client) return std::vector<std::int64_t>(clients, *data.samples_per_client);
    return samples_by_quantiles(data.samples_quantiles, clients, RandomStream{scenario_.seed, "data"});
  }

  std::vector<std::int64_t> trained_on(std::size_t devices) {
    const DataChoice& data = scenario_.data;
    cast_.data = read_samples(scenario_);
    if (!data.clients && !needs_devices() && data.partition.kind != PartitionKind::natural) {
      report("data.clients", "data.clients: all means one on each device, but this run uses none. Give a number.");
    }
    require_countable(data);
    cast_.partition = divide_samples(scenario_, *cast_.data, number_of_clients(scenario_, *cast_.data, devices));
    return sizes_of(*cast_.partition, data.dataset);
  }

  std::vector<std::int64_t> sizes_of(const Partition& partition, const std::string& source) {
    if (scenario_.data.clients && *scenario_.data.clients != static_cast<std::int64_t>(partition.clients())) {
      report("data.clients",
             fmt::format("data.clients = {}, but {} has {} clients.", *scenario_.data.clients, source, partition.clients()));
    }
    std::vector<std::int64_t> sizes(partition.clients());
    for (std::size_t i = 0; i < sizes.size(); ++i) sizes[i] = static_cast<std::int64_t>(partition.samples(ClientId{i}));
    return sizes;
  }

  /// What no memory holds and no whole number counts ends here, not in an exception of the library.
  void require_countable(const DataChoice& data) {
    constexpr std::int64_t most_clients = 100'000'000;
    constexpr double most_samples = 9e15;
    if (data.clients && *data.clients > most_clients) {
      report("data.clients",
             fmt::format("data.clients = {}, but it must be at most {}. Lower it.", *data.clients, most_clients));
    }
    if (!data.samples_quantiles.empty() && data.samples_quantiles.back() > most_samples) {
      report("data.samples_quantiles",
             fmt::format("data.samples_quantiles ends at {}, but a client has at most {} samples. Lower it.",
                         data.samples_quantiles.back(), most_samples));
    }
    problems_.throw_if_any();
  }

  static std::vector<std::string> names_of(const std::vector<HostCandidate>& devices) {
    std::vector<std::string> names;
    for (const HostCandidate& device : devices) names.push_back(device.name);
    return names;
  }

  std::vector<std::size_t> places(std::size_t clients, const std::vector<HostCandidate>& devices) const {
    const DeviceChoice& choice = scenario_.federation.devices;
    if (!named_devices_.empty()) return named_devices_;
    if (choice.binding == Binding::from_file) return read_binding(choice.binding_file.path, clients, names_of(devices));
    std::vector<std::string> sites;
    for (const HostCandidate& device : devices) sites.push_back(device.site);
    const auto rule = [&] {
      switch (choice.binding) {
        case Binding::in_order:
        case Binding::from_file:
          return BindingRule::in_order;
        case Binding::random:
          return BindingRule::random;
        case Binding::by_site:
          return BindingRule::by_site;
      }
      return BindingRule::in_order;
    }();
    return bind_clients(clients, sites, rule, RandomStream{scenario_.seed, "binding"});
  }

  void bind(std::vector<PlannedClient>& clients, const std::vector<HostCandidate>& devices) const {
    const std::vector<std::size_t> place_of = places(clients.size(), devices);
    for (std::size_t i = 0; i < clients.size(); ++i) clients[i].device = devices[place_of[i]];
  }

  const Scenario& scenario_;
  const std::vector<HostCandidate>& candidates_;
  ProblemList problems_;
  RunCast cast_;
  std::vector<std::size_t> named_devices_;  ///< by client, among the devices, where the file of samples says it
};

}  // namespace

RunCast cast_run(const Scenario& scenario, const std::vector<HostCandidate>& candidates) {
  return Casting{scenario, candidates}.cast();
}

}  // namespace roundwatt
