#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/simulation/simulation.hpp"

namespace fedjoule {

namespace {

constexpr int exit_by_signal = 128;  // 130 for SIGINT, 143 for SIGTERM

/// The file that the run writes: with --force over an old one, a neighbour that takes its name once it is whole.
struct OutputFile {
  std::filesystem::path final_name;
  std::filesystem::path written;
};

OutputFile output_file(const RunOptions& options, const Scenario& scenario) {
  OutputFile output;
  output.final_name =
      options.output.empty() ? std::filesystem::path{scenario.name + ".h5"} : std::filesystem::path{options.output};
  output.written = output.final_name;
  std::error_code ignored;
  if (options.force && std::filesystem::exists(output.final_name, ignored)) {
    output.written += ".new";
    std::filesystem::remove(output.written, ignored);
  }
  return output;
}

void print_summary(const RunSummary& summary, const OutputFile& output, Chatter chatter) {
  if (chatter == Chatter::json) {
    const nlohmann::ordered_json json{{"trace", output.final_name.string()},
                                      {"end_s", summary.end_s},
                                      {"end_reason", summary.end_reason},
                                      {"rounds", summary.rounds}};
    fmt::print("{}\n", json.dump(2));
  }
  if (chatter == Chatter::progress) {
    fmt::print("{}: {} {} in {} of simulated time; ended by {}\n", output.final_name.string(), summary.rounds,
               summary.rounds == 1 ? "round" : "rounds", human_duration(summary.end_s), summary.end_reason);
  }
}

}  // namespace

int run_run(const RunOptions& options) {
  const Scenario scenario = read_scenario(options.input.scenario, options.input.overrides);
  PreparedRun run{scenario, options.input.simgrid_arguments, options.input.memory};
  if (options.chatter != Chatter::quiet) {
    for (const std::string& warning : run.plan().warnings) fmt::print(stderr, "warning: {}\n", warning);
  }
  const OutputFile output = output_file(options, scenario);
  RunSummary summary;
  {
    TraceWriter trace{output.written, run.header()};
    Progress progress{scenario.stop, options.chatter == Chatter::progress};
    // After the engine, which brings its own handlers.
    std::signal(SIGINT, request_interruption);
    std::signal(SIGTERM, request_interruption);
    summary = simulate(run, trace, [&](const RoundRow& row) { progress.show(row); });
  }
  if (output.written != output.final_name) std::filesystem::rename(output.written, output.final_name);
  print_summary(summary, output, options.chatter);
  return summary.end_reason == "interrupted" ? exit_by_signal + summary.signal : static_cast<int>(exit_ok);
}

}  // namespace fedjoule
