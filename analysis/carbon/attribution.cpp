#include "analysis/carbon/attribution.hpp"

#include <algorithm>

namespace roundwatt {

namespace {

bool is_nothing(const CarbonAmount& amount) {
  return amount.it_j == 0 && amount.meter_j == 0 && amount.grams == 0 && amount.embodied_g == 0;
}

}  // namespace

Attribution::Attribution(const std::vector<Facet>& by, const EnergyLedger& energy)
    : Attribution{make_rule(by, energy), most_dense} {}

Attribution::Attribution(std::shared_ptr<const Rule> rule, std::size_t dense_limit)
    : rule_{std::move(rule)}, dense_limit_{dense_limit} {}

Attribution Attribution::empty_part() const { return Attribution{rule_, most_dense_of_part}; }

std::shared_ptr<const Attribution::Rule> Attribution::make_rule(const std::vector<Facet>& by, const EnergyLedger& energy) {
  Rule rule;
  for (const Facet facet : by) rule.categories.emplace_back(facet, energy);
  // A run that was cut off may have more rounds than /rounds says: rounds vary slowest, whichever was asked for first.
  rule.rounds_last = rule.categories.size() == 2 && rule.categories[1].facet() == Facet::round;
  if (rule.categories.size() == 2) rule.minor = rule.categories[rule.rounds_last ? 0 : 1].count();
  return std::make_shared<const Rule>(std::move(rule));
}

CarbonAmount& Attribution::cell(std::size_t number) {
  if (number >= dense_limit_) return few_[number];
  if (number >= dense_.size()) dense_.resize(number + 1);
  return dense_[number];
}

void Attribution::add(const Portion& portion, const CarbonAmount& amount) {
  const std::size_t first = rule_->categories[0].of(portion);
  if (rule_->categories.size() == 1) {
    cell(first) += amount;
    return;
  }
  const std::size_t second = rule_->categories[1].of(portion);
  cell(rule_->rounds_last ? second * rule_->minor + first : first * rule_->minor + second) += amount;
}

void Attribution::add(const Attribution& other) {
  for (std::size_t number = 0; number < other.dense_.size(); ++number) {
    if (!is_nothing(other.dense_[number])) cell(number) += other.dense_[number];
  }
  for (const auto& [number, amount] : other.few_) cell(number) += amount;
}

CarbonAmount Attribution::of(std::size_t category) const {
  if (category < dense_.size()) return dense_[category];
  const auto found = few_.find(category);
  return found == few_.end() ? CarbonAmount{} : found->second;
}

std::vector<Facet> Attribution::by() const {
  std::vector<Facet> by;
  for (const Categories& one : rule_->categories) by.push_back(one.facet());
  return by;
}

std::string Attribution::impossible() const {
  for (const Categories& one : rule_->categories) {
    if (!one.impossible().empty()) return one.impossible();
  }
  return "";
}

void Attribution::for_each(const std::function<void(const std::vector<std::string>&, const CarbonAmount&)>& visit) const {
  struct Cell {
    std::size_t first, second;
    CarbonAmount amount;
  };
  std::vector<Cell> cells;
  const auto take = [&](std::size_t number, const CarbonAmount& amount) {
    if (is_nothing(amount)) return;
    const std::size_t major = number / rule_->minor, minor = number % rule_->minor;
    cells.push_back(rule_->rounds_last ? Cell{minor, major, amount} : Cell{major, minor, amount});
  };
  for (std::size_t number = 0; number < dense_.size(); ++number) take(number, dense_[number]);
  for (const auto& [number, amount] : few_) take(number, amount);
  std::sort(cells.begin(), cells.end(),
            [](const Cell& a, const Cell& b) { return a.first != b.first ? a.first < b.first : a.second < b.second; });
  for (const Cell& one : cells) {
    std::vector<std::string> names{rule_->categories[0].name(one.first)};
    if (rule_->categories.size() == 2) names.push_back(rule_->categories[1].name(one.second));
    visit(names, one.amount);
  }
}

}  // namespace roundwatt
