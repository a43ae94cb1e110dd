#include "sim/simulation/background_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/platform/simgrid_unit.hpp"

namespace roundwatt {

namespace {

namespace sg = simgrid::s4u;

std::string objection(const sg::Link& link, const Fleet& fleet) {
  if (link.get_sharing_policy() == sg::Link::SharingPolicy::WIFI) {
    return "is an access point, whose air SimGrid shares by the rates of its stations: name its line instead.";
  }
  if (fleet.has_bandwidth_profile(link)) {
    return "has a bandwidth_file, which says what is left of it. Take out the one or the other.";
  }
  return "";
}

/// \p most is the largest share that others ever take.
std::string objection_to_share(const sg::Link& link, double most) {
  const double least = link.get_bandwidth() * (1 - most);
  if (least >= slowest_link_byte_s) return "";
  return fmt::format("has {} byte/s, of which others leave {}. It must be at least {}.", number_text(link.get_bandwidth()),
                     number_text(least), slowest_link_byte_s);
}

std::vector<sg::Link*> links_with_others(const Scenario& scenario, const Fleet& fleet, double most) {
  std::vector<sg::Link*> all;
  std::set<const sg::Link*> seen;
  ProblemList problems;
  const auto report = [&](const std::string& why) {
    problems.add(scenario.problem("platform.background.links", "platform.background.links: " + why));
  };
  for (const std::string& pattern : scenario.platform.background.links) {
    const std::vector<sg::Link*> links = fleet.links_matching(pattern);
    if (links.empty()) report(fmt::format("{}: nothing of this run crosses a link of that name.", pattern));
    for (sg::Link* link : links) {
      if (!seen.insert(link).second) continue;
      all.push_back(link);
      std::string why = objection(*link, fleet);
      if (why.empty()) why = objection_to_share(*link, most);
      if (!why.empty()) report(fmt::format("{} {}", link->get_name(), why));
    }
  }
  problems.throw_if_any();
  return all;
}

/// Nothing before the first row.
StepFunction shares_from_csv(const std::string& file) {
  const CsvTable table = read_csv(file);
  check_columns(table, {"time_s", "share"}, {});
  const auto time_column = *table.column("time_s"), share_column = *table.column("share");
  std::vector<StepFunction::Step> steps;
  ProblemList problems{most_csv_problems};
  double last = -1;
  for (const CsvRow& row : table.rows) {
    const double time = parse_number(row.cells[time_column]).value_or(-1);
    const double share = parse_number(row.cells[share_column]).value_or(-1);
    if (time < 0 || time <= last) {
      problems.add(file, row.line,
                   fmt::format("time_s = '{}' must be a number of seconds ≥ 0, later than that of the row before.",
                               row.cells[time_column]));
    }
    constexpr double most = 0.99;
    if (share < 0 || share > most) {
      problems.add(file, row.line,
                   fmt::format("share = '{}' must be in [0, 0.99]: what others take of the bandwidth.{}",
                               row.cells[share_column], comma_advice(row.cells[share_column])));
    }
    if (steps.empty() && time > 0) steps.push_back({0, 0});
    steps.push_back({time, share});
    last = time;
  }
  problems.throw_if_any();
  return StepFunction{std::move(steps)};
}

}  // namespace

std::vector<LinkChanges> set_up_background(const Scenario& scenario, const Fleet& fleet) {
  const BackgroundChoice& choice = scenario.platform.background;
  if (choice.links.empty()) return {};
  const StepFunction share = choice.share ? StepFunction{{{0, *choice.share}}} : shares_from_csv(choice.file.path.string());
  double most = 0;
  for (const StepFunction::Step& step : share.steps()) most = std::max(most, step.value);
  std::vector<LinkChanges> changes;
  for (sg::Link* link : links_with_others(scenario, fleet, most)) {
    std::vector<Profile::Event> events;
    for (const StepFunction::Step& step : share.steps())
      events.push_back({step.from, link->get_bandwidth() * (1 - step.value)});
    changes.push_back({{link}, LinkChanges::Of::bandwidth, Profile{std::move(events)}});
  }
  return changes;
}

}  // namespace roundwatt
