#include "analysis/cli/target_report.hpp"

#include <fmt/format.h>

#include <map>

#include "analysis/energy/boundary_rule.hpp"
#include "analysis/study/survival.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

const std::vector<ReportColumn> spent_columns{{"round", "round", Measure::count},
                                              {"time_s", "time", Measure::seconds},
                                              {"meter_energy_j", "energy at the meter", Measure::joules},
                                              {"co2e_g", "CO2e", Measure::grams}};

ReportTable table_of(ReportTable table, const std::vector<ReportColumn>& more) {
  table.columns.insert(table.columns.end(), more.begin(), more.end());
  return table;
}

void append_spent(std::vector<ReportValue>& row, const Milestone& at) {
  row.insert(row.end(), {std::int64_t{at.round}, at.time_s, at.meter_j, at.grams});
}

/// How a run met the target in one sense of the word.
struct Crossing {
  const RunProgress* run;
  std::optional<Milestone> at;

  const Milestone& spent() const { return at ? *at : run->end; }
};

/// One sense of reaching a target.
struct Sense {
  std::string word;
  std::vector<Crossing> all;
};

std::vector<Sense> senses(const std::vector<RunProgress>& runs, const TargetQuestion& question) {
  std::vector<Sense> both{{"first", {}}, {"sustained", {}}};
  for (const RunProgress& run : runs) {
    both[0].all.push_back({&run, first_crossing(run, *question.accuracy)});
    both[1].all.push_back({&run, sustained_crossing(run, *question.accuracy, question.in_a_row)});
  }
  return both;
}

ReportTable target_table(const std::vector<RunProgress>& runs, const TargetQuestion& question) {
  const std::string held = question.in_a_row ? fmt::format("for {} evaluations in a row", *question.in_a_row) : "to the end";
  ReportTable table = table_of({"targets",
                                fmt::format("To an accuracy of {} (sustained: {}; not reached: all that was spent)",
                                            number_text(*question.accuracy), held),
                                {{"name", "name"}, {"crossing", "crossing"}, {"reached", "reached"}},
                                {},
                                "",
                                SIZE_MAX},
                               spent_columns);
  for (const auto& [word, all] : senses(runs, question)) {
    for (const Crossing& crossing : all) {
      table.rows.push_back({crossing.run->name, word, crossing.at.has_value()});
      append_spent(table.rows.back(), crossing.spent());
    }
  }
  return table;
}

ReportValue median_of(const std::vector<Crossing>& group, double Milestone::*amount) {
  std::vector<Spending> runs;
  runs.reserve(group.size());
  for (const Crossing& crossing : group) runs.push_back({crossing.spent().*amount, crossing.at.has_value()});
  const std::optional<double> median = kaplan_meier_median(std::move(runs));
  return median ? ReportValue{*median} : ReportValue{};
}

ReportTable median_table(const std::vector<RunProgress>& runs, const TargetQuestion& question) {
  ReportTable table{"medians",
                    "Medians over seeds (Kaplan-Meier; runs that did not reach it are censored at their end)",
                    {{"group", "group"},
                     {"crossing", "crossing"},
                     {"runs", "runs", Measure::count},
                     {"reached", "reached", Measure::count},
                     {"median_time_s", "time", Measure::seconds},
                     {"median_meter_energy_j", "energy at the meter", Measure::joules},
                     {"median_co2e_g", "CO2e", Measure::grams}},
                    {},
                    "",
                    SIZE_MAX};
  for (const auto& [word, all] : senses(runs, question)) {
    std::map<std::string, std::vector<Crossing>> groups;
    for (const Crossing& crossing : all) groups[crossing.run->group].push_back(crossing);
    for (const auto& [group, members] : groups) {
      std::int64_t reached = 0;
      for (const Crossing& crossing : members) reached += crossing.at.has_value() ? 1 : 0;
      table.rows.push_back({group, word, static_cast<std::int64_t>(members.size()), reached,
                            median_of(members, &Milestone::time_s), median_of(members, &Milestone::meter_j),
                            median_of(members, &Milestone::grams)});
    }
  }
  return table;
}

ReportTable budget_table(const std::vector<RunProgress>& runs, double grams) {
  ReportTable table = table_of({"budget",
                                fmt::format("Best accuracy within {} of CO2e", human_grams(grams)),
                                {{"name", "name"}, {"accuracy", "accuracy", Measure::share}},
                                {},
                                "",
                                SIZE_MAX},
                               spent_columns);
  for (const RunProgress& run : runs) {
    const std::optional<Milestone> best = best_within(run, grams);
    if (best) {
      table.rows.push_back({run.name, best->accuracy});
      append_spent(table.rows.back(), *best);
    } else {
      table.rows.push_back({run.name, {}, {}, {}, {}, {}});
    }
  }
  return table;
}

ReportTable front_table(const std::vector<RunProgress>& runs) {
  constexpr std::size_t points_shown = 24;
  ReportTable table = table_of({"front",
                                "Pareto front: stops that no other beats in accuracy, CO2e and time",
                                {{"name", "name"}, {"accuracy", "accuracy", Measure::share}},
                                {},
                                "no run has an accuracy",
                                points_shown},
                               spent_columns);
  for (const StoppingPoint& point : pareto_front(runs)) {
    table.rows.push_back({runs[point.run].name, point.at.accuracy});
    append_spent(table.rows.back(), point.at);
  }
  return table;
}

}  // namespace

ReportSection target_section(const std::vector<RunProgress>& runs, const TargetQuestion& question, Boundary boundary) {
  ReportSection section{
      "target",
      {},
      {{{"boundary", "boundary"}, boundary_name(boundary)}, {{"boundary_in_words", "counted"}, boundary_in_words(boundary)}},
      {}};
  if (question.accuracy) section.tables = {target_table(runs, question), median_table(runs, question)};
  if (question.grams) section.tables.push_back(budget_table(runs, *question.grams));
  section.tables.push_back(front_table(runs));
  for (const RunProgress& run : runs) {
    if (!run.complete) section.marks.push_back(fmt::format("INCOMPLETE: the run {} was cut off ({})", run.name, run.file));
    if (run.milestones.empty()) section.marks.push_back(fmt::format("NO ACCURACY: {} has none of a global model", run.name));
    for (const std::string& warning : run.warnings) section.warnings.push_back(fmt::format("{}: {}", run.name, warning));
  }
  return section;
}

}  // namespace roundwatt
