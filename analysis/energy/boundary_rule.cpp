#include "analysis/energy/boundary_rule.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"

namespace roundwatt {

Boundary parse_boundary(std::string_view name) {
  for (const Boundary boundary : {Boundary::participation, Boundary::incremental, Boundary::fleet}) {
    if (boundary_name(boundary) == name) return boundary;
  }
  throw UserError{fmt::format("'{}' is no boundary: participation, incremental or fleet.{}", name,
                              did_you_mean(name, {"participation", "incremental", "fleet"}))};
}

std::string boundary_in_words(Boundary boundary) {
  switch (boundary) {
    case Boundary::participation:
      return "devices from selection to the end of their upload, cancellation or failure; servers: their reserved share of "
             "idle "
             "power over the whole run, and all they add above idle; links: idle power x router share while they carry "
             "traffic, and what traffic adds";
    case Boundary::incremental:
      return "only what is added above idle: computing, radio, traffic on links";
    case Boundary::fleet:
      return "all energy of all hosts and links over the whole run, used or not";
  }
  throw RunError{"a boundary has no words"};
}

}  // namespace roundwatt
