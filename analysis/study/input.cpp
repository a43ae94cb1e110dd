#include "analysis/study/input.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <limits>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"

namespace roundwatt {

namespace {

struct InputName {
  InputKind kind;
  const char* name;
};

constexpr std::array names{InputName{InputKind::grid, "grid"},
                           InputName{InputKind::pue, "pue"},
                           InputName{InputKind::device_power, "device_power"},
                           InputName{InputKind::device_idle, "device_idle"},
                           InputName{InputKind::server_power, "server_power"},
                           InputName{InputKind::network_power, "network_power"},
                           InputName{InputKind::reserved_share, "reserved_share"},
                           InputName{InputKind::router_share, "router_share"},
                           InputName{InputKind::rounds, "rounds"}};

bool is_any_of(GramPart part, std::initializer_list<GramPart> parts) {
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

}  // namespace

bool Input::is_absolute() const {
  return kind == InputKind::pue || kind == InputKind::reserved_share || kind == InputKind::router_share ||
         kind == InputKind::rounds;
}

double Input::least() const { return kind == InputKind::pue ? 1 : 0; }

double Input::most() const {
  const bool is_share = kind == InputKind::reserved_share || kind == InputKind::router_share;
  return is_share ? 1 : std::numeric_limits<double>::infinity();
}

std::vector<std::string> input_names() {
  std::vector<std::string> all;
  for (const InputName& one : names) all.emplace_back(one.name);
  return all;
}

Input parse_input(const std::string& name) {
  const std::size_t dot = std::min(name.find('.'), name.size());
  const std::string word = name.substr(0, dot);
  for (const InputName& one : names) {
    if (word != one.name) continue;
    const std::string scope = dot < name.size() ? name.substr(dot + 1) : "";
    const bool may_have_scope = one.kind == InputKind::grid || one.kind == InputKind::pue;
    if (dot < name.size() && (scope.empty() || !may_have_scope)) {
      throw UserError{fmt::format("{}: only grid and pue are of a part, such as grid.FRA, grid.edge or pue.SITE.", name)};
    }
    return {name, one.kind, scope};
  }
  throw UserError{
      fmt::format("'{}' is none of {}.{}", name, fmt::join(input_names(), ", "), did_you_mean(word, input_names()))};
}

bool depends_on(const GramCell& cell, const GramCells& run, const Input& input) {
  const SiteRow& site = run.sites[cell.site];
  switch (input.kind) {
    case InputKind::grid:
      if (input.scope == "edge") return site.kind == SiteKind::edge;
      return input.scope.empty() || run.zones[cell.site] == input.scope;
    case InputKind::pue:
      return input.scope.empty() ? site.kind == SiteKind::data_centre : site.name == input.scope;
    case InputKind::device_power:
      return is_any_of(cell.part, {GramPart::device_base, GramPart::device_added});
    case InputKind::device_idle:
      return cell.part == GramPart::device_base;
    case InputKind::server_power:
      return is_any_of(cell.part, {GramPart::server_base, GramPart::server_added});
    case InputKind::network_power:
      return is_any_of(cell.part, {GramPart::link_idle, GramPart::link_dynamic, GramPart::volume});
    case InputKind::reserved_share:
      return run.has_shares && cell.part == GramPart::server_base;
    case InputKind::router_share:
      return run.has_shares && cell.part == GramPart::link_idle;
    case InputKind::rounds:
      return true;
  }
  throw RunError{"an input has no rule"};
}

}  // namespace roundwatt
