#include <fmt/format.h>

#include "analysis/cli/output_text.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/report/import_report.hpp"
#include "sim/base/command_line_values.hpp"
#include "sim/base/error.hpp"
#include "sim/grid/column_meaning.hpp"
#include "sim/grid/grid_import.hpp"
#include "sim/grid/read_grid.hpp"

namespace roundwatt {

namespace {

struct ImportGridOptions {
  std::string file, zone, start, output_file;
  std::string accounting = "life-cycle", gaps = "hold", unit, kind;
  OutputOptions output;

  ImportOptions import_options() const {
    ImportOptions options{zone, {}, parse_grid_accounting(accounting), parse_gap_rule(gaps), {}, {}};
    if (!unit.empty()) options.g_per_kwh = g_per_kwh_of(unit);
    if (!kind.empty()) options.kind = parse_grid_kind(kind);
    if (start.empty()) return options;
    options.start = parse_utc(start);
    if (!options.start) throw UserError{fmt::format("--start: '{}' is no instant, such as 2022-01-01T00:00:00Z", start)};
    return options;
  }
};

int run_import_grid(const ImportGridOptions& options) {
  const GridImport imported = import_grid(options.file, options.import_options());
  if (!options.output_file.empty()) write_output(options.output_file, grid_file_text(imported));
  print(Report{"import", {import_section(imported)}}, options.output);
  return exit_ok;
}

}  // namespace

Verb import_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("import", "Reads others' data: what it is, what it lacks, and as a file for --grid");
  command->require_subcommand(1);
  const char* example = "Example:\n  roundwatt-analyze import grid DE_2023_hourly.csv -o germany.csv";
  command->footer(example);
  CLI::App* grid = command->add_subcommand("grid", "Carbon intensities, of any layout in docs/formats/grid.md");
  auto options = std::make_shared<ImportGridOptions>();
  suggest_files(grid->add_option("FILE", options->file, "CSV or JSON")->required()->type_name("FILE"), ".csv");
  grid->add_option("-o,--output", options->output_file, "Write it as a grid file of Roundwatt's own layout")->type_name("FILE");
  grid->add_option("--zone", options->zone, "Zone of a file that does not say; else only this one")->type_name("ZONE");
  grid->add_option("--start", options->start, "Second 0 of a file that counts seconds, ISO 8601")->type_name("INSTANT");
  restrict_to(grid->add_option("--accounting", options->accounting, "Of a file that has both")
                  ->type_name("ACCOUNTING")
                  ->capture_default_str(),
              {"direct", "life-cycle"});
  restrict_to(grid->add_option("--unit", options->unit, "Of a file that does not say its own")->type_name("UNIT"),
              intensity_units());
  restrict_to(grid->add_option("--kind", options->kind, "Of a file that does not say: of all plants, or of those that answer")
                  ->type_name("KIND"),
              {grid_kind_name(GridKind::average), grid_kind_name(GridKind::marginal)});
  restrict_to(
      grid->add_option("--gaps", options->gaps, "What becomes of missing steps")->type_name("RULE")->capture_default_str(),
      {"hold", "interpolate", "error"});
  add_output_options(*grid, options->output);
  grid->footer(example);
  return {grid, [options] { return run_import_grid(*options); }};
}

}  // namespace roundwatt
