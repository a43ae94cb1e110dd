#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analysis/cli/run_notes.hpp"
#include "analysis/cli/studied_runs.hpp"
#include "analysis/cli/verb.hpp"
#include "analysis/energy/boundary_rule.hpp"
#include "analysis/study/accounting_choice.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

struct FlipsOptions {
  std::vector<std::string> traces;
  AccountOptions account;
  std::vector<double> shares{0, 1};
  OutputOptions output;
};

/// All traces under one boundary and on one kind of grid.
using StudiedWays = std::map<std::pair<Boundary, GridKind>, std::vector<StudiedRun>>;

constexpr Boundary boundaries[]{Boundary::participation, Boundary::incremental, Boundary::fleet};

/// The grid that was asked for, and the other kind where it has all zones; else \p why it is left out.
struct GridKinds {
  std::vector<GridKind> kinds;
  std::string left_out;
};

GridKinds study_ways(const FlipsOptions& options, const GridChoice& asked, StudiedWays& ways) {
  GridKinds result;
  const GridKind other = asked.kind == GridKind::average ? GridKind::marginal : GridKind::average;
  for (const GridKind kind : {asked.kind, other}) {
    GridChoice choice = asked;
    choice.kind = kind;
    try {
      for (const Boundary boundary : boundaries) {
        ways[{boundary, kind}] = study_files(options.traces, choice, boundary, {options.account.network_kwh_per_gb});
      }
      result.kinds.push_back(kind);
    } catch (const UserError& error) {
      if (kind == asked.kind) throw;
      result.left_out = fmt::format("{} intensities are left out: {}", grid_kind_name(kind), error.what());
    }
  }
  return result;
}

std::string share_text(const std::optional<double>& share) { return share ? fmt::format("{}", *share) : "as run"; }

struct Pair {
  std::size_t left = 0, right = 0;
};

/// Grams of both runs of a pair under one choice.
struct Verdict {
  AccountingChoice choice;
  double left = 0, right = 0;

  bool left_is_less() const { return left < right; }
  double ratio() const { return left / right; }
};

std::vector<Verdict> verdicts_on(const Pair& pair, const std::vector<AccountingChoice>& choices, const StudiedWays& ways) {
  std::vector<Verdict> verdicts;
  for (const AccountingChoice& choice : choices) {
    const std::vector<StudiedRun>& runs = ways.at({choice.boundary, choice.kind});
    const auto left = grams_under(runs[pair.left], choice), right = grams_under(runs[pair.right], choice);
    if (left && right) verdicts.push_back({choice, *left, *right});
  }
  return verdicts;
}

ReportTable summary_table() {
  return {"verdicts",
          "Who emits less, and whether it depends on how one counts",
          {{"left", "left"},
           {"right", "right"},
           {"less_as_asked", "emits less"},
           {"ratio", "left / right", Measure::factor},
           {"flipped", "verdicts that differ", Measure::count},
           {"counted", "of", Measure::count},
           {"least_ratio", "least ratio", Measure::factor},
           {"most_ratio", "most", Measure::factor}},
          {},
          "needs at least two traces",
          SIZE_MAX};
}

ReportTable choice_table(const char* key, const char* title, std::size_t most_shown) {
  return {key,
          title,
          {{"left", "left"},
           {"right", "right"},
           {"boundary", "boundary"},
           {"grid_kind", "grid"},
           {"reserved_share", "reserved_share"},
           {"router_share", "router_share"},
           {"left_co2e_g", "left CO2e", Measure::grams},
           {"right_co2e_g", "right CO2e", Measure::grams},
           {"ratio", "left / right", Measure::factor},
           {"flipped", "flipped"}},
          {},
          "none: each verdict holds however one counts",
          most_shown};
}

/// What is printed, filled pair by pair.
struct FlipTables {
  ReportTable summary = summary_table();
  ReportTable flipped = choice_table("flips", "Where the verdict is another", 60);
  ReportTable all = choice_table("all", "All", 0);

  /// \p asked is the choice of the command line, shares as run.
  void add(const std::string& left, const std::string& right, const std::vector<Verdict>& verdicts,
           const AccountingChoice& asked_choice) {
    const Verdict& asked =
        *std::find_if(verdicts.begin(), verdicts.end(), [&](const Verdict& verdict) { return verdict.choice == asked_choice; });
    std::int64_t count = 0;
    double least = asked.ratio(), most = least;
    for (const Verdict& verdict : verdicts) {
      const bool flips = verdict.left_is_less() != asked.left_is_less();
      count += flips ? 1 : 0;
      least = std::min(least, verdict.ratio());
      most = std::max(most, verdict.ratio());
      const std::vector<ReportValue> row{left,
                                         right,
                                         boundary_name(verdict.choice.boundary),
                                         grid_kind_name(verdict.choice.kind),
                                         number_or_text(share_text(verdict.choice.reserved_share)),
                                         number_or_text(share_text(verdict.choice.router_share)),
                                         verdict.left,
                                         verdict.right,
                                         verdict.ratio(),
                                         flips};
      if (flips) flipped.rows.push_back(row);
      all.rows.push_back(row);
    }
    summary.rows.push_back({left, right, asked.left_is_less() ? left : right, asked.ratio(), count,
                            static_cast<std::int64_t>(verdicts.size()), least, most});
  }
};

int run_flips(const FlipsOptions& options) {
  if (options.traces.size() < 2) throw UserError{"flips needs at least two traces: flips FEDERATED.h5 CENTRALIZED.h5"};
  const GridChoice grid = options.account.chosen_grid();
  StudiedWays ways;
  const GridKinds kinds = study_ways(options, grid, ways);
  const std::vector<AccountingChoice> choices = accounting_choices(kinds.kinds, options.shares);
  const AccountingChoice asked{options.account.chosen_boundary(), grid.kind, {}, {}};
  const std::vector<StudiedRun>& runs = ways.at({asked.boundary, asked.kind});
  FlipTables tables;
  bool some_left_out = false;
  for (std::size_t left = 0; left < runs.size(); ++left) {
    for (std::size_t right = left + 1; right < runs.size(); ++right) {
      const std::vector<Verdict> verdicts = verdicts_on({left, right}, choices, ways);
      some_left_out = some_left_out || verdicts.size() < choices.size();
      tables.add(runs[left].name, runs[right].name, verdicts, asked);
    }
  }
  ReportSection section{"flips",
                        marks_of(runs),
                        {{{"boundary", "verdict as of"}, boundary_name(asked.boundary)},
                         {{"grid_kind", "intensities"}, grid_kind_name(asked.kind)},
                         {{"choices", "ways to count", Measure::count}, static_cast<std::int64_t>(choices.size())}},
                        {std::move(tables.summary), std::move(tables.flipped), std::move(tables.all)},
                        warnings_of(runs)};
  if (!kinds.left_out.empty()) section.warnings.push_back(kinds.left_out);
  if (some_left_out) {
    section.warnings.emplace_back(
        "other values of router_share are left out where a run has links of router_share 0: what another "
        "share would cost is not in its trace");
  }
  print({"flips", {section}}, options.output);
  return exit_ok;
}

}  // namespace

Verb flips_verb(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "flips", "Which verdicts between runs change with boundary, average or marginal grid, reserved_share and router_share");
  auto options = std::make_shared<FlipsOptions>();
  add_trace_files(*command, options->traces);
  add_account_options(*command, options->account);
  command
      ->add_option("--share", options->shares,
                   "Values of reserved_share and router_share that are tried beside those of the runs. Default: 0 and 1")
      ->delimiter(',')
      ->expected(1)
      ->type_name("SHARE,...")
      ->check(CLI::Range(0.0, 1.0))
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  add_output_options(*command, options->output);
  command->footer("Example:\n  roundwatt-analyze flips federated.h5 centralized.h5");
  return {command, [options] { return run_flips(*options); }};
}

}  // namespace roundwatt
