#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace roundwatt {

/// What is wrong with a command line that \p program has refused with \p refusal, in one line: the word, the nearest right one,
/// and where help is.
std::string mistake_text(const CLI::App& program, const CLI::ParseError& refusal);

}  // namespace roundwatt
