#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

namespace roundwatt {

/// Processors that this process may use: those of its affinity (taskset, Slurm), less where a control group grants less time.
/// At least 1.
std::size_t usable_processors();

/// Processors whose time the control groups of a process grant it, v2 (cpu.max) or v1 (cpu.cfs_quota_us), the least of all
/// groups around it; may be a fraction. Nothing: no limit. \p membership: as /proc/self/cgroup; \p mount: as /sys/fs/cgroup.
std::optional<double> granted_processors(const std::filesystem::path& membership, const std::filesystem::path& mount);

}  // namespace roundwatt
