#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "analysis/report/report.hpp"

namespace fedjoule {

/// A verb of the program: its command, and what it does once its options are parsed. Returns the exit code.
struct Verb {
  CLI::App* command = nullptr;
  std::function<int()> run;
};

Verb info_verb(CLI::App& program);
Verb verify_verb(CLI::App& program);
Verb carbon_verb(CLI::App& program);
Verb compare_verb(CLI::App& program);
Verb findings_verb(CLI::App& program);

/// What --json and --csv say.
struct OutputOptions {
  bool json = false;
  bool csv = false;

  ReportFormat format() const;
};

void add_output_options(CLI::App& command, OutputOptions& options);

/// Prints \p report to stdout and its warnings to stderr. A reader that closes the pipe is no error. \throws RunError when
/// stdout cannot be written.
void print(const Report& report, const OutputOptions& options);

}  // namespace fedjoule
