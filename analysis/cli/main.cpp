#include <fmt/format.h>

#include "analysis/cli/verb.hpp"
#include "sim/base/command_line_paper.hpp"
#include "sim/base/error.hpp"
#include "sim/base/version.hpp"
#include "sim/trace/hdf5_version.hpp"

int main(int count, char** words) {
  using namespace roundwatt;
  Program program{
      CLI::App{"Turns traces of roundwatt and grid data into energy, carbon and comparisons", "roundwatt-analyze"},
      std::string{program_version},
      "the analysis failed",
      {{exit_ok, "done"},
       {exit_run_failed, "the analysis failed, its result could not be written, or verify found an invariant broken"},
       {exit_user_mistake, "a mistake in the command line or in a file, which the message names"}},
      {},
      {}};
  CLI::App& app = program.app;
  app.set_version_flag("--version", version_text("roundwatt-analyze", {{"HDF5", hdf5_version()}}),
                       "print the versions of the program and its libraries, and how it was built");
  app.require_subcommand(1);
  app.footer(fmt::format("Exit codes:\n{}Example:\n  roundwatt-analyze carbon trace.h5 --what-if FRA,CHN,USA",
                         exit_text(program.exits)));
  program.verbs = {info_verb(app),        verify_verb(app),     timeline_verb(app), carbon_verb(app), compare_verb(app),
                   findings_verb(app),    when_verb(app),       report_verb(app),   import_verb(app), target_verb(app),
                   sensitivity_verb(app), break_even_verb(app), what_if_verb(app),  flips_verb(app),  published_form_verb(app),
                   cite_verb(app),        export_verb(app)};
  add_paper_verbs(program);
  return run_program(program, {words + 1, words + count});
}
