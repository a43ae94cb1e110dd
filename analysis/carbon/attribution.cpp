#include "analysis/carbon/attribution.hpp"

#include <algorithm>

namespace fedjoule {

namespace {

bool is_nothing(const CarbonAmount& amount) {
  return amount.it_j == 0 && amount.meter_j == 0 && amount.grams == 0 && amount.embodied_g == 0;
}

}  // namespace

Attribution::Attribution(const std::vector<Facet>& by, const EnergyLedger& energy) {
  for (const Facet facet : by) categories_.emplace_back(facet, energy);
  // A run that was cut off may have more rounds than /rounds says: rounds vary slowest, whichever was asked for first.
  rounds_last_ = categories_.size() == 2 && categories_[1].facet() == Facet::round;
  const std::size_t major = categories_[rounds_last_ ? 1 : 0].count();
  if (categories_.size() == 2) minor_ = categories_[rounds_last_ ? 0 : 1].count();
  sparse_ = major > most_dense / minor_;
  if (!sparse_) dense_.resize(major * minor_);
}

CarbonAmount& Attribution::cell(std::size_t number) {
  if (sparse_) return few_[number];
  if (number >= dense_.size()) dense_.resize(number + 1);
  return dense_[number];
}

void Attribution::add(const Portion& portion, const CarbonAmount& amount) {
  const std::size_t first = categories_[0].of(portion);
  if (categories_.size() == 1) {
    cell(first) += amount;
    return;
  }
  const std::size_t second = categories_[1].of(portion);
  cell(rounds_last_ ? second * minor_ + first : first * minor_ + second) += amount;
}

void Attribution::add(const Attribution& other) {
  for (std::size_t number = 0; number < other.dense_.size(); ++number) {
    if (!is_nothing(other.dense_[number])) cell(number) += other.dense_[number];
  }
  for (const auto& [number, amount] : other.few_) cell(number) += amount;
}

CarbonAmount Attribution::of(std::size_t category) const {
  if (!sparse_) return category < dense_.size() ? dense_[category] : CarbonAmount{};
  const auto found = few_.find(category);
  return found == few_.end() ? CarbonAmount{} : found->second;
}

std::vector<Facet> Attribution::by() const {
  std::vector<Facet> by;
  for (const Categories& one : categories_) by.push_back(one.facet());
  return by;
}

std::string Attribution::impossible() const {
  for (const Categories& one : categories_) {
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
    const std::size_t major = number / minor_, minor = number % minor_;
    cells.push_back(rounds_last_ ? Cell{minor, major, amount} : Cell{major, minor, amount});
  };
  for (std::size_t number = 0; number < dense_.size(); ++number) take(number, dense_[number]);
  for (const auto& [number, amount] : few_) take(number, amount);
  std::sort(cells.begin(), cells.end(),
            [](const Cell& a, const Cell& b) { return a.first != b.first ? a.first < b.first : a.second < b.second; });
  for (const Cell& one : cells) {
    std::vector<std::string> names{categories_[0].name(one.first)};
    if (categories_.size() == 2) names.push_back(categories_[1].name(one.second));
    visit(names, one.amount);
  }
}

}  // namespace fedjoule
