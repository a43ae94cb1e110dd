#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/cli/sensitivity_report.hpp"
#include "analysis/cli/studied_runs.hpp"
#include "analysis/cli/verb.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct SensitivityOptions {
  std::vector<std::string> traces;
  AccountOptions account;
  std::vector<std::string> inputs;
  MonteCarlo monte_carlo;
  OutputOptions output;
};

int run_sensitivity(const SensitivityOptions& options) {
  const std::vector<InputRange> ranges = parse_input_ranges(options.inputs);
  const GridChoice choice = options.account.chosen_grid();
  const Boundary boundary = options.account.chosen_boundary();
  Report report{"sensitivity", {}};
  for (const StudiedRun& run : study_files(options.traces, choice, boundary, {options.account.network_kwh_per_gb})) {
    const Sensitivity result = sensitivity_of(run, ranges, options.monte_carlo);
    report.sections.push_back(sensitivity_section(run, result, options.monte_carlo, boundary));
  }
  print(report, options.output);
  return exit_ok;
}

}  // namespace

Verb sensitivity_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("sensitivity", "How much CO2e depends on what is not known exactly: tornado and Monte Carlo");
  auto options = std::make_shared<SensitivityOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  command
      ->add_option("--input", options->inputs,
                   fmt::format("What lies between two values, NAME one of {}; uniform, normal (90 % between) or triangular; "
                               "repeated for several",
                               fmt::join(input_names(), ", ")))
      ->required()
      ->type_name("NAME=LOW:HIGH[:SPREAD]")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--samples", options->monte_carlo.samples, "Values that are drawn")
      ->type_name("COUNT")
      ->check(CLI::Range(1, 10000000))
      ->capture_default_str();
  command->add_option("--seed", options->monte_carlo.seed, "Of the random streams")->type_name("N")->capture_default_str();
  add_output_options(*command, options->output);
  command->footer(
      "Example:\n  roundwatt-analyze sensitivity trace.h5 --input grid=0.8:1.2 --input device_power=0.9:1.1:normal");
  return {command, [options] { return run_sensitivity(*options); }};
}

}  // namespace roundwatt
