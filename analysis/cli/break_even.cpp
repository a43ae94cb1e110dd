#include <fmt/format.h>

#include "analysis/cli/run_notes.hpp"
#include "analysis/cli/studied_runs.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/energy/boundary_rule.hpp"
#include "analysis/study/verdict_flip.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct BreakEvenOptions {
  std::vector<std::string> traces;  ///< left, right
  AccountOptions account;
  std::vector<std::string> inputs{"rounds", "grid.edge", "device_power", "server_power", "reserved_share", "router_share"};
  std::vector<std::string> contour;  ///< nothing, or two inputs
  OutputOptions output;
};

ReportTable flip_table(const StudiedRun& left, const StudiedRun& right, const std::vector<std::string>& names) {
  ReportTable table{
      "break_even",
      fmt::format("Where {} and {} emit the same, all else as run", left.name, right.name),
      {{"input", "input"}, {"now", "now", Measure::factor}, {"at_equality", "at equality", Measure::factor}, {"verdict", ""}},
      {},
      "",
      SIZE_MAX};
  for (const std::string& name : names) {
    const auto flip = verdict_flip(left, right, parse_input(name));
    table.rows.push_back({name, {}, {}, "neither run depends on it"});
    if (!flip) continue;
    std::vector<ReportValue>& row = table.rows.back();
    if (flip->now) row[1] = *flip->now;
    row[3] = "no possible value flips the verdict";
    if (!flip->at_equality) continue;
    row[2] = *flip->at_equality;
    const bool left_is_less_below = flip->left.slope > flip->right.slope;
    row[3] = fmt::format("{} emits less below", left_is_less_below ? left.name : right.name);
  }
  return table;
}

ReportTable contour_table(const StudiedRun& left, const StudiedRun& right, const std::vector<std::string>& names) {
  const Input first = parse_input(names[0]), second = parse_input(names[1]);
  ReportTable table{"contour",
                    fmt::format("The {} at which the verdict flips, by {}", second.name, first.name),
                    {{"first", first.name, Measure::factor},
                     {"second_at_equality", second.name, Measure::factor},
                     {"left_co2e_g", "left CO2e", Measure::grams},
                     {"right_co2e_g", "right CO2e", Measure::grams}},
                    {},
                    "",
                    SIZE_MAX};
  for (const ContourPoint& point : flip_contour(left, right, first, second, usual_values(left, right, first))) {
    table.rows.push_back({point.first, {}, point.left_grams, point.right_grams});
    if (point.second) table.rows.back()[1] = *point.second;
  }
  return table;
}

int run_break_even(const BreakEvenOptions& options) {
  if (options.traces.size() != 2) throw UserError{"break-even needs two traces: break-even LEFT.h5 RIGHT.h5"};
  if (!options.contour.empty() && options.contour.size() != 2) {
    throw UserError{"--contour needs two inputs, such as --contour grid.edge,rounds"};
  }
  for (const std::string& name : options.inputs) parse_input(name);
  const Boundary boundary = options.account.chosen_boundary();
  const auto runs = study_files(options.traces, options.account.chosen_grid(), boundary, {options.account.network_kwh_per_gb});
  const StudiedRun &left = runs[0], &right = runs[1];
  ReportSection section{fmt::format("{} against {}", left.name, right.name),
                        marks_of(runs),
                        {{{"left_co2e_g", "left CO2e", Measure::grams}, left.cells.grams()},
                         {{"right_co2e_g", "right CO2e", Measure::grams}, right.cells.grams()},
                         {{"boundary", "boundary"}, boundary_name(boundary)},
                         {{"boundary_in_words", "counted"}, boundary_in_words(boundary)}},
                        {flip_table(left, right, options.inputs)},
                        warnings_of(runs)};
  if (!options.contour.empty()) section.tables.push_back(contour_table(left, right, options.contour));
  print({"break-even", {section}}, options.output);
  return exit_ok;
}

}  // namespace

Verb break_even_verb(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("break-even", "At which rounds, grid, power or share the verdict on two runs flips");
  auto options = std::make_shared<BreakEvenOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  command
      ->add_option("--input", options->inputs,
                   "Inputs that are looked at, as of sensitivity. Default: rounds, grid.edge, device_power, server_power, "
                   "reserved_share, router_share")
      ->delimiter(',')
      ->expected(1)
      ->type_name("NAME,...")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--contour", options->contour, "For values of the first input, that of the second which flips")
      ->delimiter(',')
      ->expected(1)
      ->type_name("NAME,NAME")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze break-even federated.h5 centralized.h5 --contour grid.edge,rounds");
  return {command, [options] { return run_break_even(*options); }};
}

}  // namespace roundwatt
