#include "analysis/cli/comparison_report.hpp"
#include "analysis/cli/run_summaries.hpp"
#include "analysis/cli/verb.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct CompareOptions {
  std::vector<std::string> traces;
  AccountOptions account;
  OutputOptions output;
};

int run_compare(const CompareOptions& options) {
  const std::vector<RunSummary> runs = summarise_files(options.traces, options.account);
  print({"compare", {comparison_section(runs, options.account.chosen_boundary())}}, options.output);
  return exit_ok;
}

}  // namespace

Verb compare_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("compare", "Runs side by side, and the break-even of federated and centralized ones");
  auto options = std::make_shared<CompareOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze compare centralized.h5 federated.h5");
  return {command, [options] { return run_compare(*options); }};
}

}  // namespace roundwatt
