#include "analysis/cli/verb.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "sim/base/command_line_streams.hpp"

namespace roundwatt {

ReportFormat OutputOptions::format() const {
  if (json) return ReportFormat::json;
  if (latex) return ReportFormat::latex;
  return csv ? ReportFormat::csv : ReportFormat::text;
}

void add_output_options(CLI::App& command, OutputOptions& options) {
  CLI::Option* json = command.add_flag("--json", options.json, "Print one JSON object, in SI units");
  CLI::Option* csv = command.add_flag("--csv", options.csv, "Print CSV, in SI units")->excludes(json);
  command.add_flag("--latex", options.latex, "Print LaTeX tables (booktabs), as people read them")
      ->excludes(json)
      ->excludes(csv);
}

void print(const Report& report, const OutputOptions& options) {
  for (const ReportSection& section : report.sections) {
    for (const std::string& warning : section.warnings) tell(fmt::format("warning: {}: {}\n", section.name, warning));
  }
  const std::string text = render(report, options.format());
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written && errno != EPIPE) throw std::system_error{errno, std::generic_category()};
}

}  // namespace roundwatt
