#pragma once

namespace roundwatt {

/// Which joules a workload answers for (docs/methods/carbon.md).
enum class Boundary {
  participation,  ///< devices from selection to the end of their upload; servers and links by the share they reserve
  incremental,    ///< only what is added above idle
  fleet           ///< everything that the run uses, over the whole run
};

}  // namespace roundwatt
