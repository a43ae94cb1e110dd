#include "sim/scenario/compression_keys.hpp"

#include <fmt/format.h>

#include "sim/scenario/number_format.hpp"
#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

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
  const CompressionKind kind = scenario.federation.compression.kind;
  RuleBook rules{uses};
  const KeyUse& said = rules.use("federation.compression.kind");
  if (!said.good) return {};
  rules.reserve("federation.compression.levels", kind == CompressionKind::qsgd, "with federation.compression.kind qsgd");
  rules.reserve("federation.compression.share", kind == CompressionKind::top_k || kind == CompressionKind::random_k,
                "with federation.compression.kind top-k or random-k");
  const bool scaffold = scenario.learning.kind == LearningKind::real && scenario.learning.solver.kind == SolverKind::scaffold;
  if (scaffold && kind != CompressionKind::none && rules.use("learning.solver.kind").good) {
    rules.break_at(said,
                   fmt::format("{}, but learning.solver.kind = scaffold sends control variates beside the model, for which "
                               "no compression is defined. Change either.",
                               RuleBook::says(said)));
  }
  return rules.take();
}

}  // namespace roundwatt
