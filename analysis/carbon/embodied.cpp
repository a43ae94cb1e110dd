#include "analysis/carbon/embodied.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace roundwatt {

namespace {

using Counts = std::map<std::string, int>;

std::string in_words(const Counts& counts) {
  std::vector<std::string> words;
  words.reserve(counts.size());
  for (const auto& [part, count] : counts) words.push_back(fmt::format("{} x {}", count, part));
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string part_name(const HostRow& host) { return host.model.empty() ? flag_name(host.kind) : host.model; }

std::string part_name(const LinkRow& link) {
  const std::string kind = flag_name(link.kind);
  return kind == "access_point" ? "access point" : kind == "data_centre" ? "data-centre link" : kind + " link";
}

}  // namespace

EmbodiedCoverage embodied_coverage(const EnergyLedger& energy) {
  if (energy.boundary() == Boundary::incremental) return {};
  Counts counted, missing;
  const auto count = [&](const auto& row) { ++(std::isfinite(row.embodied_kg) ? counted : missing)[part_name(row)]; };
  std::for_each(energy.hosts().begin(), energy.hosts().end(), count);
  std::for_each(energy.links().begin(), energy.links().end(), count);
  return {in_words(counted), in_words(missing)};
}

std::vector<CarbonIntensityScore> carbon_intensity_scores(const TraceReader& trace, double grams) {
  std::vector<CarbonIntensityScore> scores{{"run", 1, grams}};
  double rounds = 0;
  trace.for_each<RoundRow>([&](const RoundRow& row) { rounds += row.level == 0 ? 1 : 0; });
  if (rounds > 0) scores.push_back({"round", rounds, grams / rounds});
  if (!trace.header().test_samples) return scores;
  double accuracy = 0;
  trace.for_each<EvaluationRow>([&](const EvaluationRow& row) {
    if (row.scope == EvaluationScope::global && !std::isnan(row.test_accuracy)) accuracy = row.test_accuracy;
  });
  const double correct = accuracy * static_cast<double>(*trace.header().test_samples);
  if (correct > 0) scores.push_back({"correct prediction", correct, grams / correct});
  return scores;
}

}  // namespace roundwatt
