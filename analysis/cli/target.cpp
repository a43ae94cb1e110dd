#include <optional>

#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/target_report.hpp"
#include "analysis/cli/verb.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct TargetOptions {
  std::vector<std::string> traces;
  AccountOptions account;
  TargetQuestion question;
  OutputOptions output;
};

int run_target(const TargetOptions& options) {
  const TargetQuestion& question = options.question;
  if (!question.accuracy && !question.grams) {
    throw UserError{"target needs --accuracy, such as --accuracy 0.8, or a budget, such as --grams 100"};
  }
  if (question.in_a_row && !question.accuracy)
    throw UserError{"--in-a-row belongs to --accuracy: say which accuracy must hold"};
  const GridChoice choice = options.account.chosen_grid();
  const Boundary boundary = options.account.chosen_boundary();
  std::vector<RunProgress> runs;
  for (const std::string& file : options.traces) {
    const DamageGuard guard{file};
    const TraceReader trace{file};
    const EnergyLedger energy = account_energy(trace, boundary, {options.account.network_kwh_per_gb});
    runs.push_back(progress_of(energy, assign_grids(energy, choice)));
  }
  print({"target", {target_section(runs, question, boundary)}}, options.output);
  return exit_ok;
}

}  // namespace

Verb target_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("target", "Time, energy and CO2e to an accuracy, and the accuracy within a budget");
  auto options = std::make_shared<TargetOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  command->add_option("--accuracy", options->question.accuracy, "Accuracy to reach, from 0 to 1")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--in-a-row", options->question.in_a_row, "Sustained: for so many evaluations, instead of to the end")
      ->type_name("COUNT")
      ->check(CLI::Range(1, 1000000));
  command->add_option("--grams", options->question.grams, "Budget of CO2e")->type_name("G")->check(CLI::NonNegativeNumber);
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze target centralized.h5 federated.h5 --grams 100");
  return {command, [options] { return run_target(*options); }};
}

}  // namespace roundwatt
