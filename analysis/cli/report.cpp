#include "analysis/cli/account_options.hpp"
#include "analysis/cli/chart_files.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/output_text.hpp"
#include "analysis/cli/run_page.hpp"
#include "analysis/cli/verb.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct ReportOptions {
  std::vector<std::string> traces;
  AccountOptions account;
  std::string output, title, svg;
};

int run_report(const ReportOptions& options) {
  std::filesystem::path browser;
  if (!options.svg.empty()) browser = find_chart_browser();
  const GridChoice choice = options.account.chosen_grid();
  std::vector<PageRun> runs;
  for (const std::string& file : options.traces) {
    const DamageGuard guard{file};
    runs.push_back(read_page_run(file, options.account.chosen_boundary(), {options.account.network_kwh_per_gb}, choice));
  }
  const Page page = run_page(runs, options.title);
  write_output(options.output, render_page(page));
  if (!options.svg.empty()) write_chart_files(page, browser, options.svg);
  return exit_ok;
}

}  // namespace

Verb report_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand("report", "One HTML page with charts, which needs no network");
  auto options = std::make_shared<ReportOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  command->add_option("-o,--output", options->output, "The page; - for stdout")->type_name("FILE")->default_val("report.html");
  command->add_option("--title", options->title, "Instead of the name of the scenario")->type_name("TEXT");
  command->add_option("--svg", options->svg, "Write each chart as a file there too, drawn by an installed browser (chromium)")
      ->type_name("FOLDER");
  command->footer("Example:\n  roundwatt-analyze report trace.h5 -o report.html");
  return {command, [options] { return run_report(*options); }};
}

}  // namespace roundwatt
