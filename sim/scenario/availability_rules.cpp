#include "sim/scenario/availability_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fedjoule {

std::vector<Problem> broken_availability_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  const AvailabilityChoice& availability = scenario.federation.availability;
  const auto of = [&](const void* field) {
    return *std::find_if(uses.begin(), uses.end(), [&](const KeyUse& use) { return use.key->field == field; });
  };
  const KeyUse to = of(&availability.to);
  if (!to.given || !to.good || !to.key->scope.holds() || availability.from != availability.to) return {};
  return {Problem{to.place.file, to.place.line,
                  fmt::format("{} = {} is also when clients come: that is no time, or all day. Say another hour, or "
                              "federation.availability.kind: always.",
                              to.key->path, to.shown)}};
}

}  // namespace fedjoule
