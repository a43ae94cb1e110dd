#pragma once

#include <CLI/CLI.hpp>

#include "analysis/report/report.hpp"
#include "sim/base/command_line_program.hpp"

namespace roundwatt {

Verb info_verb(CLI::App& program);
Verb verify_verb(CLI::App& program);
Verb timeline_verb(CLI::App& program);
Verb carbon_verb(CLI::App& program);
Verb compare_verb(CLI::App& program);
Verb findings_verb(CLI::App& program);
Verb import_verb(CLI::App& program);
Verb target_verb(CLI::App& program);
Verb sensitivity_verb(CLI::App& program);
Verb break_even_verb(CLI::App& program);
Verb report_verb(CLI::App& program);
Verb export_verb(CLI::App& program);
Verb when_verb(CLI::App& program);
Verb what_if_verb(CLI::App& program);
Verb flips_verb(CLI::App& program);
Verb published_form_verb(CLI::App& program);
Verb cite_verb(CLI::App& program);

/// What --json, --csv and --latex say.
struct OutputOptions {
  bool json = false;
  bool csv = false;
  bool latex = false;

  ReportFormat format() const;
};

void add_output_options(CLI::App& command, OutputOptions& options);

/// Prints \p report to stdout and its warnings to stderr. A reader that closes the pipe is no error. \throws
/// std::system_error when stdout cannot be written.
void print(const Report& report, const OutputOptions& options);

}  // namespace roundwatt
