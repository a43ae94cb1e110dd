#include "sim/scenario/secure_aggregation_rules.hpp"

#include <fmt/format.h>

#include <string_view>

#include "sim/federation/client_selector.hpp"
#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

namespace {

constexpr const char* kind_path = "federation.secure_aggregation.kind";
constexpr const char* threshold_path = "federation.secure_aggregation.threshold";

/// Why there is no secure aggregation in a mode; empty where there is.
std::string_view reason_against(Mode mode) {
  switch (mode) {
    case Mode::synchronous:
      return "";
    case Mode::asynchronous:
      return "merges updates as they come, while masks cancel only in the sum over a cohort that was fixed before";
    case Mode::hierarchical:
      return "sums on aggregators that may be lost in the middle of the protocol, and for what their clients do then the "
             "protocol has no rule";
    case Mode::centralized:
      return "has no updates to hide";
    case Mode::gossip:
      return "has no server to hide updates from: neighbours see each other's models";
  }
  return "";
}

/// Why what a compression sends does not add up in a finite field; empty where nothing is compressed.
std::string_view reason_against(CompressionKind kind) {
  switch (kind) {
    case CompressionKind::none:
      return "";
    case CompressionKind::half_precision:
      return "sends floating-point numbers, which do not add up bit by bit: masked values are fixed-point, of "
             "federation.secure_aggregation.input_bits";
    case CompressionKind::qsgd:
      return "sends levels of each client's own norm, and levels of different norms do not add up";
    case CompressionKind::top_k:
      return "sends values at places of each client's own choice: they do not add up, and the places would be seen";
    case CompressionKind::random_k:
      return "sends values at places that each client draws for itself: they do not add up";
  }
  return "";
}

class SecureAggregationCheck {
 public:
  SecureAggregationCheck(const Scenario& scenario, const std::vector<KeyUse>& uses)
      : scenario_{scenario}, federation_{scenario.federation}, rules_{uses} {}

  std::vector<Problem> run() {
    if (!rules_.use(kind_path).good || !rules_.use("federation.mode").good) return {};
    if (federation_.secure_aggregation.kind == SecureAggregationKind::none) {
      check_reserved();
    } else if (const auto reason = reason_against(federation_.mode); !reason.empty()) {
      refuse("federation.mode", reason, "Say synchronous, or");
    } else {
      check_what_the_server_sees();
      check_late();
      check_cohort();
    }
    return rules_.take();
  }

 private:
  void check_reserved();
  void check_what_the_server_sees();
  void check_late();
  void check_cohort();

  /// secagg and what \p path says exclude each other, since the latter \p why.
  void refuse(std::string_view path, std::string_view why, std::string_view cure) {
    const KeyUse& kind = rules_.use(kind_path);
    rules_.break_at(kind, fmt::format("{}, but {} {}. {} remove secure aggregation.", RuleBook::says(kind),
                                      RuleBook::says_elsewhere(rules_.use(path), kind), why, cure));
  }

  const Scenario& scenario_;
  const Federation& federation_;
  RuleBook rules_;
};

void SecureAggregationCheck::check_reserved() {
  for (const char* name : {"threshold", "input_bits", "key_agreement_flops", "share_flops", "mask_flops_per_element"}) {
    rules_.reserve(std::string{"federation.secure_aggregation."} + name, false,
                   "with federation.secure_aggregation.kind secagg");
  }
}

void SecureAggregationCheck::check_what_the_server_sees() {
  const SelectionKind selection = federation_.selection.kind;
  if (selection == SelectionKind::oort || selection == SelectionKind::power_of_choice) {
    refuse("federation.selection.kind", "goes by the losses of single clients, which the server is not to see",
           "Choose another kind, or");
  }
  if (const auto reason = reason_against(federation_.compression.kind); !reason.empty()) {
    refuse("federation.compression.kind", reason, "Leave the updates as they are, or");
  }
  if (scenario_.learning.kind != LearningKind::real) return;
  const OptimizerKind server = scenario_.learning.server.kind;
  if (server == OptimizerKind::median || server == OptimizerKind::trimmed_mean) {
    refuse("learning.server.optimizer", "compares single updates, and the server sees their sum alone",
           "Choose another optimizer, or");
  }
}

void SecureAggregationCheck::check_late() {
  if (federation_.stragglers.late != Late::stale) return;
  refuse("federation.stragglers.late", "uses updates of rounds that are closed, whose masks cancel in no sum any more",
         "Say wait, drop or partial, or");
}

void SecureAggregationCheck::check_cohort() {
  const KeyUse& wanted = rules_.use("federation.clients_per_round");
  const KeyUse& threshold = rules_.use(threshold_path);
  const KeyUse& factor = rules_.use("federation.stragglers.over_selection");
  if (!wanted.given || !wanted.good || !threshold.given || !threshold.good || !factor.good) return;
  if (federation_.clients_per_round < 2) {
    refuse("federation.clients_per_round", "makes sums over one update, which hide nothing", "Raise it, or");
    return;
  }
  const std::size_t asked = clients_to_select(federation_.stragglers.over_selection, federation_.clients_per_round);
  const SecureAggregationChoice& choice = federation_.secure_aggregation;
  const std::size_t needed = SecureAggregation{choice.threshold, 0, choice.input_bits, asked, choice.costs}.needed(asked);
  if (needed <= static_cast<std::size_t>(federation_.clients_per_round)) return;
  rules_.break_at(
      threshold,
      fmt::format("{} of the {} clients asked are {}, but {}: a round closes before so many have delivered. Lower "
                  "the threshold or {}.",
                  RuleBook::says(threshold), asked, needed, RuleBook::says_elsewhere(wanted, threshold), factor.key->path));
}

}  // namespace

std::vector<Problem> broken_secure_aggregation_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  return SecureAggregationCheck{scenario, uses}.run();
}

}  // namespace roundwatt
