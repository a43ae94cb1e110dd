#include "analysis/study/gram_model.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

/// Grams of \p cell for each unit of the absolute inputs that it depends on.
double coefficient(const GramCell& cell, const StudiedRun& run, const std::vector<Input>& inputs,
                   const std::vector<std::size_t>& factors) {
  double grams = cell.grams;
  for (const std::size_t factor : factors) {
    const InputKind kind = inputs[factor].kind;
    if (kind == InputKind::pue) grams /= run.cells.sites[cell.site].pue;
    if (kind == InputKind::rounds) grams /= run.rounds;
    if (kind == InputKind::reserved_share || kind == InputKind::router_share) grams *= cell.grams_per_share / cell.grams;
  }
  return grams;
}

void refuse_two_values(const std::vector<Input>& inputs, const std::vector<std::size_t>& factors) {
  for (std::size_t i = 1; i < factors.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Input &a = inputs[factors[j]], &b = inputs[factors[i]];
      if (a.kind == b.kind && a.is_absolute())
        throw UserError{fmt::format("{} and {} set the same number. Leave one out.", a.name, b.name)};
    }
  }
}

bool contains(const std::vector<std::size_t>& factors, std::size_t input) {
  return std::find(factors.begin(), factors.end(), input) != factors.end();
}

}  // namespace

StudiedRun study_run(const EnergyLedger& energy, const GridAssignment& grids, Seconds delay) {
  const TraceHeader& header = energy.trace().header();
  StudiedRun run{header.name, energy.trace().file(), header.complete, decompose(energy, grids, delay), 0, grids.notes};
  energy.trace().for_each<RoundRow>([&](const RoundRow& row) { run.rounds += row.level == 0 ? 1 : 0; });
  return run;
}

GramModel::GramModel(const StudiedRun& run, std::vector<Input> inputs) : inputs_{std::move(inputs)} {
  for (const Input& input : inputs_) {
    if (input.kind != InputKind::router_share || !run.cells.has_shares || !run.cells.has_unused_routers) continue;
    throw UserError{std::vector{Problem{
        run.file, 0, "has links of router_share 0: what another share would cost cannot be told. Leave router_share out."}}};
  }
  for (const GramCell& cell : run.cells.cells) {
    std::vector<std::size_t> factors;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      const bool has_rounds = inputs_[i].kind != InputKind::rounds || run.rounds > 0;
      if (has_rounds && roundwatt::depends_on(cell, run.cells, inputs_[i])) factors.push_back(i);
    }
    refuse_two_values(inputs_, factors);
    terms_[factors] += coefficient(cell, run, inputs_, factors);
  }
}

bool GramModel::depends_on(std::size_t input) const {
  return std::any_of(terms_.begin(), terms_.end(), [input](const auto& term) { return contains(term.first, input); });
}

double GramModel::at(const std::vector<double>& values) const {
  double sum = 0;
  for (const auto& [factors, grams] : terms_) {
    double product = grams;
    for (const std::size_t factor : factors) product *= values[factor];
    sum += product;
  }
  return sum;
}

Line GramModel::along(std::size_t input, const std::vector<double>& values) const {
  Line line;
  for (const auto& [factors, grams] : terms_) {
    double product = grams;
    for (const std::size_t factor : factors) product *= factor == input ? 1 : values[factor];
    (contains(factors, input) ? line.slope : line.constant) += product;
  }
  return line;
}

double GramModel::mean_square(const std::vector<double>& means, const std::vector<double>& variances) const {
  double sum = 0;
  for (const auto& [left, left_grams] : terms_) {
    for (const auto& [right, right_grams] : terms_) {
      double product = left_grams * right_grams;
      for (const std::size_t factor : left) {
        product *= contains(right, factor) ? means[factor] * means[factor] + variances[factor] : means[factor];
      }
      for (const std::size_t factor : right) product *= contains(left, factor) ? 1 : means[factor];
      sum += product;
    }
  }
  return sum;
}

}  // namespace roundwatt
