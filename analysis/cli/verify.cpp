#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/report/verify_report.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct VerifyOptions {
  std::vector<std::string> traces;
  OutputOptions output;
};

int run_verify(const VerifyOptions& options) {
  Report report{"verify", {}};
  bool all_hold = true;
  for (const std::string& file : options.traces) {
    const DamageGuard guard{file};
    const TraceReader trace{file};
    const TraceVerdict verdict = verify_trace(trace);
    all_hold = all_hold && verdict.holds();
    report.sections.push_back(verify_section(trace, verdict));
  }
  print(report, options.output);
  return all_hold ? exit_ok : exit_run_failed;
}

}  // namespace

Verb verify_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("verify", "Check traces against every invariant of their format; exit 1 if one is broken");
  auto options = std::make_shared<VerifyOptions>();
  add_trace_files(*command, options->traces);
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze verify trace.h5");
  return {command, [options] { return run_verify(*options); }};
}

}  // namespace roundwatt
