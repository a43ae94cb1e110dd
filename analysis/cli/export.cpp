#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/output_text.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/report/codecarbon_export.hpp"
#include "sim/base/command_line_values.hpp"
#include "sim/base/error.hpp"
#include "sim/trace/series_image.hpp"

namespace roundwatt {

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

struct PfllibOptions {
  std::string trace, output;
};

/// What PFLlib's scripts read of its own results: a value for each evaluation of the global model.
int run_export_pfllib(const PfllibOptions& options) {
  const DamageGuard guard{options.trace};
  const TraceReader trace{options.trace};
  std::vector<double> accuracies, losses;
  trace.for_each<EvaluationRow>([&](const EvaluationRow& row) {
    if (row.scope != EvaluationScope::global) return;
    accuracies.push_back(row.test_accuracy);
    losses.push_back(row.train_loss);
  });
  if (accuracies.empty()) {
    throw UserError{
        std::vector{Problem{options.trace, 0, "has no evaluations of a global model: PFLlib's file would be empty."}}};
  }
  const std::vector<double> no_areas(accuracies.size(), not_a_number);
  write_output(options.output,
               series_image({{"rs_test_acc", accuracies}, {"rs_test_auc", no_areas}, {"rs_train_loss", losses}}));
  return exit_ok;
}

}  // namespace

Verb export_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand("export", "Runs in the formats of other tools");
  command->require_subcommand(1);
  const char* example = "Example:\n  roundwatt-analyze export codecarbon trace.h5";
  command->footer(example);
  CLI::App* codecarbon = command->add_subcommand("codecarbon", "CodeCarbon's emissions.csv, a row a run, to stdout");
  auto options = std::make_shared<ExportOptions>();
  add_trace_files(*codecarbon, options->traces);
  add_account_options(*codecarbon, options->account);
  codecarbon->footer(example);
  CLI::App* pfllib = command->add_subcommand(
      "pfllib", "PFLlib's HDF5 file: rs_test_acc, rs_train_loss, and rs_test_auc, which is not known (NaN)");
  auto curves = std::make_shared<PfllibOptions>();
  suggest_files(
      pfllib->add_option("TRACE", curves->trace, "Trace that roundwatt run has written")->required()->type_name("FILE"), ".h5");
  suggest_files(
      pfllib->add_option("-o,--output", curves->output, "HDF5 file to write; - for stdout")->required()->type_name("FILE"),
      ".h5");
  pfllib->footer("Example:\n  roundwatt-analyze export pfllib trace.h5 -o Cifar10_FedAvg_test_0.h5");
  return {command, [codecarbon, options, curves] {
            return codecarbon->parsed() ? run_export_codecarbon(*options) : run_export_pfllib(*curves);
          }};
}

}  // namespace roundwatt
