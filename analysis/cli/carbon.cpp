#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "analysis/carbon/carbon_ledger.hpp"
#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/report/carbon_report.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct CarbonOptions {
  std::vector<std::string> traces;
  AccountOptions account;
  std::vector<std::string> what_if_zones;
  std::vector<std::string> what_if_sites;
  std::vector<std::string> by;  ///< "round,activity"
  bool frozen_schedule = false;
  OutputOptions output;

  std::vector<BreakdownRequest> breakdowns() const;
  Schedule schedule() const { return frozen_schedule ? Schedule::frozen : Schedule::own; }
};

/// Two different facets at most. \throws UserError when one is none.
BreakdownRequest parse_request(const std::string& words) {
  BreakdownRequest request;
  for (std::size_t begin = 0; begin <= words.size();) {
    const std::size_t end = std::min(words.find(',', begin), words.size());
    request.push_back(parse_facet(std::string_view{words}.substr(begin, end - begin)));
    begin = end + 1;
  }
  if (request.size() > 2)
    throw UserError{fmt::format("--by {}: at most two make a table. Repeat --by for more tables.", words)};
  if (request.size() == 2 && request[0] == request[1]) {
    throw UserError{fmt::format("--by {}: the same twice. Say it once, or two different ones.", words)};
  }
  return request;
}

/// Nothing: the usual ones.
std::vector<BreakdownRequest> CarbonOptions::breakdowns() const {
  std::vector<BreakdownRequest> requests;
  for (const std::string& words : by) requests.push_back(parse_request(words));
  return requests;
}

ReportSection account(const std::string& file, const CarbonOptions& options, const GridChoice& choice,
                      const std::vector<BreakdownRequest>& asked) {
  const DamageGuard guard{file};
  const TraceReader trace{file};
  if (!options.what_if_zones.empty() && !options.frozen_schedule) refuse_what_if_of_dependent_run(trace.header(), file);
  const EnergyLedger energy = account_energy(trace, options.account.chosen_boundary(), {options.account.network_kwh_per_gb});
  const std::vector<BreakdownRequest> requests = asked.empty() ? usual_breakdowns(energy) : asked;
  std::vector<CarbonLedger> ledgers{account_carbon(energy, assign_grids(energy, choice), requests)};
  for (const std::string& zone : options.what_if_zones) {
    ledgers.push_back(account_carbon(energy, assign_grids(energy, choice, WhatIf{zone, options.what_if_sites}), requests));
  }
  return carbon_section(energy, ledgers, options.what_if_zones.empty() ? Schedule::own : options.schedule());
}

int run_carbon(const CarbonOptions& options) {
  if (!options.what_if_sites.empty() && options.what_if_zones.empty()) {
    throw UserError{"--what-if-site says which sites move; say where to with --what-if, such as --what-if FRA"};
  }
  const std::vector<BreakdownRequest> asked = options.breakdowns();
  const GridChoice choice = options.account.chosen_grid();
  Report report{"carbon", {}};
  for (const std::string& file : options.traces) report.sections.push_back(account(file, options, choice, asked));
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
  command
      ->add_option("--by", options->by,
                   fmt::format("A table by one or two of {}, instead of the usual ones; may be repeated",
                               fmt::join(facet_names(), ", ")))
      ->type_name("WHAT[,WHAT]")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
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
  command->footer("Example:\n  roundwatt-analyze carbon trace.h5 --by round,activity --what-if FRA,CHN,USA");
  return {command, [options] { return run_carbon(*options); }};
}

}  // namespace roundwatt
