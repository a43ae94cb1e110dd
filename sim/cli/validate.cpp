#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "sim/base/command_line_streams.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/scenario/print_scenario.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/simulation/prepared_run.hpp"
#include "sim/simulation/training_speed.hpp"

namespace roundwatt {

namespace {

/// Participations and bytes of the whole run, where stop.rounds bounds it; an asynchronous server asks as many as it takes.
struct PlannedTotals {
  std::optional<double> participations, bytes;
};

PlannedTotals totals(const RunPlan& plan) {
  if (!plan.rounds || plan.max_concurrency > 0) return {};
  const double participations = static_cast<double>(*plan.rounds) * static_cast<double>(plan.selected_per_round);
  return {participations, participations * plan.bytes_per_participation + plan.raw_data_bytes +
                              static_cast<double>(*plan.rounds) * plan.edge_bytes_per_round};
}

nlohmann::ordered_json as_json(const std::vector<TrainingSpeed>& speeds) {
  auto list = nlohmann::ordered_json::array();
  for (const TrainingSpeed& speed : speeds) {
    list.push_back({{"model", speed.model},
                    {"hosts", speed.hosts},
                    {"samples_per_second", speed.samples_per_second},
                    {"download_s", speed.part.download_s},
                    {"train_s", speed.part.train_s},
                    {"upload_s", speed.part.upload_s},
                    {"download_j", speed.part.download_j},
                    {"train_j", speed.part.train_j},
                    {"upload_j", speed.part.upload_j}});
  }
  return list;
}

/// Seconds and joules of a phase; nothing where there is none.
std::string phase(double seconds, double joules) {
  return seconds > 0 ? fmt::format("{}, {:.4g} J", human_duration(seconds), joules) : "–";
}

void print_speeds(const std::vector<TrainingSpeed>& speeds, const char* part) {
  fmt::print("\n  {:<18} {:>6} {:>12}  {:<22} {:<22} {}\n", part, "hosts", "samples/s", "download", "training", "upload");
  for (const TrainingSpeed& speed : speeds) {
    fmt::print("  {:<18} {:>6} {:>12.4g}  {:<22} {:<22} {}\n", speed.model.empty() ? "(no model)" : speed.model,
               speed.hosts, speed.samples_per_second, phase(speed.part.download_s, speed.part.download_j),
               phase(speed.part.train_s, speed.part.train_j), phase(speed.part.upload_s, speed.part.upload_j));
  }
  fmt::print("  Expected of a host alone on its lines, idle power included, without PUE.\n");
}

void print_json(const Scenario& scenario, const RunPlan& plan, const std::vector<TrainingSpeed>& speeds) {
  nlohmann::ordered_json json{{"name", scenario.name},
                              {"mode", plan.mode},
                              {"server", plan.server},
                              {"sites", plan.sites},
                              {"devices", plan.devices},
                              {"links", plan.links},
                              {"clients", plan.clients},
                              {"samples", plan.samples},
                              {"selected_per_round", plan.selected_per_round},
                              {"bytes_per_participation", plan.bytes_per_participation},
                              {"raw_data_bytes", plan.raw_data_bytes}};
  const PlannedTotals all = totals(plan);
  if (plan.spectral_gap) {
    json["edges"] = plan.edges;
    json["spectral_gap"] = *plan.spectral_gap;
  }
  if (plan.max_concurrency > 0) json["max_concurrency"] = plan.max_concurrency;
  if (plan.rounds) json["rounds"] = *plan.rounds;
  if (all.participations) json["participations"] = *all.participations;
  if (all.bytes) json["bytes"] = *all.bytes;
  json["hardware"] = as_json(speeds);
  json["warnings"] = plan.warnings;
  fmt::print("{}\n", json.dump(2));
}

void print_text(const Scenario& scenario, const RunPlan& plan) {
  const PlannedTotals all = totals(plan);
  const bool centralized = plan.selected_per_round == 0;
  fmt::print("{}: valid\n", scenario.name);
  fmt::print("  mode            {}\n", plan.mode);
  fmt::print("  server          {}\n", plan.server.empty() ? "none" : plan.server);
  const std::string aggregators = plan.aggregators > 0 ? fmt::format(", {} edge aggregators", plan.aggregators) : "";
  fmt::print("  devices         {}{}, {} server; {} sites, {} links in all\n", plan.devices, aggregators,
             plan.server.empty() ? "no" : "one", plan.sites, plan.links);
  if (plan.spectral_gap) fmt::print("  topology        {} edges, spectral gap {:.10g}\n", plan.edges, *plan.spectral_gap);
  fmt::print("  clients         {} with {} samples\n", plan.clients, plan.samples);
  fmt::print("  {:<15} {}\n", centralized ? "epochs" : "rounds",
             plan.rounds ? fmt::format("at most {}", *plan.rounds) : "until another stop holds");
  if (plan.max_concurrency > 0) fmt::print("  at once         {} clients\n", plan.max_concurrency);
  if (!centralized) {
    fmt::print("  a round         {} {}, {} moved\n", plan.selected_per_round, plan.max_concurrency > 0 ? "updates" : "clients",
               human_bytes(static_cast<double>(plan.selected_per_round) * plan.bytes_per_participation));
  }
  if (plan.raw_data_bytes > 0) fmt::print("  raw data        {}\n", human_bytes(plan.raw_data_bytes));
  if (all.participations && !centralized) fmt::print("  participations  at most {}\n", *all.participations);
  if (all.bytes) fmt::print("  bytes           at most {}\n", human_bytes(*all.bytes));
}

}  // namespace

int run_validate(const ValidateOptions& options) {
  const Scenario scenario = read_scenario(options.input.scenario, options.input.overrides);
  PreparedRun run{scenario, options.input.simgrid_arguments, options.input.memory};
  const RunPlan plan = run.plan();
  for (const std::string& warning : plan.warnings) tell(fmt::format("warning: {}\n", warning));
  if (options.print_scenario) {
    fmt::print("{}", resolved_yaml(scenario));
  } else if (options.json) {
    print_json(scenario, plan, training_speeds(run));
  } else {
    print_text(scenario, plan);
    const bool centralized = scenario.federation.mode == Mode::centralized;
    print_speeds(training_speeds(run), centralized ? "an epoch" : "a participation");
  }
  return exit_ok;
}

}  // namespace roundwatt
