#include <fmt/format.h>

#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/start_report.hpp"
#include "analysis/cli/verb.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

struct WhenOptions {
  std::vector<std::string> traces;
  AccountOptions account;
  std::string within = "24h", step = "1h";
  bool frozen_schedule = false;
  OutputOptions output;

  StartSearch search() const {
    const Seconds longest = time_of("--within", within), distance = time_of("--step", step);
    constexpr double most_starts = 100000;
    if (distance.value() <= 0) throw UserError{fmt::format("--step {}: must be above 0", step)};
    if (longest.value() / distance.value() > most_starts) {
      throw UserError{fmt::format("--within {} --step {}: more than 100000 starts. Take a longer step.", within, step)};
    }
    return {longest, distance};
  }

 private:
  static Seconds time_of(const char* option, const std::string& text) {
    const ParsedQuantity parsed = parse_quantity(text, Dimension::time);
    if (parsed.value && *parsed.value >= 0) return Seconds{*parsed.value};
    throw UserError{fmt::format("{}: '{}' is no length of time, such as 24h or 15min", option, text)};
  }
};

ReportSection answer(const std::string& file, const WhenOptions& options, const GridChoice& choice) {
  const DamageGuard guard{file};
  const TraceReader trace{file};
  if (!options.frozen_schedule) refuse_what_if_of_dependent_run(trace.header(), file);
  const EnergyLedger energy = account_energy(trace, options.account.chosen_boundary(), {options.account.network_kwh_per_gb});
  const GridAssignment grids = assign_grids(energy, choice);
  return start_section(energy, find_start(energy, grids, options.search()), grids);
}

int run_when(const WhenOptions& options) {
  options.search();  // mistakes of the command line come first
  const GridChoice choice = options.account.chosen_grid();
  Report report{"when", {}};
  for (const std::string& file : options.traces) report.sections.push_back(answer(file, options, choice));
  print(report, options.output);
  return exit_ok;
}

}  // namespace

Verb when_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand("when", "When the same run would have emitted least, on a grid by the hour");
  auto options = std::make_shared<WhenOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  command->add_option("--within", options->within, "Longest delay")->type_name("TIME")->capture_default_str();
  command->add_option("--step", options->step, "Distance of the starts that are tried")
      ->type_name("TIME")
      ->capture_default_str();
  command->add_flag("--frozen-schedule", options->frozen_schedule, "Allow it for a run that itself looked at grid or calendar");
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze when trace.h5 --grid hourly.csv --grid yearly --within 24h");
  return {command, [options] { return run_when(*options); }};
}

}  // namespace roundwatt
