#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/report/report.hpp"
#include "analysis/study/target.hpp"
#include "sim/base/boundary.hpp"

namespace roundwatt {

/// What is asked of runs.
struct TargetQuestion {
  std::optional<double> accuracy;       ///< in [0, 1]
  std::optional<double> grams;          ///< a budget
  std::optional<std::size_t> in_a_row;  ///< evaluations for which a target must hold; nothing: to the end
};

/// The tables that \p question asks for, and the Pareto front.
ReportSection target_section(const std::vector<RunProgress>& runs, const TargetQuestion& question, Boundary boundary);

}  // namespace roundwatt
