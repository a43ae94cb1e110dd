#include "analysis/study/published_form.hpp"

#include <fmt/format.h>

#include "analysis/cli/account_options.hpp"
#include "analysis/cli/damage_guard.hpp"
#include "analysis/cli/run_notes.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/energy/boundary_rule.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/grid/yearly_intensity.hpp"

namespace roundwatt {

namespace {

struct PublishedFormOptions {
  std::vector<std::string> traces;
  AccountOptions account;
  std::vector<std::string> lines;  ///< ZONE=DOWN:UP
  double router_w = PublishedFormInputs{}.router_w;
  OutputOptions output;

  PublishedFormInputs inputs() const;
};

double rate_of(const std::string& line, const std::string& text) {
  const ParsedQuantity rate = parse_quantity(text, Dimension::bandwidth);
  if (rate.value && *rate.value > 0) return *rate.value;
  throw UserError{fmt::format("--line {}: '{}' is no rate above 0, such as 224Mbps", line, text)};
}

PublishedFormInputs PublishedFormOptions::inputs() const {
  PublishedFormInputs parsed{{}, router_w};
  for (const std::string& line : lines) {
    const std::size_t equals = line.find('='), colon = line.find(':');
    if (equals == std::string::npos || colon == std::string::npos || colon < equals || equals == 0) {
      throw UserError{fmt::format("--line {}: is no ZONE=DOWN:UP, such as FRA=224Mbps:114Mbps", line)};
    }
    const LineRates rates{rate_of(line, line.substr(equals + 1, colon - equals - 1)), rate_of(line, line.substr(colon + 1))};
    const std::string zone = yearly_intensity().canonical_zone(line.substr(0, equals));
    if (!parsed.lines.emplace(zone, rates).second) {
      throw UserError{fmt::format("--line {}: {} has a line already. Leave one out.", line, zone)};
    }
  }
  return parsed;
}

/// A run in both forms.
struct RunForms {
  std::string name, file, mode;
  bool complete = false;
  FormGrams published, own;
  std::vector<std::string> warnings;

  bool is_centralized() const { return mode == "centralized"; }
};

RunForms forms_of(const std::string& file, const PublishedFormOptions& options, const GridChoice& choice) {
  const DamageGuard guard{file};
  const TraceReader trace{file};
  const EnergyLedger energy = account_energy(trace, options.account.chosen_boundary(), {options.account.network_kwh_per_gb});
  const GridAssignment grids = assign_grids(energy, choice);
  const TraceHeader& header = trace.header();
  return {
      header.name, file, header.mode, header.complete, published_form(trace, choice, options.inputs()), own_form(energy, grids),
      grids.notes};
}

ReportTable forms_table(const std::vector<RunForms>& runs) {
  ReportTable table{"forms",
                    "CO2e in the published form and in ours",
                    {{"name", "name"},
                     {"published_training_g", "published: training", Measure::grams},
                     {"published_communication_g", "communication", Measure::grams},
                     {"published_co2e_g", "in all", Measure::grams},
                     {"training_g", "ours: training", Measure::grams},
                     {"communication_g", "communication", Measure::grams},
                     {"server_g", "server", Measure::grams},
                     {"co2e_g", "in all", Measure::grams},
                     {"ratio", "ours / published", Measure::factor}},
                    {},
                    "",
                    SIZE_MAX};
  for (const RunForms& run : runs) {
    table.rows.push_back({run.name, run.published.training, run.published.communication, run.published.total(),
                          run.own.training, run.own.communication, run.own.server, run.own.total(),
                          run.own.total() / run.published.total()});
  }
  return table;
}

/// Of all pairs of a federated and a centralized run: all, for files, and those on which the forms disagree.
struct FormVerdicts {
  ReportTable all = verdict_table("verdicts", "Federated over centralized in either form", 0);
  ReportTable disputed = verdict_table("disputed", "Federated over centralized, where the forms disagree", 60);

  explicit FormVerdicts(const std::vector<RunForms>& runs) {
    disputed.empty_because = "nowhere";
    for (const RunForms& federated : runs) {
      for (const RunForms& centralized : runs) {
        if (federated.is_centralized() || !centralized.is_centralized()) continue;
        const double published = federated.published.total() / centralized.published.total();
        const double own = federated.own.total() / centralized.own.total();
        const bool same = (published < 1) == (own < 1);
        all.rows.push_back({federated.name, centralized.name, published, own, same});
        if (!same) disputed.rows.push_back(all.rows.back());
      }
    }
  }

  std::string count() const {
    return all.rows.empty() ? "none: needs a federated and a centralized run"
                            : fmt::format("{} of {}", all.rows.size() - disputed.rows.size(), all.rows.size());
  }

 private:
  static ReportTable verdict_table(const char* key, const char* title, std::size_t most_shown) {
    return {key,
            title,
            {{"federated", "federated"},
             {"centralized", "centralized"},
             {"published_ratio", "published", Measure::factor},
             {"ratio", "ours", Measure::factor},
             {"same_verdict", "same verdict"}},
            {},
            "needs a federated and a centralized run",
            most_shown};
  }
};

int run_published_form(const PublishedFormOptions& options) {
  options.inputs();  // mistakes of the command line come first
  const GridChoice choice = options.account.chosen_grid();
  std::vector<RunForms> runs;
  for (const std::string& file : options.traces) runs.push_back(forms_of(file, options, choice));
  const Boundary boundary = options.account.chosen_boundary();
  FormVerdicts verdicts{runs};
  const ReportSection section{
      "forms",
      marks_of(runs),
      {{{"published", "published"},
        fmt::format(
            "Qiu et al., arXiv 2102.07627, reconstructed: PUE x power x time of a centralized server; power x time of devices "
            "that train; bytes / rate x ({} W of a router + an idle device), both ways; no server, no waiting",
            options.router_w)},
       {{"boundary", "ours"}, boundary_name(boundary)},
       {{"boundary_in_words", "counted"}, boundary_in_words(boundary)},
       {{"same_verdicts", "same verdicts"}, verdicts.count()}},
      {forms_table(runs), std::move(verdicts.disputed), std::move(verdicts.all)},
      warnings_of(runs)};
  print({"published-form", {section}}, options.output);
  return exit_ok;
}

}  // namespace

Verb published_form_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "published-form", "Runs in the accounting of the first study of federated learning's CO2e, beside ours");
  auto options = std::make_shared<PublishedFormOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  command
      ->add_option("--line", options->lines, "Rates of the lines of a zone's devices, down and up; repeated for several zones")
      ->type_name("ZONE=DOWN:UP")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--router-w", options->router_w, "Power of a home router [W]")
      ->type_name("W")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze published-form federated.h5 centralized.h5 --line FRA=224Mbps:114Mbps");
  return {command, [options] { return run_published_form(*options); }};
}

}  // namespace roundwatt
