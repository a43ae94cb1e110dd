#include <cerrno>
#include <cstdio>
#include <system_error>

#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
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
  const std::string text = codecarbon_csv(runs);
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written && errno != EPIPE) throw std::system_error{errno, std::generic_category()};
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
