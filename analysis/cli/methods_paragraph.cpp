#include "analysis/cli/methods_paragraph.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "analysis/energy/boundary_rule.hpp"
#include "analysis/report/bibliography.hpp"
#include "analysis/report/latex_text.hpp"
#include "analysis/study/scenario_values.hpp"
#include "sim/base/algorithms.hpp"
#include "sim/base/unit.hpp"
#include "sim/base/version.hpp"

namespace roundwatt {

namespace {

constexpr std::string_view program_key = "roundwatt";
constexpr int release_year = 2026;  // of the version, as in CITATION.cff
constexpr std::string_view simgrid_key = "casanova2014";

struct DataSource {
  std::string_view part_of_name;
  std::string_view key;
};
constexpr DataSource data_sources[]{{"fashion-mnist", "xiao2017"}, {"cifar", "krizhevsky2009"}, {"synthetic", "li2020fedprox"},
                                    {"fcube", "li2022"},           {"leaf", "caldas2018"},      {"speech", "warden2018"},
                                    {"imagenet", "deng2009"}};

/// Keys that have a say in some runs only: in those in which another key has this word.
struct Condition {
  std::string_view key, on, word;
};
constexpr Condition conditions[]{{"federation.stragglers.staleness.weight", "federation.stragglers.late", "stale"},
                                 {"federation.asynchronous.algorithm", "federation.mode", "asynchronous"},
                                 {"federation.asynchronous.staleness_discount.kind", "federation.mode", "asynchronous"},
                                 {"federation.topology.kind", "federation.mode", "gossip"},
                                 {"federation.topology.order", "federation.mode", "gossip"},
                                 {"federation.topology.weights", "federation.mode", "gossip"},
                                 {"federation.gossip.timing", "federation.mode", "gossip"},
                                 {"federation.gossip.exchange", "federation.mode", "gossip"},
                                 {"federation.stragglers.late", "federation.mode", "synchronous"},
                                 {"data.partition.variant", "data.partition.kind", "dirichlet"},
                                 {"data.partition.alpha", "data.partition.kind", "dirichlet"},
                                 {"data.partition.alpha", "data.partition.kind", "resampled"},
                                 {"data.partition.min_samples", "data.partition.kind", "dirichlet"},
                                 {"data.partition.min_samples", "data.partition.kind", "quantity"},
                                 {"data.partition.min_samples", "data.partition.kind", "labels-per-client"},
                                 {"data.partition.fair_share_cap", "data.partition.variant", "per-class"},
                                 {"data.partition.shards_per_client", "data.partition.kind", "shards"},
                                 {"data.partition.labels_per_client", "data.partition.kind", "labels-per-client"},
                                 {"data.source.label_column", "data.dataset", "csv"},
                                 {"data.source.standardise", "data.dataset", "csv"},
                                 {"data.source.synthetic_alpha", "data.dataset", "synthetic"},
                                 {"data.source.synthetic_beta", "data.dataset", "synthetic"},
                                 {"data.source.synthetic_devices", "data.dataset", "synthetic"},
                                 {"data.source.synthetic_devices", "data.dataset", "synthetic-iid"},
                                 {"learning.solver.mu", "learning.solver.kind", "fedprox"},
                                 {"learning.solver.option", "learning.solver.kind", "scaffold"},
                                 {"learning.solver.alpha", "learning.solver.kind", "feddyn"},
                                 {"learning.server.momentum", "learning.server.optimizer", "fedavgm"},
                                 {"learning.server.beta1", "learning.server.optimizer", "fedadam"},
                                 {"learning.server.beta1", "learning.server.optimizer", "fedyogi"},
                                 {"learning.server.beta1", "learning.server.optimizer", "fedadagrad"},
                                 {"learning.server.beta2", "learning.server.optimizer", "fedadam"},
                                 {"learning.server.beta2", "learning.server.optimizer", "fedyogi"},
                                 {"learning.server.tau", "learning.server.optimizer", "fedadam"},
                                 {"learning.server.tau", "learning.server.optimizer", "fedyogi"},
                                 {"learning.server.tau", "learning.server.optimizer", "fedadagrad"},
                                 {"learning.server.q", "learning.server.optimizer", "qfedavg"},
                                 {"learning.server.trim", "learning.server.optimizer", "trimmed-mean"}};

class Paragraph {
 public:
  Paragraph(const EnergyLedger& energy, const GridAssignment& grids, const CarbonLedger& carbon)
      : energy_{energy},
        grids_{grids},
        carbon_{carbon},
        header_{energy.trace().header()},
        scenario_{header_.scenario_yaml, energy.trace().file()} {}

  MethodsParagraph write() {
    programs();
    equipment();
    workload();
    choices();
    settings();
    course();
    grams();
    return std::move(result_);
  }

 private:
  void say(const std::string& sentence) {
    if (!result_.latex.empty()) result_.latex += "\n";
    result_.latex += sentence;
  }

  std::string cite(std::string_view key) { return cite(std::vector{key}); }
  std::string cite(const std::vector<std::string_view>& keys) {
    for (const std::string_view key : keys) result_.keys.emplace(key);
    return keys.empty() ? "" : fmt::format("~\\cite{{{}}}", fmt::join(keys, ","));
  }

  std::string shown(const std::string& key) const { return latex_text(scenario_.text(key).value_or("")); }
  bool has(const std::string& key) const {
    const auto value = scenario_.text(key);
    return value && !value->empty() && *value != "null";
  }

  void programs() {
    say(fmt::format("The run \\emph{{{}}} was simulated with Roundwatt {} (commit {}){} on SimGrid {}{}, network model {}.",
                    latex_text(header_.name), latex_text(header_.program_version), latex_text(header_.git_commit.substr(0, 12)),
                    cite(program_key), latex_text(header_.simgrid_version), cite(simgrid_key),
                    latex_text(header_.network_model)));
  }

  void equipment() {
    std::map<std::string, std::size_t> number_of;
    for (const HostRow& host : energy_.hosts()) ++number_of[host.model.empty() ? "host of no model" : host.model];
    std::vector<std::string> parts;
    for (const auto& [model, number] : number_of) parts.push_back(fmt::format("{}~$\\times$ {}", number, latex_text(model)));
    say(fmt::format("Hosts: {} (platform SHA-256 {}\\dots).", fmt::join(parts, ", "), header_.platform_sha256.substr(0, 12)));
  }

  void workload() {
    std::string size;
    if (has("workload.model.size")) {
      const auto bytes = parse_number(*scenario_.text("workload.model.size"));
      if (bytes) size = human_bytes(*bytes);
    }
    std::string text = model(size);
    const std::uint64_t clients = energy_.trace().count<ClientRow>();
    const bool is_centralized = header_.mode == "centralized";
    text += is_centralized ? fmt::format(" was trained by the server on the samples of {} clients", clients)
                           : fmt::format(" was trained by {} clients", clients);
    if (has("data.dataset")) text += fmt::format(", data {}{}", shown("data.dataset"), cite_data());
    if (has("learning.local.epochs") && !is_centralized) {
      const std::string epochs = shown("learning.local.epochs");
      text += fmt::format(", {} local epoch{} a round", epochs, epochs == "1" ? "" : "s");
    }
    if (has("learning.local.batch_size")) text += fmt::format(", in batches of {}", shown("learning.local.batch_size"));
    if (has("federation.clients_per_round") && !is_centralized) {
      text += fmt::format(", {} clients a round", shown("federation.clients_per_round"));
    }
    say(text + ".");
    if (shown("learning.kind") == "rounds") say("Rounds were counted, not learned: accuracies are not part of the run.");
  }

  /// What is trained, as the scenario calls it or what it is.
  std::string model(const std::string& size) const {
    const std::string in_brackets = size.empty() ? "" : fmt::format(" ({})", size);
    if (has("workload.model.name")) return fmt::format("The model {}{}", shown("workload.model.name"), in_brackets);
    const std::string kind = shown("learning.model.kind");
    if (kind == "softmax") return "A softmax regression" + in_brackets;
    if (kind == "mlp") return "A multilayer perceptron" + in_brackets;
    if (kind == "cnn") return "A convolutional network of LeNet-5's shape" + in_brackets;
    return size.empty() ? "A model of no stated name" : fmt::format("A model of {}", size);
  }

  std::string cite_data() {
    const std::string name = *scenario_.text("data.dataset");
    for (const DataSource& source : data_sources) {
      if (name.find(source.part_of_name) != std::string::npos) return cite(source.key);
    }
    return "";
  }

  bool has_a_say(std::string_view key) const {
    if (header_.mode == "centralized" && key.starts_with("federation.") && key != "federation.mode") return false;
    // Several words of one key are alternatives.
    std::map<std::string_view, bool> holds;
    for (const Condition& condition : conditions) {
      if (condition.key != key) continue;
      const bool met = scenario_.text(std::string{condition.on}) == condition.word;
      holds[condition.on] = holds[condition.on] || met;
    }
    return std::all_of(holds.begin(), holds.end(), [](const auto& one) { return one.second; });
  }

  /// Of a Dirichlet partition its variant has the paper.
  static std::vector<std::string_view> works_of(const AlgorithmGroup& group, const Algorithm& one) {
    if (group.key == "data.partition.kind" && one.word == "dirichlet") return {};
    return references_of(one.source);
  }

  /// Every choice of an algorithm, with its paper.
  void choices() {
    std::vector<std::string> parts;
    for (const AlgorithmGroup& group : algorithms()) {
      const auto word = scenario_.text(std::string{group.key});
      if (!word || *word == "none" || *word == "always" || !has_a_say(group.key)) continue;
      for (const Algorithm& one : group.algorithms) {
        if (one.word != *word) continue;
        parts.push_back(
            fmt::format("\\texttt{{{}}} {}{}", latex_text(group.key), latex_text(one.word), cite(works_of(group, one))));
      }
    }
    if (!parts.empty()) say(fmt::format("Algorithms: {}.", fmt::join(parts, "; ")));
  }

  /// Every number and word besides that decides the result, by key.
  void settings() {
    std::set<std::string, std::less<>> told{"learning.kind", "learning.local.epochs", "learning.local.batch_size",
                                            "federation.clients_per_round", "data.dataset"};
    for (const AlgorithmGroup& group : algorithms()) told.emplace(group.key);
    std::vector<std::string> parts;
    for (const char* section : {"workload.compute", "workload.sample", "workload.aggregation", "workload.evaluation", "data",
                                "learning", "federation", "carbon", "stop"}) {
      for (const auto& [key, value] : scenario_.leaves(section)) {
        if (told.contains(key) || value.empty() || value == "null" || value == "none" || value == "[]" || !has_a_say(key))
          continue;
        parts.push_back(fmt::format("\\texttt{{{}}} {}", latex_text(key), latex_text(value)));
      }
    }
    if (!parts.empty()) say(fmt::format("Settings, times in seconds, sizes in bytes: {}.", fmt::join(parts, "; ")));
  }

  void course() {
    std::int64_t rounds = 0;
    energy_.trace().for_each<RoundRow>([&](const RoundRow& row) { rounds += row.level == 0 ? 1 : 0; });
    std::string text = fmt::format("It started at {} (seed {}) and ", latex_text(header_.start_utc), header_.seed);
    text += header_.complete ? fmt::format("ended after {} rounds and {} of simulated time (stop: {})", rounds,
                                           human_duration(header_.end_s), latex_text(header_.end_reason))
                             : fmt::format("was cut off after {} rounds and {}", rounds, human_duration(header_.end_s));
    say(text + ".");
    if (!header_.depends_on.empty()) say(fmt::format("It used the grid through {}.", latex_text(header_.depends_on)));
  }

  void grams() {
    say(fmt::format("Counted were, as \\emph{{{}}}, {}: {} at the meter and {} of CO\\textsubscript{{2}}e",
                    boundary_name(energy_.boundary()), latex_text(boundary_in_words(energy_.boundary())),
                    human_energy(carbon_.total.meter_j), human_grams(carbon_.total.grams)));
    if (carbon_.total.embodied_g > 0) result_.latex += fmt::format(", and {} embodied", human_grams(carbon_.total.embodied_g));
    result_.latex += ".";
    std::map<std::string, std::string> sites;  // by zone
    for (std::size_t i = 0; i < grids_.sites.size(); ++i) {
      const SiteGrid& grid = grids_.sites[i];
      std::string& text = sites[grid.signal->zone()];
      if (text.empty()) text = intensity_of(grid);
      if (energy_.sites()[i].pue > 1)
        text += fmt::format(", PUE {} at {}", energy_.sites()[i].pue, latex_text(energy_.sites()[i].name));
    }
    std::vector<std::string> parts;
    for (const auto& [zone, text] : sites) parts.push_back(text);
    say(fmt::format("Carbon intensities: {}.", fmt::join(parts, "; ")));
  }

  std::string intensity_of(const SiteGrid& grid) {
    const GridSignal& signal = *grid.signal;
    const UtcTime start = parse_utc(header_.start_utc).value();
    const double mean = signal.mean(start, {start.epoch_s + header_.end_s}).value();
    std::string text = fmt::format("{} {:.4g}~g/kWh ({}, {}", latex_text(signal.zone()), mean, signal.years().text(),
                                   grid_kind_name(signal.kind()));
    if (!signal.is_constant()) text += ", mean over the run of a series";
    text += fmt::format(", {}", latex_text(grid.table));
    // The world's figures are judgements of this project (sim/grid/yearly_intensity.csv).
    const bool is_judgement = signal.zone() == "world";
    if (grid.table == "the yearly table" && is_judgement) text += ", a judgement";
    if (grid.table == "the yearly table" && !is_judgement) {
      text += cite(std::string_view{signal.kind() == GridKind::average ? "ember" : "unfccc2021"});
    }
    return text + ")";
  }

  const EnergyLedger& energy_;
  const GridAssignment& grids_;
  const CarbonLedger& carbon_;
  const TraceHeader& header_;
  ScenarioValues scenario_;
  MethodsParagraph result_;
};

std::string own_entry() {
  return fmt::format(
      "@misc{{{},\n  author = {{{{The Roundwatt authors}}}},\n  title = {{{{Roundwatt}}: a simulator of the energy and "
      "carbon of federated learning}},\n  year = {{{}}},\n  note = {{Version {}, commit {}}}\n}}\n",
      program_key, release_year, program_version, git_commit.substr(0, 12));
}

}  // namespace

MethodsParagraph methods_paragraph(const EnergyLedger& energy, const GridAssignment& grids, const CarbonLedger& carbon) {
  return Paragraph{energy, grids, carbon}.write();
}

std::string bibtex(const std::set<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) {
    if (!text.empty()) text += "\n";
    text += key == program_key ? own_entry() : std::string{reference(key).entry};
  }
  return text;
}

}  // namespace roundwatt
