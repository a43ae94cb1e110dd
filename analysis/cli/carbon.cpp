#include "analysis/carbon/carbon_ledger.hpp"
#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/report/carbon_report.hpp"
#include "sim/base/error.hpp"

namespace fedjoule {

namespace {

struct CarbonOptions {
  std::vector<std::string> traces;
  AccountOptions account;
  std::vector<std::string> what_if_zones;
  std::vector<std::string> what_if_sites;
  bool frozen_schedule = false;
  OutputOptions output;

  Schedule schedule() const { return frozen_schedule ? Schedule::frozen : Schedule::own; }
};

ReportSection account(const std::string& file, const CarbonOptions& options, const GridChoice& choice) {
  const DamageGuard guard{file};
  const TraceReader trace{file};
  if (!options.what_if_zones.empty() && !options.frozen_schedule) refuse_what_if_of_dependent_run(trace.header(), file);
  const EnergyLedger energy = account_energy(trace, options.account.chosen_boundary());
  std::vector<CarbonLedger> ledgers{account_carbon(energy, assign_grids(energy, choice))};
  for (const std::string& zone : options.what_if_zones) {
    ledgers.push_back(account_carbon(energy, assign_grids(energy, choice, WhatIf{zone, options.what_if_sites})));
  }
  return carbon_section(energy, ledgers, options.what_if_zones.empty() ? Schedule::own : options.schedule());
}

int run_carbon(const CarbonOptions& options) {
  if (!options.what_if_sites.empty() && options.what_if_zones.empty()) {
    throw UserError{"--what-if-site says which sites move; say where to with --what-if, such as --what-if FRA"};
  }
  const GridChoice choice = options.account.chosen_grid();
  Report report{"carbon", {}};
  for (const std::string& file : options.traces) report.sections.push_back(account(file, options, choice));
  print(report, options.output);
  return exit_ok;
}

}  // namespace

Verb carbon_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("carbon", "Energy and CO2e of runs, by site, kind, activity, round, outcome and network");
  auto options = std::make_shared<CarbonOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  command->add_option("--what-if", options->what_if_zones, "Grid zones to which all edge sites are moved, one after the other")
      ->delimiter(',')
      ->expected(1)
      ->type_name("ZONE,...")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--what-if-site", options->what_if_sites, "Move this site instead of the edge sites (may be repeated)")
      ->delimiter(',')
      ->expected(1)
      ->type_name("SITE,...")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_flag("--frozen-schedule", options->frozen_schedule,
                    "Allow --what-if for a run that itself looked at the grid; the output is marked");
  add_output_options(*command, options->output);
  command->footer("Example:\n  fedjoule-analyze carbon trace.h5 --what-if FRA,CHN,USA");
  return {command, [options] { return run_carbon(*options); }};
}

}  // namespace fedjoule
