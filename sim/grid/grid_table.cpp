#include "sim/grid/grid_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"

namespace roundwatt {

GridTable::GridTable(std::string name, CountryCodes codes, std::vector<GridSignal> signals)
    : name_{std::move(name)}, codes_{std::move(codes)} {
  for (GridSignal& signal : signals) {
    Key key{canonical_zone(signal.zone()), signal.kind()};
    signals_.emplace(std::move(key), std::move(signal));
  }
}

void GridTable::set_past_end(PastEnd past_end) {
  for (auto& [key, signal] : signals_) signal.set_past_end(past_end);
}

const GridSignal* GridTable::find(const std::string& zone, GridKind kind) const {
  const auto found = signals_.find({canonical_zone(zone), kind});
  return found == signals_.end() ? nullptr : &found->second;
}

const GridSignal& GridTable::signal(const std::string& zone, GridKind kind) const {
  const GridSignal* found = find(zone, kind);
  if (found == nullptr) throw UserError{not_found(zone, kind)};
  return *found;
}

std::vector<const GridSignal*> GridTable::signals() const {
  std::vector<const GridSignal*> all;
  for (const auto& [key, signal] : signals_) all.push_back(&signal);
  return all;
}

std::string GridTable::canonical_zone(const std::string& zone) const {
  const auto found = codes_.find(zone);
  return found == codes_.end() ? zone : found->second;
}

std::string GridTable::not_found(const std::string& zone, GridKind kind) const {
  const std::string canonical = canonical_zone(zone);
  const GridKind other = kind == GridKind::average ? GridKind::marginal : GridKind::average;
  if (signals_.contains({canonical, other})) {
    return fmt::format("grid zone {} has no {} carbon intensity in {}, only the {} one. Ask for kind {}, or give a grid file.",
                       zone, grid_kind_name(kind), name_, grid_kind_name(other), grid_kind_name(other));
  }
  const std::string country = canonical_zone(zone.substr(0, zone.find('-')));
  if (zone.find('-') != std::string::npos && signals_.contains({country, kind})) {
    return fmt::format(
        "grid zone {} is not in {}. The nearest zone there is {}, the whole country: name that one if it is "
        "meant, or give a grid file with {}.",
        zone, name_, country, zone);
  }
  std::vector<std::string> known;
  for (const auto& [key, signal] : signals_) known.push_back(key.zone);
  const std::string hint = did_you_mean(zone, known);
  return fmt::format("grid zone {} is not in {}.{}", zone, name_,
                     hint.empty() ? " Give a grid file that has it, or name a country by its ISO 3166 code." : hint);
}

}  // namespace roundwatt
