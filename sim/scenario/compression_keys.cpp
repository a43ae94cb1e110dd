#include "sim/scenario/compression_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "sim/scenario/number_format.hpp"

namespace fedjoule {

void declare_compression(KeyList& keys, CompressionChoice& compression, const Scope& scope) {
  const auto is = [&compression](CompressionKind kind) { return [&compression, kind] { return compression.kind == kind; }; };
  const auto sparse = [&compression] {
    return compression.kind == CompressionKind::top_k || compression.kind == CompressionKind::random_k;
  };
  keys.section("federation.compression", "What clients make of an update before they send it.", scope);
  keys.add("federation.compression.kind",
           choice<CompressionKind>({{"none", CompressionKind::none},
                                    {"fp16", CompressionKind::half_precision},
                                    {"qsgd", CompressionKind::qsgd},
                                    {"top-k", CompressionKind::top_k},
                                    {"random-k", CompressionKind::random_k}}),
           compression.kind, optional_key(), "The rule: docs/methods/compression.md.");
  keys.add_if_stated("federation.compression.levels", whole_number(between(1, 32767)), compression.levels,
                     required_if("with kind qsgd", is(CompressionKind::qsgd)), "Levels of the norm that qsgd sends.");
  keys.add_if_stated("federation.compression.share", number(above_up_to(0, 1)), compression.share,
                     required_if("with kind top-k or random-k", sparse), "Share of the values that are sent.");
}

std::vector<Problem> broken_compression_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  const CompressionChoice& compression = scenario.federation.compression;
  std::vector<Problem> broken;
  const auto use = [&](std::string_view path) -> const KeyUse& {
    const auto found = std::find_if(uses.begin(), uses.end(), [&](const KeyUse& one) { return one.key->path == path; });
    if (found == uses.end()) throw std::logic_error{"a rule is about a key that is not declared"};
    return *found;
  };
  const KeyUse& kind = use("federation.compression.kind");
  if (!kind.good) return {};
  const auto reserve = [&](std::string_view path, bool holds, std::string_view where) {
    const KeyUse& key = use(path);
    if (holds || !key.given || !key.good || !key.key->changed()) return;
    broken.push_back({key.place.file, key.place.line,
                      fmt::format("{} = {} means something only {}. Remove it; null takes back what a file included.", path,
                                  key.shown, where)});
  };
  reserve("federation.compression.levels", compression.kind == CompressionKind::qsgd, "with federation.compression.kind qsgd");
  reserve("federation.compression.share",
          compression.kind == CompressionKind::top_k || compression.kind == CompressionKind::random_k,
          "with federation.compression.kind top-k or random-k");
  const bool scaffold = scenario.learning.kind == LearningKind::real && scenario.learning.solver.kind == SolverKind::scaffold;
  if (scaffold && compression.kind != CompressionKind::none && use("learning.solver.kind").good) {
    broken.push_back({kind.place.file, kind.place.line,
                      fmt::format("federation.compression.kind = {}, but learning.solver.kind = scaffold sends control "
                                  "variates beside the model, for which no compression is defined. Change either.",
                                  kind.shown)});
  }
  return broken;
}

}  // namespace fedjoule
