#include "sim/scenario/availability_rules.hpp"

#include <fmt/format.h>

#include "sim/scenario/rule_book.hpp"
namespace roundwatt {

std::vector<Problem> broken_availability_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  const AvailabilityChoice& availability = scenario.federation.availability;
  RuleBook rules{uses};
  const KeyUse& to = rules.use_of(&availability.to);
  if (!to.given || !to.good || !to.key->scope.holds() || availability.from != availability.to) return {};
  rules.break_at(to, fmt::format("{} is also when clients come: that is no time, or all day. Say another hour, or "
                                 "federation.availability.kind: always.",
                                 RuleBook::says(to)));
  return rules.take();
}

}  // namespace roundwatt
