#include "sim/cli/run_summary.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

using Json = nlohmann::ordered_json;

Json metrics_json(const RoundMetrics& metrics) {
  Json json{{"step_norm", metrics.norms.global}, {"update_norm_mean", metrics.norms.mean_client}};
  if (metrics.clients) {
    json["clients"] = {{"clients", metrics.clients->clients},
                       {"samples", metrics.clients->samples},
                       {"loss", metrics.clients->loss},
                       {"accuracy", metrics.clients->accuracy},
                       {"mean_accuracy", metrics.clients->accuracy_over.mean},
                       {"worst10_accuracy", metrics.clients->accuracy_over.lowest_tenth},
                       {"best10_accuracy", metrics.clients->accuracy_over.highest_tenth},
                       {"accuracy_variance", metrics.clients->accuracy_over.variance}};
  }
  if (metrics.dissimilarity) {
    json["gradients"] = {{"variance", metrics.dissimilarity->variance}, {"ratio", metrics.dissimilarity->ratio}};
  }
  return json;
}

Json evaluation_json(const Evaluated& evaluated) {
  const EvaluationResult& result = evaluated.result;
  Json json{{"round", evaluated.round},
            {"time_s", evaluated.time_s},
            {"train_loss", result.train_loss},
            {"test_loss", result.test_loss},
            {"test_accuracy", result.test_accuracy},
            {"validation_loss", result.validation_loss},
            {"validation_accuracy", result.validation_accuracy}};
  if (result.metrics) json.update(metrics_json(*result.metrics));
  return json;
}

Json moment_json(const TargetMoment& moment) {
  return {{"round", moment.round}, {"time_s", moment.time_s}, {"energy_j", moment.energy_j}};
}

Json moment_json(const std::optional<TargetMoment>& moment) { return moment ? moment_json(*moment) : Json{}; }

/// A target that was not reached is censored: it takes more than the run's end.
Json target_json(const TargetSummary& target) {
  const TargetWatch& watch = target.watch;
  return {{"value", watch.target()},
          {"sustained_for", watch.sustained_for()},
          {"first", moment_json(watch.first())},
          {"sustained", moment_json(watch.sustained())},
          {"confirmed", moment_json(watch.confirmed())},
          {"censored", !watch.sustained().has_value()},
          {"end", moment_json(target.end)}};
}

/// "3 rounds"
std::string rounds_text(std::int32_t rounds) { return fmt::format("{} {}", rounds, rounds == 1 ? "round" : "rounds"); }

std::string reached_text(const TargetMoment& moment) {
  return fmt::format("round {}, after {} and {}", moment.round, human_duration(moment.time_s), human_energy(moment.energy_j));
}

std::string missed_text(const TargetMoment& end) {
  return fmt::format("not reached in {}: > {}, > {}", rounds_text(end.round), human_duration(end.time_s),
                     human_energy(end.energy_j));
}

std::string target_text(const TargetSummary& target) {
  const TargetWatch& watch = target.watch;
  const std::string name = fmt::format("target accuracy {}", number_text(watch.target()));
  std::string text =
      fmt::format("{}: {}\n", name, watch.first() ? "first in " + reached_text(*watch.first()) : missed_text(target.end));
  if (watch.sustained_for() == 1) return text;
  text += fmt::format("{}, {} in a row: {}\n", name, watch.sustained_for(),
                      watch.sustained() ? fmt::format("from {}; known with round {}", reached_text(*watch.sustained()),
                                                      watch.confirmed()->round)
                                        : missed_text(target.end));
  return text;
}

Json optional_json(const std::optional<double>& value) { return value ? Json(*value) : Json{}; }

/// Of the last test; null where nothing is tested.
Json accuracy_json(const RunSummary& summary) {
  if (!summary.last_evaluation || std::isnan(summary.last_evaluation->result.test_accuracy)) return {};
  return summary.last_evaluation->result.test_accuracy;
}

std::string totals_text(const RunSummary& summary) {
  const Json accuracy = accuracy_json(summary);
  const std::string tested = accuracy.is_null() ? "not known" : fmt::format("{:.2f} %", 100 * accuracy.get<double>());
  const std::string carbon = summary.co2e_g ? fmt::format("{} ({})", human_grams(*summary.co2e_g), summary.grid)
                                            : fmt::format("not known ({} does not have it)", summary.grid);
  return fmt::format("  accuracy {}; energy {:.6g} J ({}) at the meter; CO2e {}; boundary {}\n", tested, summary.energy_j,
                     human_energy(summary.energy_j), carbon, boundary_name(summary.boundary));
}

}  // namespace

Json summary_json(const RunSummary& summary, const std::string& trace) {
  Json json{{"trace", trace},
            {"end_s", summary.end_s},
            {"end_reason", summary.end_reason},
            {"rounds", summary.rounds},
            {"accuracy", accuracy_json(summary)},
            {"energy_j", summary.energy_j},
            {"co2e_g", optional_json(summary.co2e_g)},
            {"boundary", boundary_name(summary.boundary)},
            {"grid", summary.grid}};
  if (summary.last_evaluation) json["last_evaluation"] = evaluation_json(*summary.last_evaluation);
  if (summary.target) json["target"] = target_json(*summary.target);
  return json;
}

std::string summary_text(const RunSummary& summary, const std::string& trace) {
  return fmt::format("{}: {} in {} of simulated time; ended by {}\n{}{}", trace, rounds_text(summary.rounds),
                     human_duration(summary.end_s), summary.end_reason, totals_text(summary),
                     summary.target ? target_text(*summary.target) : "");
}

}  // namespace roundwatt
