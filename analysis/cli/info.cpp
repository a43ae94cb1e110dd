#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/report/info_report.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct InfoOptions {
  std::vector<std::string> traces;
  OutputOptions output;
};

int run_info(const InfoOptions& options) {
  Report report{"info", {}};
  for (const std::string& file : options.traces) {
    const DamageGuard guard{file};
    report.sections.push_back(info_section(TraceReader{file}));
  }
  print(report, options.output);
  return exit_ok;
}

}  // namespace

Verb info_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand("info", "What traces hold: where they come from, sites, hosts, rounds, tables");
  auto options = std::make_shared<InfoOptions>();
  add_trace_files(*command, options->traces);
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze info trace.h5");
  return {command, [options] { return run_info(*options); }};
}

}  // namespace roundwatt
