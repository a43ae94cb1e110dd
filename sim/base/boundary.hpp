#pragma once

namespace roundwatt {

/// Which joules a workload answers for (docs/methods/carbon.md).
enum class Boundary {
  participation,  ///< devices from selection to the end of their upload; servers and links by the share they reserve
  incremental,    ///< only what is added above idle
  fleet           ///< everything that the run uses, over the whole run
};

/// As scenarios and command lines say it.
constexpr const char* boundary_name(Boundary boundary) {
  switch (boundary) {
    case Boundary::incremental:
      return "incremental";
    case Boundary::fleet:
      return "fleet";
    case Boundary::participation:
      break;
  }
  return "participation";
}

}  // namespace roundwatt
