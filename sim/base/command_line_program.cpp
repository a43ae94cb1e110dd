#include "sim/base/command_line_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <new>
#include <system_error>

#include "sim/base/command_line_mistake.hpp"
#include "sim/base/command_line_streams.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

int run_chosen_verb(const std::vector<Verb>& verbs) {
  const auto chosen = std::find_if(verbs.begin(), verbs.end(), [](const Verb& verb) { return verb.command->parsed(); });
  if (chosen == verbs.end()) throw UserError{"no verb was given"};
  return chosen->run();
}

int parse_and_run(Program& program, std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes its words from the back
  try {
    program.app.parse(std::move(arguments));
  } catch (const CLI::Success& request) {  // for help or the version
    return program.app.exit(request);
  } catch (const CLI::ParseError& refusal) {
    throw UserError{mistake_text(program.app, refusal)};
  }
  return run_chosen_verb(program.verbs);
}

/// From 2.5 on CLI11 wraps descriptions and footers as paragraphs; ours are tables and examples of several lines.
template <class Formatter>
void keep_lines([[maybe_unused]] Formatter& formatter) {
  if constexpr (requires { formatter.enable_footer_formatting(false); }) {
    formatter.enable_description_formatting(false);
    formatter.enable_footer_formatting(false);
  }
}

int report(const std::string& message, int exit_code) {
  std::fflush(stdout);
  tell(message + "\n");
  return exit_code;
}

}  // namespace

std::string exit_text(const std::vector<ExitMeaning>& exits) {
  std::string text;
  for (const ExitMeaning& exit : exits) text += fmt::format("  {:<3} {}\n", exit.code, exit.meaning);
  return text;
}

int run_program(Program& program, std::vector<std::string> arguments) {
  prepare_streams();
  keep_lines(*program.app.get_formatter());
  try {
    return deliver_results(parse_and_run(program, std::move(arguments)));
  } catch (const OutputExists& error) {
    return report(error.what(), exit_output_exists);
  } catch (const UserError& error) {
    return report(error.what(), exit_user_mistake);
  } catch (const RunError& error) {
    return report(fmt::format("{}: {}", program.failure, error.what()), exit_run_failed);
  } catch (const std::bad_alloc&) {
    return report(fmt::format("{}: it needs more memory than there is.", program.failure), exit_run_failed);
  } catch (const std::system_error& error) {
    if (std::ferror(stdout) != 0) return give_up_results(error.code().value());
    return report(fmt::format("{} unexpectedly: {}", program.failure, error.what()), exit_run_failed);
  } catch (const std::exception& error) {
    return report(fmt::format("{} unexpectedly: {}", program.failure, error.what()), exit_run_failed);
  }
}

}  // namespace roundwatt
