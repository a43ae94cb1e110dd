#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/output_text.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/report/codecarbon_export.hpp"
#include "sim/base/error.hpp"

namespace fedjoule {

namespace {

struct ExportOptions {
  std::vector<std::string> traces;
  AccountOptions account;
};

int run_export_codecarbon(const ExportOptions& options) {
  const GridChoice choice = options.account.chosen_grid();
  std::vector<ExportedRun> runs;
  for (const std::string& file : options.traces) {
    const DamageGuard guard{file};
    const TraceReader trace{file};
    const EnergyLedger energy = account_energy(trace, options.account.chosen_boundary(), {options.account.network_kwh_per_gb});
    runs.push_back({trace.header(), account_carbon(energy, assign_grids(energy, choice), {{Facet::zone}})});
  }
  write_output("-", codecarbon_csv(runs));
  return exit_ok;
}

}  // namespace

Verb export_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand("export", "Runs in the formats of other tools");
  command->require_subcommand(1);
  const char* example = "Example:\n  fedjoule-analyze export codecarbon trace.h5";
  command->footer(example);
  CLI::App* codecarbon = command->add_subcommand("codecarbon", "CodeCarbon's emissions.csv, a row a run, to stdout");
  auto options = std::make_shared<ExportOptions>();
  add_trace_files(*codecarbon, options->traces);
  add_account_options(*codecarbon, options->account);
  codecarbon->footer(example);
  return {codecarbon, [options] { return run_export_codecarbon(*options); }};
}

}  // namespace fedjoule
