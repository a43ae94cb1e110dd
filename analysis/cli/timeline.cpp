#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/report/timeline_report.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct TimelineOptions {
  std::vector<std::string> traces;
  TimelineWindow window;
  OutputOptions output;
};

int run_timeline(const TimelineOptions& options) {
  Report report{"timeline", {}};
  TimelineWindow window = options.window;
  window.with_intervals = options.output.format() != ReportFormat::text;
  for (const std::string& file : options.traces) {
    const DamageGuard guard{file};
    report.sections.push_back(timeline_section(TraceReader{file}, window));
  }
  print(report, options.output);
  return exit_ok;
}

}  // namespace

Verb timeline_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand("timeline", "What each host did when, and who waited for whom");
  auto options = std::make_shared<TimelineOptions>();
  add_trace_files(*command, options->traces);
  CLI::Option* round = command->add_option("--round", options->window.round, "Only this round");
  command->add_option("--from", options->window.from_s, "From this second of the run on [0]")
      ->check(CLI::NonNegativeNumber)
      ->excludes(round);
  command->add_option("--to", options->window.to_s, "Up to this second of the run [its end]")
      ->check(CLI::NonNegativeNumber)
      ->excludes(round);
  command->add_option("--columns", options->window.columns, "Width of the drawing [80]")->check(CLI::Range(10, 1000));
  command->add_option("--hosts", options->window.hosts, "Hosts that are drawn at most [24]")->check(CLI::Range(1, 100000));
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze timeline trace.h5 --round 1");
  return {command, [options] { return run_timeline(*options); }};
}

}  // namespace roundwatt
