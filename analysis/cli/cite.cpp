#include <fmt/format.h>

#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/methods_paragraph.hpp"
#include "analysis/cli/output_text.hpp"
#include "analysis/cli/verb.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct CiteOptions {
  std::vector<std::string> traces;
  AccountOptions account;
};

int run_cite(const CiteOptions& options) {
  const GridChoice choice = options.account.chosen_grid();
  std::string text = "% For the section on methods\n";
  std::set<std::string> keys;
  for (const std::string& file : options.traces) {
    const DamageGuard guard{file};
    const TraceReader trace{file};
    const EnergyLedger energy = account_energy(trace, options.account.chosen_boundary(), {options.account.network_kwh_per_gb});
    const GridAssignment grids = assign_grids(energy, choice);
    MethodsParagraph paragraph = methods_paragraph(energy, grids, account_carbon(energy, grids, {}));
    text += fmt::format("\n{}\n", paragraph.latex);
    keys.merge(paragraph.keys);
  }
  text += fmt::format("\n% For the bibliography\n\n{}", bibtex(keys));
  write_output("-", text);
  return exit_ok;
}

}  // namespace

Verb cite_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "cite", "For a paper, in LaTeX: how the runs were made, and BibTeX of their algorithms, data sets and factors");
  auto options = std::make_shared<CiteOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  command->footer("Example:\n  roundwatt-analyze cite trace.h5");
  return {command, [options] { return run_cite(*options); }};
}

}  // namespace roundwatt
