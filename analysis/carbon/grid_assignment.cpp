#include "analysis/carbon/grid_assignment.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"

namespace roundwatt {

namespace {

SiteGrid find_grid(const GridChoice& choice, const std::string& zone) {
  for (const GridTable& table : choice.tables) {
    if (const GridSignal* signal = table.find(zone, choice.kind)) return {signal, table.name(), false};
  }
  throw UserError{choice.tables.front().not_found(zone, choice.kind) +
                  " --grid may be repeated, and --grid yearly adds the shipped averages."};
}

UtcTime start_of(const TraceReader& trace) {
  const auto start = parse_utc(trace.header().start_utc);
  if (!start) {
    throw UserError{std::vector{
        Problem{trace.file(), 0, fmt::format("is damaged: start_utc = '{}' is no instant.", trace.header().start_utc)}}};
  }
  return *start;
}

/// A run that begins after the data end would be priced by one value of another time.
void refuse_late_run(const GridAssignment& assignment, const TraceReader& trace) {
  const UtcTime start = start_of(trace);
  std::set<const GridSignal*> seen;
  ProblemList problems;
  for (const SiteGrid& site : assignment.sites) {
    const GridSignal& signal = *site.signal;
    // Of a value alone nobody knows how long it holds, but it holds at its stamp.
    const bool knows_start = signal.covered_until() > start || signal.steps().last_stamp() == start.epoch_s;
    if (signal.past_end() != PastEnd::unsaid || knows_start || !seen.insert(&signal).second) continue;
    problems.add(
        site.table, 0,
        fmt::format("the data of grid zone {} end at {}, before the run begins: {}. Give data of that time, or say what "
                    "holds after their end: --past-end hold (the last value), wrap (they begin anew) or wrap-year (the "
                    "same days of the last year).",
                    signal.zone(), utc_text(signal.covered_until()), utc_text(start)));
  }
  problems.throw_if_any();
}

/// Series that end before the run does.
std::vector<std::string> held_values(const GridAssignment& assignment, const TraceReader& trace) {
  const UtcTime run_end{start_of(trace).epoch_s + trace.header().end_s};
  std::set<const GridSignal*> seen;
  std::vector<std::string> notes;
  for (const SiteGrid& site : assignment.sites) {
    if (site.signal->covered_until() >= run_end || !seen.insert(site.signal).second) continue;
    if (repeats(site.signal->past_end())) {
      notes.push_back(
          fmt::format("the data of grid zone {} end at {}, before the run does: {}", site.signal->zone(),
                      utc_text(site.signal->covered_until()),
                      site.signal->past_end() == PastEnd::wrap ? "they begin anew" : "the same days of the last year hold"));
      continue;
    }
    notes.push_back(
        fmt::format("the data of grid zone {} end at {}: its last value, {} g/kWh, holds from there to the end of the run, {}",
                    site.signal->zone(), utc_text(site.signal->covered_until()), site.signal->steps().steps().back().value,
                    utc_text(run_end)));
  }
  return notes;
}

/// "life-cycle", or that nobody says.
std::string accounting_in_words(const SiteGrid& site) {
  const GridAccounting accounting = site.signal->origin().accounting;
  if (accounting == GridAccounting::unknown) return fmt::format("of an accounting that {} does not say", site.table);
  return grid_accounting_name(accounting);
}

/// One sum of what plants emit as they run and of what took to build them would be neither; what does not say which it is may
/// be the other.
void refuse_mixture(const GridAssignment& assignment) {
  const SiteGrid* first = nullptr;
  for (const SiteGrid& site : assignment.sites) {
    if (first == nullptr) first = &site;
    if (first->signal->origin().accounting == site.signal->origin().accounting) continue;
    throw UserError{fmt::format(
        "the intensity of grid zone {} is {} and that of {} is {}: a sum of direct and life-cycle intensities is neither. Give "
        "grids of one kind (--grid-accounting chooses in files that have both), or say --mixed.",
        first->signal->zone(), accounting_in_words(*first), site.signal->zone(), accounting_in_words(site))};
  }
}

void take_notes(GridAssignment& assignment, const GridChoice& choice, const EnergyLedger& energy) {
  refuse_late_run(assignment, energy.trace());
  assignment.notes = choice.notes;
  const std::vector<std::string> held = held_values(assignment, energy.trace());
  assignment.notes.insert(assignment.notes.end(), held.begin(), held.end());
}

std::vector<bool> moved_sites(const EnergyLedger& energy, const WhatIf& what_if) {
  const std::vector<SiteRow>& sites = energy.sites();
  std::vector<bool> moved(sites.size());
  for (std::size_t i = 0; i < sites.size(); ++i) moved[i] = what_if.sites.empty() && sites[i].kind == SiteKind::edge;
  std::vector<std::string> names;
  names.reserve(sites.size());
  for (const SiteRow& site : sites) names.push_back(site.name);
  for (const std::string& name : what_if.sites) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      throw UserError{std::vector{
          Problem{energy.trace().file(), 0,
                  fmt::format("has no site {}.{} Sites: {}.", name, did_you_mean(name, names), fmt::join(names, ", "))}}};
    }
    moved[static_cast<std::size_t>(found - names.begin())] = true;
  }
  return moved;
}

}  // namespace

GridAssignment assign_grids(const EnergyLedger& energy, const GridChoice& choice) {
  GridAssignment assignment{"as run", {}, {}};
  ProblemList problems;
  std::set<std::string> missing;
  for (const SiteRow& site : energy.sites()) {
    try {
      assignment.sites.push_back(find_grid(choice, site.grid_zone));
    } catch (const UserError& error) {
      if (missing.insert(site.grid_zone).second) problems.add("", 0, fmt::format("site {}: {}", site.name, error.what()));
    }
  }
  problems.throw_if_any();
  if (choice.mixing == Mixing::refused) refuse_mixture(assignment);
  take_notes(assignment, choice, energy);
  return assignment;
}

GridAssignment assign_grids(const EnergyLedger& energy, const GridChoice& choice, const std::vector<WhatIf>& what_ifs) {
  GridAssignment assignment = assign_grids(energy, choice);
  if (what_ifs.empty()) return assignment;
  std::vector<std::string> zones, without_site;
  for (const WhatIf& what_if : what_ifs) {
    zones.push_back(what_if.zone);
    const std::vector<bool> moved = moved_sites(energy, what_if);
    SiteGrid other = find_grid(choice, what_if.zone);
    other.moved = true;
    for (std::size_t i = 0; i < moved.size(); ++i) {
      if (moved[i]) assignment.sites[i] = other;
    }
    if (std::find(moved.begin(), moved.end(), true) == moved.end()) without_site.push_back(what_if.zone);
  }
  assignment.name = fmt::format("{}", fmt::join(zones, ", "));
  if (choice.mixing == Mixing::refused) refuse_mixture(assignment);
  take_notes(assignment, choice, energy);
  for (const std::string& zone : without_site) {
    assignment.notes.push_back(fmt::format("the run has no edge site: on the grid of {} nothing changes", zone));
  }
  return assignment;
}

void refuse_what_if_of_dependent_run(const TraceHeader& header, const std::string& file) {
  if (header.depends_on.empty()) return;
  throw UserError{std::vector{Problem{
      file, 0,
      fmt::format("the run itself depends on grid or calendar through {}: on another grid it would have been another run. "
                  "Simulate again with that grid, or say --frozen-schedule to keep what this run did.",
                  header.depends_on)}}};
}

}  // namespace roundwatt
