#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "sim/base/command_line_streams.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/scenario/print_scenario.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/simulation/prepared_run.hpp"

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

void print_json(const Scenario& scenario, const RunPlan& plan) {
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
  const PreparedRun run{scenario, options.input.simgrid_arguments, options.input.memory};
  const RunPlan plan = run.plan();
  for (const std::string& warning : plan.warnings) tell(fmt::format("warning: {}\n", warning));
  if (options.print_scenario) {
    fmt::print("{}", resolved_yaml(scenario));
  } else if (options.json) {
    print_json(scenario, plan);
  } else {
    print_text(scenario, plan);
  }
  return exit_ok;
}

}  // namespace roundwatt
