#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/energy/boundary_rule.hpp"
#include "analysis/study/gram_model.hpp"
#include "analysis/study/what_if_case.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct WhatIfOptions {
  std::vector<std::string> traces;
  AccountOptions account;
  std::vector<std::string> cases;
  bool frozen_schedule = false;
  OutputOptions output;

  std::vector<WhatIfCase> asked() const {
    std::vector<WhatIfCase> parsed;
    for (const std::string& text : cases) parsed.push_back(parse_what_if(text));
    return parsed;
  }
};

ReportTable case_table(const EnergyLedger& energy, const GridChoice& choice, const std::vector<WhatIfCase>& cases,
                       double as_run) {
  ReportTable table{"cases",
                    "What it would have emitted",
                    {{"case", "case"},
                     {"co2e_g", "CO2e", Measure::grams},
                     {"difference_g", "difference", Measure::grams},
                     {"ratio", "ratio to as run", Measure::factor}},
                    {},
                    "",
                    SIZE_MAX};
  table.rows.push_back({"as run", as_run, 0.0, 1.0});
  for (const WhatIfCase& asked : cases) {
    const double grams = grams_of(energy, choice, asked);
    table.rows.push_back({asked.text, grams, grams - as_run, grams / as_run});
  }
  return table;
}

ReportSection answer(const std::string& file, const WhatIfOptions& options, const GridChoice& choice) {
  const DamageGuard guard{file};
  const TraceReader trace{file};
  const Boundary boundary = options.account.chosen_boundary();
  const EnergyLedger energy = account_energy(trace, boundary, {options.account.network_kwh_per_gb});
  const std::vector<WhatIfCase> cases = options.asked();
  if (!options.frozen_schedule) {
    for (const WhatIfCase& asked : cases) refuse_other_run(energy, asked);
  }
  const StudiedRun run = study_run(energy, assign_grids(energy, choice));
  ReportSection section{run.name,
                        {},
                        {{{"file", "file"}, run.file},
                         {{"boundary", "boundary"}, boundary_name(boundary)},
                         {{"boundary_in_words", "counted"}, boundary_in_words(boundary)},
                         {{"frozen", "time"}, "as run: a device that draws less is not slower"}},
                        {case_table(energy, choice, cases, run.cells.grams())},
                        run.warnings};
  if (!run.complete) section.marks.emplace_back("INCOMPLETE: the run was cut off");
  if (options.frozen_schedule) section.marks.emplace_back("FROZEN SCHEDULE: the run keeps what it did, whatever it looked at");
  return section;
}

int run_what_if(const WhatIfOptions& options) {
  options.asked();  // mistakes of the command line come first
  const GridChoice choice = options.account.chosen_grid();
  Report report{"what-if", {}};
  for (const std::string& file : options.traces) report.sections.push_back(answer(file, options, choice));
  print(report, options.output);
  return exit_ok;
}

}  // namespace

Verb what_if_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "what-if", "What a run would have emitted on another grid, in another year, at another PUE or power");
  auto options = std::make_shared<WhatIfOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  command
      ->add_option(
          "--case", options->cases,
          fmt::format("What is set, together: zone (of all edge sites), zone.SITE, kind (average or marginal), year, or {}; "
                      "repeated for further cases",
                      fmt::join(input_names(), ", ")))
      ->required()
      ->type_name("NAME=VALUE[,...]")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_flag("--frozen-schedule", options->frozen_schedule,
                    "Allow cases of a run that itself looked at what they change; the output is marked");
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze what-if trace.h5 --case zone=CHN --case zone=CHN,pue=1.1,device_power=0.5");
  return {command, [options] { return run_what_if(*options); }};
}

}  // namespace roundwatt
