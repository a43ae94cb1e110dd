#include <fmt/format.h>

#include <csignal>

#include "sim/base/command_line_streams.hpp"
#include "sim/base/error.hpp"
#include "sim/base/usable_processors.hpp"
#include "sim/cli/output_file.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/run_summary.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/simulation/simulation.hpp"

namespace roundwatt {

namespace {

constexpr int exit_by_signal = 128;  // 130 for SIGINT, 143 for SIGTERM

OutputFile output_file(const RunOptions& options, const Scenario& scenario) {
  return {options.output.empty() ? scenario.name + ".h5" : options.output,
          options.force ? OutputFile::Existing::replace : OutputFile::Existing::keep};
}

void print_summary(const RunSummary& summary, const std::string& trace, Chatter chatter) {
  if (chatter == Chatter::json) fmt::print("{}\n", summary_json(summary, trace).dump(2));
  if (chatter == Chatter::progress) fmt::print("{}", summary_text(summary, trace));
}

/// Simulates \p run into the file that \p output names; after a failure what was written stays there.
RunSummary write_trace(PreparedRun& run, OutputFile& output, const RunOptions& options) {
  try {
    // After the engine, which brings its own handlers; before the file, which a signal must not leave half made.
    std::signal(SIGINT, request_interruption);
    std::signal(SIGTERM, request_interruption);
    TraceWriter trace{output.written(), run.header()};
    output.opened();
    Progress progress{run.scenario().stop, options.chatter == Chatter::progress ? Progress::Wish::show : Progress::Wish::hide};
    const std::size_t threads = options.threads > 0 ? options.threads : usable_processors();
    return simulate(
        run, trace, [&](const RoundRow& round, std::optional<double> accuracy) { progress.show(round, accuracy); }, threads);
  } catch (const RunError& error) {
    if (!output.replaces() || !std::filesystem::exists(output.written())) throw;
    const std::string why = error.what();
    throw RunError{fmt::format("{}{} The old file is untouched; what the run has written is in {}.", why,
                               why.ends_with(".") ? "" : ".", output.written().string())};
  }
}

}  // namespace

int run_run(const RunOptions& options) {
  const Scenario scenario = read_scenario(options.input.scenario, options.input.overrides);
  PreparedRun run{scenario, options.input.simgrid_arguments, options.input.memory};
  if (options.chatter != Chatter::quiet) {
    for (const std::string& warning : run.plan().warnings) tell(fmt::format("warning: {}\n", warning));
  }
  OutputFile output = output_file(options, scenario);
  const RunSummary summary = write_trace(run, output, options);
  const bool interrupted = summary.end_reason == "interrupted";
  output.check_that_it_is_there();
  // An interrupted run is not the whole run: it replaces nothing.
  if (output.replaces() && !interrupted) output.take_name();
  print_summary(summary, output.written().string(), options.chatter);
  if (output.replaces() && options.chatter != Chatter::quiet)
    tell(fmt::format("interrupted: the old file is untouched; the new trace is in {}\n", output.written().string()));
  return interrupted ? exit_by_signal + summary.signal : static_cast<int>(exit_ok);
}

}  // namespace roundwatt
