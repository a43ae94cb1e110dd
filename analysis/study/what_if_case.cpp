#include "analysis/study/what_if_case.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/study/gram_model.hpp"
#include "analysis/study/scenario_values.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"
#include "sim/grid/read_grid.hpp"

namespace roundwatt {

namespace {

constexpr int first_year = 1900, last_year = 2200;

[[noreturn]] void refuse(const std::string& assignment, const std::string& why) {
  throw UserError{fmt::format("{}: {}", assignment, why)};
}

std::vector<std::string> settable_names() {
  std::vector<std::string> names{"zone", "kind", "year"};
  for (std::string& name : input_names()) names.push_back(std::move(name));
  return names;
}

Input known_input(const std::string& assignment, const std::string& name) {
  const std::vector<std::string> names = settable_names();
  const std::string word = name.substr(0, name.find('.'));
  if (std::find(names.begin() + 3, names.end(), word) == names.end()) {
    refuse(assignment, fmt::format("'{}' is none of {}.{}", name, fmt::join(names, ", "), did_you_mean(word, names)));
  }
  return parse_input(name);
}

void set_input(WhatIfCase& asked, const std::string& assignment, const std::string& name, const std::string& value) {
  Input input = known_input(assignment, name);
  const std::optional<double> number = parse_number(value);
  if (!number) refuse(assignment, fmt::format("'{}' is no number.{}", value, comma_advice(value)));
  if (*number < input.least() || *number > input.most()) {
    refuse(assignment, std::isinf(input.most()) ? fmt::format("must be at least {}", input.least())
                                                : fmt::format("must lie between {} and {}", input.least(), input.most()));
  }
  asked.inputs.emplace_back(std::move(input), *number);
}

int parsed_year(const std::string& assignment, const std::string& value) {
  const std::optional<double> number = parse_number(value);
  if (number && std::floor(*number) == *number && *number >= first_year && *number <= last_year)
    return static_cast<int>(*number);
  refuse(assignment, fmt::format("must be a year from {} to {}", first_year, last_year));
}

void take(WhatIfCase& asked, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == assignment.size()) {
    refuse(assignment, "is no NAME=VALUE, such as pue=1.1");
  }
  const std::string name = assignment.substr(0, equals), value = assignment.substr(equals + 1);
  if (name == "zone") {
    asked.moves.insert(asked.moves.begin(), {value, {}});  // a site of its own comes after
  } else if (name.starts_with("zone.") && name.size() > 5) {
    asked.moves.push_back({value, {name.substr(5)}});
  } else if (name == "kind") {
    asked.kind = parse_grid_kind(value);
  } else if (name == "year") {
    asked.year = parsed_year(assignment, value);
  } else {
    set_input(asked, assignment, name, value);
  }
}

/// How much later the run starts in that year. The grid must know it: other years of one constant are no answer, nor is a last
/// value that holds for ever.
Seconds delay_to(int year, const EnergyLedger& energy, const GridAssignment& grids) {
  const TraceHeader& header = energy.trace().header();
  const UtcTime now = parse_utc(header.start_utc).value();
  const UtcTime start = in_year(now, year);
  const UtcTime end{start.epoch_s + header.end_s};
  bool all_constant = true;
  for (const SiteGrid& site : grids.sites) {
    all_constant = all_constant && site.signal->is_constant();
    if (site.signal->covered_until() >= end || repeats(site.signal->past_end())) continue;
    throw UserError{
        fmt::format("year={}: the data of grid zone {} end at {}, and the run would end at {}. Give a grid that "
                    "reaches, or --past-end wrap or wrap-year.",
                    year, site.signal->zone(), utc_text(site.signal->covered_until()), utc_text(end))};
  }
  if (all_constant) {
    throw UserError{
        fmt::format("year={}: the grid has one figure a zone, whatever the year. Give series over time: --grid FILE.", year)};
  }
  return Seconds{start.epoch_s - now.epoch_s};
}

}  // namespace

WhatIfCase parse_what_if(const std::string& text) {
  WhatIfCase asked{text, {}, {}, {}, {}};
  std::set<std::string> seen;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string assignment = text.substr(begin, end - begin);
    begin = end + 1;
    if (!seen.insert(assignment.substr(0, assignment.find('='))).second) refuse(assignment, "is set twice. Leave one out.");
    take(asked, assignment);
  }
  return asked;
}

double grams_of(const EnergyLedger& energy, const GridChoice& choice, const WhatIfCase& asked) {
  GridChoice chosen = choice;
  if (asked.kind) chosen.kind = *asked.kind;
  const GridAssignment grids = assign_grids(energy, chosen, asked.moves);
  const Seconds delay = asked.year ? delay_to(*asked.year, energy, grids) : Seconds{};
  const StudiedRun run = study_run(energy, grids, delay);
  std::vector<Input> inputs;
  std::vector<double> values;
  for (const auto& [input, value] : asked.inputs) {
    inputs.push_back(input);
    values.push_back(value);
  }
  const GramModel model{run, std::move(inputs)};
  for (std::size_t i = 0; i < model.inputs().size(); ++i) {
    if (model.depends_on(i)) continue;
    throw UserError{std::vector{
        Problem{run.file, 0, fmt::format("emits nothing that depends on {}. Leave it out.", model.inputs()[i].name)}}};
  }
  return model.at(values);
}

void refuse_other_run(const EnergyLedger& energy, const WhatIfCase& asked) {
  const TraceHeader& header = energy.trace().header();
  const std::string& file = energy.trace().file();
  if (asked.changes_the_grid()) refuse_what_if_of_dependent_run(header, file);
  if (asked.inputs.empty()) return;
  const ScenarioValues scenario{header.scenario_yaml, file};
  std::vector<std::string> keys;
  const auto used = [&](const char* key) {
    const auto value = scenario.text(key);
    return value && *value != "null" && *value != "~" && *value != "";
  };
  for (const char* key : {"stop.energy", "stop.carbon.grams", "federation.battery.initial"}) {
    if (used(key)) keys.emplace_back(key);
  }
  const std::string selection = scenario.text("federation.selection.kind").value_or("");
  if (selection == "energy-aware" || selection == "carbon-aware") keys.push_back("federation.selection.kind: " + selection);
  if (keys.empty()) return;
  throw UserError{std::vector{
      Problem{file, 0,
              fmt::format("the run itself depends on joules or grams through {}: with {} it would have been another run. "
                          "Simulate again, or say --frozen-schedule to keep what this run did.",
                          fmt::join(keys, ", "), asked.text)}}};
}

}  // namespace roundwatt
