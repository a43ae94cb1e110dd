#include "sim/base/command_line_paper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>

#include "sim/base/command_line_completion.hpp"
#include "sim/base/command_line_page.hpp"
#include "sim/base/command_line_values.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"

namespace roundwatt {

namespace {

struct ManOptions {
  std::vector<std::string> verb;  ///< "platform", "check"
  std::string folder;             ///< to write all pages into; empty: one page goes to stdout
};

void write_page(const std::filesystem::path& file, const std::string& page) {
  std::ofstream out{file, std::ios::binary};
  out << page << std::flush;
  if (!out)
    throw UserError{std::vector{Problem{file.string(), 0, fmt::format("cannot be written: {}.", std::strerror(errno))}}};
}

/// The command that \p words name. \throws UserError when there is none.
const CommandDescription& find_command(const CommandDescription& program, const std::vector<std::string>& words) {
  const CommandDescription* command = &program;
  for (const std::string& word : words) {
    std::vector<std::string> known;
    for (const CommandDescription& verb : command->verbs) known.push_back(verb.path.back());
    const auto found = std::find(known.begin(), known.end(), word);
    if (found == known.end()) {
      throw UserError{fmt::format("{}: {} has no such verb.{}", word, command->name(" "), did_you_mean(word, known))};
    }
    command = &command->verbs[static_cast<std::size_t>(found - known.begin())];
  }
  return *command;
}

int run_man(Program& program, const ManOptions& options) {
  const CommandDescription root = describe(program);
  if (options.folder.empty()) {
    fmt::print("{}", manual_page(find_command(root, options.verb), program.version, program.exits));
    return exit_ok;
  }
  for (const CommandDescription* command : all_commands(root)) {
    write_page(std::filesystem::path{options.folder} / (command->name("-") + ".1"),
               manual_page(*command, program.version, program.exits));
  }
  return exit_ok;
}

Verb man_verb(Program& program) {
  CLI::App* command = program.app.add_subcommand("man", "print the manual page of the program or of a verb, for man -l");
  auto options = std::make_shared<ManOptions>();
  command->add_option("VERB", options->verb, "verb, in as many words as it has (default: the program)")->type_name("");
  suggest_files(command->add_option("--into", options->folder, "write all pages into this folder instead")->type_name("FOLDER"),
                "/");
  const std::string name = program.app.get_name();
  command->footer(fmt::format("Example: {0} man {1} > {0}-{1}.1", name, program.verbs.front().command->get_name()));
  return {command, [&program, options] { return run_man(program, *options); }};
}

int run_completion(Program& program, const std::string& shell) {
  const CommandDescription root = describe(program);
  if (shell == "bash") fmt::print("{}", bash_completion(root));
  if (shell == "zsh") fmt::print("{}", zsh_completion(root));
  if (shell == "fish") fmt::print("{}", fish_completion(root));
  return exit_ok;
}

Verb completion_verb(Program& program) {
  CLI::App* command =
      program.app.add_subcommand("completion", "print what makes a shell complete verbs, options, values and files");
  auto shell = std::make_shared<std::string>();
  restrict_to(command->add_option("SHELL", *shell, "the shell")->required()->type_name(""), {"bash", "zsh", "fish"});
  command->footer(fmt::format("Example: {0} completion bash > {0}.bash", program.app.get_name()));
  return {command, [&program, shell] { return run_completion(program, *shell); }};
}

}  // namespace

void add_paper_verbs(Program& program) {
  const Verb man = man_verb(program);
  program.verbs.push_back(man);
  program.verbs.push_back(completion_verb(program));
}

}  // namespace roundwatt
