#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <vector>

#include "analysis/cli/verb.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/version.hpp"

namespace fedjoule {

namespace {

int run_verb(const std::vector<Verb>& verbs) {
  for (const Verb& verb : verbs) {
    if (verb.command->parsed()) return verb.run();
  }
  throw UserError{"no verb was given; see fedjoule-analyze --help"};
}

/// \throws UserError when the first word is no verb: the parser would only say that one is missing.
void check_verb(const CLI::App& program, const std::string& word) {
  if (word.starts_with("-")) return;
  std::vector<std::string> known;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    known.push_back(command->get_name());
  if (std::find(known.begin(), known.end(), word) != known.end()) return;
  throw UserError{fmt::format("{}: no such verb.{} Verbs: {}.", word, did_you_mean(word, known), fmt::join(known, ", "))};
}

int run_program(int count, char** arguments) {
  CLI::App program{"Turns traces of fedjoule and grid data into energy, carbon and comparisons.", "fedjoule-analyze"};
  program.set_version_flag("--version", fmt::format("fedjoule-analyze {} ({})", program_version, git_commit));
  program.require_subcommand(1);
  program.footer("Example:\n  fedjoule-analyze carbon trace.h5 --what-if FRA,CHN,USA");
  const std::vector<Verb> verbs{info_verb(program), verify_verb(program), carbon_verb(program), compare_verb(program),
                                findings_verb(program)};
  if (count > 1) check_verb(program, arguments[1]);
  try {
    program.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? exit_ok : exit_user_mistake;
  }
  return run_verb(verbs);
}

}  // namespace

}  // namespace fedjoule

int main(int count, char** arguments) {
  // A reader that has seen enough, such as head, is no reason to die.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return fedjoule::run_program(count, arguments);
  } catch (const fedjoule::UserError& error) {
    fmt::print(stderr, "fedjoule-analyze: {}\n", error.what());
    return fedjoule::exit_user_mistake;
  } catch (const std::exception& error) {
    fmt::print(stderr, "fedjoule-analyze: {}\n", error.what());
    return fedjoule::exit_run_failed;
  }
}
