#include "analysis/carbon/facet.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"

namespace roundwatt {

namespace {

struct FacetName {
  Facet facet;
  std::string_view name;
};

constexpr std::array facets{
    FacetName{Facet::site, "site"},         FacetName{Facet::zone, "zone"},       FacetName{Facet::kind, "kind"},
    FacetName{Facet::model, "model"},       FacetName{Facet::client, "client"},   FacetName{Facet::round, "round"},
    FacetName{Facet::activity, "activity"}, FacetName{Facet::outcome, "outcome"}, FacetName{Facet::network, "network"},
    FacetName{Facet::hour, "hour"},         FacetName{Facet::supply, "supply"}};

/// Of an enumerator that an item may not have: none comes last.
template <class E>
std::size_t enumerator(const std::optional<E>& value, std::size_t none) {
  return value ? static_cast<std::size_t>(*value) : none;
}

template <class E>
std::vector<std::string> flag_names(std::size_t count, const char* none) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(flag_name(static_cast<E>(i)));
  names.emplace_back(none);
  return names;
}

constexpr std::size_t host_kinds = 3, activities = 10, outcomes = 6, network_parts = 7, hours = 24;

}  // namespace

std::string facet_name(Facet facet) {
  for (const FacetName& one : facets) {
    if (one.facet == facet) return std::string{one.name};
  }
  throw RunError{"a facet has no name"};
}

std::vector<std::string> facet_names() {
  std::vector<std::string> names;
  for (const FacetName& one : facets) names.emplace_back(one.name);
  return names;
}

Facet parse_facet(std::string_view name) {
  for (const FacetName& one : facets) {
    if (one.name == name) return one.facet;
  }
  throw UserError{fmt::format("--by: '{}' is none of {}.{}", name, fmt::join(facet_names(), ", "),
                              did_you_mean(std::string{name}, facet_names()))};
}

Categories::Categories(Facet facet, const EnergyLedger& energy) : facet_{facet}, energy_{energy} {
  switch (facet) {
    case Facet::site:
      name_sites();
      break;
    case Facet::zone:
      name_zones();
      break;
    case Facet::kind:
      names_ = flag_names<HostKind>(host_kinds, "network");
      break;
    case Facet::model:
      name_models();
      break;
    case Facet::client:
      count_clients();
      break;
    case Facet::round:
      break;  // by their own numbers
    case Facet::activity:
      names_ = flag_names<Activity>(activities, "network");
      break;
    case Facet::outcome:
      names_ = flag_names<Outcome>(outcomes, "-");
      break;
    case Facet::network:
      for (std::size_t i = 0; i < network_parts; ++i) names_.push_back(network_part_name(static_cast<NetworkPart>(i)));
      break;
    case Facet::hour:
      for (std::size_t i = 0; i < hours; ++i) names_.push_back(fmt::format("{:02}:00 UTC", i));
      break;
    case Facet::supply:
      for (std::size_t i = 0; i < supply_count; ++i) names_.push_back(supply_name(static_cast<Supply>(i)));
      break;
  }
}

void Categories::name_sites() {
  for (const SiteRow& site : energy_.sites()) names_.push_back(site.name);
}

void Categories::name_zones() {
  for (const SiteRow& site : energy_.sites()) {
    const auto known = std::find(names_.begin(), names_.end(), site.grid_zone);
    of_site_.push_back(static_cast<std::size_t>(known - names_.begin()));
    if (known == names_.end()) names_.push_back(site.grid_zone);
  }
}

void Categories::name_models() {
  std::map<std::string, std::size_t> numbers;
  const auto model_of = [](const HostRow& host) { return host.model.empty() ? flag_name(host.kind) : host.model; };
  for (const HostRow& host : energy_.hosts()) numbers.emplace(model_of(host), 0);
  for (auto& [model, number] : numbers) {
    number = names_.size();
    names_.push_back(model);
  }
  for (const HostRow& host : energy_.hosts()) of_host_.push_back(numbers.at(model_of(host)));
  names_.emplace_back("network");
}

/// "no client" comes first.
void Categories::count_clients() {
  of_host_.assign(energy_.hosts().size(), 0);
  std::size_t number = 0;
  energy_.trace().for_each<ClientRow>([&](const ClientRow& row) {
    ++number;
    if (row.host >= 0 && static_cast<std::size_t>(row.host) < of_host_.size()) {
      of_host_[static_cast<std::size_t>(row.host)] = number;
    }
  });
  counted_ = number + 1;
}

std::size_t Categories::of(const Portion& portion) const {
  const EnergyItem& item = portion.item;
  switch (facet_) {
    case Facet::site:
      return static_cast<std::size_t>(item.site);
    case Facet::zone:
      return of_site_[static_cast<std::size_t>(item.site)];
    case Facet::kind:
      return item.host < 0 ? host_kinds : static_cast<std::size_t>(energy_.hosts()[static_cast<std::size_t>(item.host)].kind);
    case Facet::model:
      return item.host < 0 ? names_.size() - 1 : of_host(item.host);
    case Facet::client:
      return item.host < 0 ? 0 : of_host(item.host);
    case Facet::round:
      return item.round < 1 ? 0 : static_cast<std::size_t>(item.round);
    case Facet::activity:
      return enumerator(item.activity.host_activity, activities);
    case Facet::outcome:
      return enumerator(item.outcome, outcomes);
    case Facet::network:
      return static_cast<std::size_t>(item.network_part);
    case Facet::hour:
      return static_cast<std::size_t>(portion.hour);
    case Facet::supply:
      return static_cast<std::size_t>(portion.supply);
  }
  throw RunError{"a facet has no rule"};
}

std::string Categories::name(std::size_t category) const {
  if (facet_ == Facet::round) return category == 0 ? "outside rounds" : fmt::format("{}", category);
  if (facet_ == Facet::client) return category == 0 ? "no client" : fmt::format("{}", category - 1);
  return names_.at(category);
}

std::string Categories::impossible() const {
  if (facet_ == Facet::round && energy_.hosts_in_totals()) {
    return "the trace keeps the hosts' energy as totals over all rounds (trace.host_energy: totals)";
  }
  if (facet_ != Facet::outcome) return "";
  if (energy_.hosts_in_totals()) {
    return "the trace keeps the hosts' energy as totals over all participations (trace.host_energy: totals)";
  }
  if (!energy_.knows_outcomes()) return "the trace does not say how participations ended (trace.participations: false)";
  return "";
}

}  // namespace roundwatt
