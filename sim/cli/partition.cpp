#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/base/error.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t clients_in_picture = 40;

nlohmann::ordered_json as_json(const PartitionSummary& summary, std::int32_t classes) {
  nlohmann::ordered_json counts = nlohmann::ordered_json::array();
  for (const LabelCount& one : summary.label_counts) {
    counts.push_back({{"client", one.client.row}, {"label", one.label}, {"count", one.count}});
  }
  return {{"clients", summary.sizes.size()},
          {"labels", classes},
          {"sizes", summary.sizes},
          {"mean_total_variation", summary.mean_total_variation},
          {"worst_total_variation", summary.worst_total_variation},
          {"mean_effective_labels", summary.mean_effective_labels},
          {"size_gini", summary.size_gini},
          {"label_counts", counts}};
}

/// An eighth of a block for each eighth of \p largest; what is there at all is seen.
std::string bar(std::size_t count, std::size_t largest) {
  static const std::vector<std::string> bars{"·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  if (count == 0) return bars.front();
  return bars[std::max<std::size_t>(1, (count * 8 + largest - 1) / largest)];
}

/// A row a client, a column a label: how much of the client's data the label is.
void print_picture(const PartitionSummary& summary, std::int32_t classes) {
  const std::size_t shown = std::min(clients_in_picture, summary.sizes.size());
  std::vector<std::vector<std::size_t>> counts(shown, std::vector<std::size_t>(static_cast<std::size_t>(classes), 0));
  for (const LabelCount& one : summary.label_counts) {
    if (one.client.index() < shown) counts[one.client.index()][static_cast<std::size_t>(one.label)] = one.count;
  }
  fmt::print("\n  client  samples  labels 0 to {}\n", classes - 1);
  for (std::size_t client = 0; client < shown; ++client) {
    std::string bars;
    for (const std::size_t count : counts[client]) bars += bar(count, std::max<std::size_t>(1, summary.sizes[client]));
    fmt::print("  {:>6}  {:>7}  {}\n", client, summary.sizes[client], bars);
  }
  if (shown < summary.sizes.size()) fmt::print("  and {} clients more; --json has all\n", summary.sizes.size() - shown);
}

void print_text(const Scenario& scenario, const PartitionSummary& summary, const Dataset& train) {
  const auto [smallest, largest] = std::minmax_element(summary.sizes.begin(), summary.sizes.end());
  fmt::print("{}: {} samples of {} labels\n", scenario.name, train.samples(), train.classes);
  fmt::print("  clients                   {}, of {} to {} samples\n", summary.sizes.size(), *smallest, *largest);
  fmt::print("  distance from all labels  {:.3f} in the mean, {:.3f} at worst (total variation)\n",
             summary.mean_total_variation, summary.worst_total_variation);
  fmt::print("  effective labels          {:.2f} in the mean\n", summary.mean_effective_labels);
  fmt::print("  Gini of sizes             {:.3f}\n", summary.size_gini);
  if (!summary.empty_clients.empty()) fmt::print("  without samples           {} clients\n", summary.empty_clients.size());
  print_picture(summary, train.classes);
}

}  // namespace

int run_partition(const PartitionOptions& options) {
  const Scenario scenario = read_scenario(options.input.scenario, options.input.overrides);
  const PreparedRun run{scenario, options.input.simgrid_arguments, options.input.memory};
  if (!run.partition()) {
    throw UserError{std::vector{scenario.problem(
        "learning.kind", "learning.kind knows no labels here: partition is for learning.kind: real, or data.label_map_file.")}};
  }
  const PartitionSummary summary = summarise(*run.partition(), run.samples()->train);
  if (options.json) {
    fmt::print("{}\n", as_json(summary, run.samples()->train.classes).dump(2));
  } else {
    print_text(scenario, summary, run.samples()->train);
  }
  return exit_ok;
}

}  // namespace roundwatt
