#include "sim/cli/command_line.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <hdf5.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>

#include "sim/base/error.hpp"
#include "sim/base/version.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/platform/simgrid_engine.hpp"

namespace fedjoule {

namespace {

std::string version_text() {
  unsigned major = 0, minor = 0, release = 0;
  H5get_libversion(&major, &minor, &release);
  return fmt::format("fedjoule {} (commit {}), SimGrid {}, HDF5 {}.{}.{}", program_version, git_commit,
                     SimgridEngine::version(), major, minor, release);
}

/// A standard stream that is closed would lend its number to the trace, and messages would be written into that.
void open_closed_streams() {
  for (const int stream : {0, 1, 2}) {
    if (fcntl(stream, F_GETFD) < 0) open("/dev/null", O_RDWR);
  }
}

/// SimGrid reads its own arguments: they are kept for it wherever they stand.
std::vector<std::string> take_simgrid_arguments(std::vector<std::string>& arguments) {
  const auto is_simgrids = [](const std::string& word) { return word.starts_with("--cfg=") || word.starts_with("--log="); };
  const auto first =
      std::stable_partition(arguments.begin(), arguments.end(), [&](const std::string& word) { return !is_simgrids(word); });
  std::vector<std::string> taken{first, arguments.end()};
  arguments.erase(first, arguments.end());
  return taken;
}

void add_force_memory(CLI::App& verb, MemoryLimit& memory) {
  verb.add_flag_callback(
      "--force-memory", [&memory] { memory = MemoryLimit::none; }, "load a platform that may need more memory than there is");
}

void add_scenario(CLI::App& verb, ScenarioOptions& input) {
  verb.add_option("SCENARIO", input.scenario, "scenario file (YAML)")->required();
  verb.add_option("--set", input.overrides, "override a key: a.b=c (the value is YAML); can be given many times")
      ->type_name("KEY=VALUE")
      ->take_all()
      ->allow_extra_args(false);
  add_force_memory(verb, input.memory);
}

void add_run(CLI::App& app, RunOptions& options, int& exit_code) {
  CLI::App* verb = app.add_subcommand("run", "simulate a scenario and write its trace");
  add_scenario(*verb, options.input);
  verb->add_option("-o,--output", options.output, "trace to write (default: the scenario's name with .h5, here)")
      ->type_name("FILE");
  verb->add_flag("--force", options.force, "replace the output if it exists, once the new one is whole");
  auto* quiet = verb->add_flag_callback(
      "--quiet", [&options] { options.chatter = Chatter::quiet; }, "print nothing but errors");
  verb->add_flag_callback(
          "--json", [&options] { options.chatter = Chatter::json; }, "print the summary as JSON")
      ->excludes(quiet);
  verb->footer("Example: fedjoule run scenarios/small/one-client.yaml -o one.h5 --set seed=7");
  verb->callback([&options, &exit_code] { exit_code = run_run(options); });
}

void add_validate(CLI::App& app, ValidateOptions& options, int& exit_code) {
  CLI::App* verb = app.add_subcommand("validate", "check a scenario and its platform without simulating, and print the plan");
  add_scenario(*verb, options.input);
  verb->add_flag("--json", options.json, "print the plan as JSON");
  verb->add_flag("--print", options.print_scenario, "print the resolved scenario, defaults included, instead of the plan");
  verb->footer("Example: fedjoule validate scenarios/small/one-client.yaml");
  verb->callback([&options, &exit_code] { exit_code = run_validate(options); });
}

void add_platform(CLI::App& app, PlatformCheckOptions& options, int& exit_code) {
  CLI::App* group = app.add_subcommand("platform", "what to do with a platform file");
  group->require_subcommand(1);
  group->footer("Example: fedjoule platform check platforms/first-look.xml");
  CLI::App* verb = group->add_subcommand("check", "report every mistake in platform files, with line and cure");
  verb->add_option("FILE", options.files, "platform file (SimGrid XML)")->required();
  add_force_memory(*verb, options.memory);
  verb->footer("Example: fedjoule platform check platforms/first-look.xml");
  verb->callback([&options, &exit_code] { exit_code = run_platform_check(options); });
}

void add_defaults(CLI::App& app, DefaultsForm& form, int& exit_code) {
  CLI::App* verb = app.add_subcommand("defaults", "print every key of a scenario with type, unit, bounds, default and meaning");
  auto* markdown = verb->add_flag_callback(
      "--markdown", [&form] { form = DefaultsForm::markdown; }, "as docs/formats/scenario.md");
  verb->add_flag_callback(
          "--json-schema", [&form] { form = DefaultsForm::json_schema; }, "as a JSON schema for editors")
      ->excludes(markdown);
  verb->footer("Example: fedjoule defaults | grep stragglers");
  verb->callback([&form, &exit_code] { exit_code = run_defaults(form); });
}

int report(const char* kind, const std::exception& error, int exit_code) {
  std::fflush(stdout);
  std::fputs(fmt::format("{}{}\n", kind, error.what()).c_str(), stderr);  // does not throw where stderr takes no more
  return exit_code;
}

/// Results are not lost in silence where stdout takes no more.
int deliver_results(int exit_code) {
  if (std::fflush(stdout) == 0) return exit_code;
  std::fputs(fmt::format("the result cannot be written: {}\n", std::strerror(errno)).c_str(), stderr);
  return exit_run_failed;
}

}  // namespace

int run_command_line(std::vector<std::string> arguments) {
  open_closed_streams();
  CLI::App app{"Simulates federated learning on hardware, networks and grids, and counts its joules.", "fedjoule"};
  app.require_subcommand(1);
  app.set_version_flag("--version", version_text());
  app.footer("Afterwards: fedjoule-analyze carbon TRACE. Documentation: docs/README.md");
  int exit_code = exit_ok;
  RunOptions run_options;
  ValidateOptions validate_options;
  PlatformCheckOptions platform_check_options;
  DefaultsForm defaults_form = DefaultsForm::text;
  run_options.input.simgrid_arguments = validate_options.input.simgrid_arguments = take_simgrid_arguments(arguments);
  add_run(app, run_options, exit_code);
  add_validate(app, validate_options, exit_code);
  add_platform(app, platform_check_options, exit_code);
  add_defaults(app, defaults_form, exit_code);
  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes its words from the back
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_ok : exit_user_mistake;
  } catch (const UserError& error) {
    return report("", error, exit_user_mistake);
  } catch (const RunError& error) {
    return report("the run failed: ", error, exit_run_failed);
  } catch (const std::exception& error) {
    return report("the run failed unexpectedly: ", error, exit_run_failed);
  }
  return deliver_results(exit_code);
}

}  // namespace fedjoule
