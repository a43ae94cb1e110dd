#include "sim/cli/command_line.hpp"

#include <fmt/format.h>

#include <memory>

#include "sim/base/command_line_paper.hpp"
#include "sim/base/command_line_program.hpp"
#include "sim/base/command_line_values.hpp"
#include "sim/base/error.hpp"
#include "sim/base/version.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/learning/eigen_version.hpp"
#include "sim/platform/simgrid_engine.hpp"
#include "sim/scenario/scenario_keys.hpp"
#include "sim/trace/hdf5_version.hpp"

namespace roundwatt {

namespace {

std::vector<std::string> key_paths() {
  Scenario scenario;
  std::vector<std::string> paths;
  const KeyList list = scenario_keys(scenario);
  for (const Key& key : list.keys()) paths.push_back(key.path);
  return paths;
}

void add_force_memory(CLI::App& command, MemoryLimit& memory) {
  command.add_flag_callback(
      "--force-memory", [&memory] { memory = MemoryLimit::none; }, "load a platform that may need more memory than there is");
}

/// An option that SimGrid has too, and that can be given many times.
void add_simgrid_option(CLI::App& command, const std::string& name, const std::string& value, const std::string& help,
                        std::vector<std::string>& arguments) {
  const auto keep = [name, &arguments](const std::vector<std::string>& values) {
    for (const std::string& given : values) arguments.push_back(name + "=" + given);
  };
  command.add_option_function<std::vector<std::string>>(name, keep, help)
      ->type_name(value)
      ->take_all()
      ->allow_extra_args(false);
}

void add_scenario(CLI::App& command, ScenarioOptions& input) {
  suggest_files(command.add_option("SCENARIO", input.scenario, "scenario file (YAML)")->required()->type_name("FILE"), ".yaml");
  command.add_option("--set", input.overrides, "override a key: a.b=c (the value is YAML); can be given many times")
      ->type_name("KEY=VALUE")
      ->take_all()
      ->allow_extra_args(false);
  add_simgrid_option(command, "--cfg", "KEY:VALUE", "set a key of SimGrid's; can be given many times", input.simgrid_arguments);
  add_simgrid_option(command, "--log", "CATEGORY.thresh:LEVEL", "let SimGrid say more or less; can be given many times",
                     input.simgrid_arguments);
  add_force_memory(command, input.memory);
}

Verb run_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand("run", "simulate a scenario and write its trace");
  auto options = std::make_shared<RunOptions>();
  add_scenario(*command, options->input);
  suggest_files(
      command->add_option("-o,--output", options->output, "trace to write (default: the scenario's name with .h5, here)")
          ->type_name("FILE"),
      ".h5");
  command->add_flag("--force", options->force, "replace the output if it exists, once the new one is whole");
  command
      ->add_option(
          "--threads", options->threads,
          "threads that train models (default: one for each processor that the run may use); they change no byte of the trace")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  auto* quiet = command->add_flag_callback(
      "--quiet", [options] { options->chatter = Chatter::quiet; }, "print nothing but errors");
  command
      ->add_flag_callback(
          "--json", [options] { options->chatter = Chatter::json; }, "print the summary as JSON")
      ->excludes(quiet);
  command->footer("Example: roundwatt run scenarios/small/one-client.yaml -o one.h5 --set seed=7");
  return {command, [options] { return run_run(*options); }};
}

Verb validate_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("validate", "check a scenario and its platform without simulating, and print the plan");
  auto options = std::make_shared<ValidateOptions>();
  add_scenario(*command, options->input);
  command->add_flag("--json", options->json, "print the plan as JSON");
  command->add_flag("--print", options->print_scenario, "print the resolved scenario, defaults included, instead of the plan");
  command->footer("Example: roundwatt validate scenarios/small/one-client.yaml");
  return {command, [options] { return run_validate(*options); }};
}

Verb partition_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("partition", "show who has how many samples of which label, and how skewed that is");
  auto options = std::make_shared<PartitionOptions>();
  add_scenario(*command, options->input);
  command->add_flag("--json", options->json, "print all counts as JSON");
  command->footer("Example: roundwatt partition scenarios/small/learning.yaml --set data.partition.alpha=0.1");
  return {command, [options] { return run_partition(*options); }};
}

Verb platform_check_verb(CLI::App& program) {
  CLI::App* group = program.add_subcommand("platform", "what to do with a platform file");
  group->require_subcommand(1);
  group->footer("Example: roundwatt platform check platforms/first-look.xml");
  CLI::App* command = group->add_subcommand("check", "report every mistake in platform files, with line and cure");
  auto options = std::make_shared<PlatformCheckOptions>();
  suggest_files(command->add_option("PLATFORM", options->files, "platform file (SimGrid XML)")->required()->type_name("FILE"),
                ".xml");
  add_force_memory(*command, options->memory);
  command->footer("Example: roundwatt platform check platforms/first-look.xml");
  return {command, [options] { return run_platform_check(*options); }};
}

Verb defaults_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("defaults", "print every key of a scenario with type, unit, bounds, default and meaning");
  auto form = std::make_shared<DefaultsForm>(DefaultsForm::text);
  auto* markdown = command->add_flag_callback(
      "--markdown", [form] { *form = DefaultsForm::markdown; }, "as docs/formats/scenario.md");
  command
      ->add_flag_callback(
          "--json-schema", [form] { *form = DefaultsForm::json_schema; }, "as a JSON schema for editors")
      ->excludes(markdown);
  command->footer("Example: roundwatt defaults | grep stragglers");
  return {command, [form] { return run_defaults(*form); }};
}

Verb list_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("list", "name every algorithm that a scenario can choose, with a line and its paper");
  auto form = std::make_shared<ListForm>(ListForm::text);
  command->add_flag_callback(
      "--json", [form] { *form = ListForm::json; }, "print the list as JSON");
  command->footer("Example: roundwatt list | grep oort");
  return {command, [form] { return run_list(*form); }};
}

}  // namespace

int run_command_line(std::vector<std::string> arguments) {
  Program program{
      CLI::App{"Simulates federated learning on hardware, networks and grids, and counts its joules", "roundwatt"},
      std::string{program_version},
      "the run failed",
      {{exit_ok, "done"},
       {exit_run_failed, "the run failed, or its result could not be written; the trace can be read up to there"},
       {exit_user_mistake, "a mistake in the command line or in a file, which the message names; nothing is written"},
       {exit_output_exists, "the output is there already, and --force is not given; nothing is written"},
       {exit_interrupted, "interrupted by Ctrl-C; the trace is complete up to that instant"},
       {exit_terminated, "told to end by SIGTERM; the trace is complete up to that instant"}},
      {{"--set", key_paths()}},
      {}};
  CLI::App& app = program.app;
  app.require_subcommand(1);
  app.set_version_flag(
      "--version",
      version_text("roundwatt", {{"SimGrid", SimgridEngine::version()}, {"HDF5", hdf5_version()}, {"Eigen", eigen_version()}}),
      "print the versions of the program and its libraries, and how it was built");
  app.footer(fmt::format(
      "Exit codes:\n{}Documentation: docs/README.md\nExample: roundwatt run scenarios/small/one-client.yaml -o two.h5",
      exit_text(program.exits)));
  program.verbs = {run_verb(app),      validate_verb(app), partition_verb(app), platform_check_verb(app),
                   defaults_verb(app), list_verb(app)};
  add_paper_verbs(program);
  return run_program(program, std::move(arguments));
}

}  // namespace roundwatt
