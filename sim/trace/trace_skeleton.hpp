#pragma once

#include <filesystem>
#include <type_traits>

#include "sim/base/embedded_file.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

/// Whether every trace has the table of \p Row, even without rows; the others appear with their first row.
template <class Row>
constexpr bool in_skeleton =
    !std::is_same_v<Row, HostStateRow> && !std::is_same_v<Row, HostTotalRow> && !std::is_same_v<Row, PluginEnergyRow> &&
    !std::is_same_v<Row, SignalRow> && !std::is_same_v<Row, LabelRow> && !std::is_same_v<Row, ValidationRow> &&
    !std::is_same_v<Row, LearningMetricsRow> && !std::is_same_v<Row, TopologyRow> && !std::is_same_v<Row, BatteryPackRow> &&
    !std::is_same_v<Row, BatteryRow>;

/// Creates a trace without rows and header: what all traces have in common. Setting up a hundred columns costs HDF5 ten
/// milliseconds, so this is done once, when the program is built. \throws RunError when HDF5 refuses.
void write_trace_skeleton(const std::filesystem::path& file);

/// That file.
const std::vector<EmbeddedFile>& trace_skeleton();

}  // namespace roundwatt
