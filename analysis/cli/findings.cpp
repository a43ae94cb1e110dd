#include "analysis/cli/findings_report.hpp"
#include "analysis/cli/run_summaries.hpp"
#include "analysis/cli/verb.hpp"
#include "sim/base/command_line_values.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct FindingsOptions {
  std::string findings;
  std::vector<std::string> traces;
  AccountOptions account;
  OutputOptions output;
};

int run_findings(const FindingsOptions& options) {
  const std::vector<Finding> findings = read_findings(options.findings);
  const std::vector<RunSummary> runs = summarise_files(options.traces, options.account);
  const std::vector<FindingVerdict> verdicts = judge_findings(findings, runs);
  print({"findings", {findings_section(verdicts, runs, options.account.chosen_boundary())}}, options.output);
  return exit_ok;
}

}  // namespace

Verb findings_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("findings", "Whether claims about runs hold, by what margin, and what would flip them");
  auto options = std::make_shared<FindingsOptions>();
  suggest_files(command->add_option("FINDINGS", options->findings, "JSON file of claims: docs/methods/carbon.md")
                    ->required()
                    ->type_name("FILE"),
                ".json");
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze findings scenarios/first-look/findings.json results/*.h5");
  return {command, [options] { return run_findings(*options); }};
}

}  // namespace roundwatt
