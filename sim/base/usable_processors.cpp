#include "sim/base/usable_processors.hpp"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

namespace roundwatt {

namespace {

namespace fs = std::filesystem;

/// Of cpu.max: "max 100000" or "150000 100000", microseconds in each period.
std::optional<double> grant_of_v2(const fs::path& group) {
  std::ifstream file{group / "cpu.max"};
  double quota = 0, period = 0;
  if (file >> quota >> period && quota > 0 && period > 0) return quota / period;
  return std::nullopt;
}

std::optional<double> grant_of_v1(const fs::path& group) {
  std::ifstream quota_file{group / "cpu.cfs_quota_us"}, period_file{group / "cpu.cfs_period_us"};
  double quota = 0, period = 0;
  if (quota_file >> quota && period_file >> period && quota > 0 && period > 0) return quota / period;
  return std::nullopt;
}

/// The least that the groups from \p group up to \p root grant.
template <class Grant>
std::optional<double> least_grant(fs::path group, const fs::path& root, const Grant& grant_of) {
  std::optional<double> least;
  while (true) {
    if (const auto grant = grant_of(group)) least = std::min(least.value_or(*grant), *grant);
    if (group == root || !group.has_relative_path()) return least;
    group = group.parent_path();
  }
}

bool names_cpu(const std::string& controllers) {
  std::istringstream list{controllers};
  for (std::string one; std::getline(list, one, ',');) {
    if (one == "cpu") return true;
  }
  return false;
}

}  // namespace

std::optional<double> granted_processors(const fs::path& membership, const fs::path& mount) {
  std::ifstream file{membership};
  std::optional<double> least;
  // number:controllers:/path, the controllers of v2 empty
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const fs::path below = fs::path{line.substr(second + 1)}.relative_path();
    const fs::path root = controllers.empty() ? mount : mount / controllers;
    const fs::path group = below.empty() ? root : root / below;
    std::optional<double> grant;
    if (controllers.empty()) grant = least_grant(group, root, grant_of_v2);
    if (names_cpu(controllers)) grant = least_grant(group, root, grant_of_v1);
    if (grant) least = std::min(least.value_or(*grant), *grant);
  }
  return least;
}

std::size_t usable_processors() {
  std::size_t count = std::max(1U, std::thread::hardware_concurrency());
  // A set of the usual size is too small on machines of more than 1,024 processors.
  for (int places = CPU_SETSIZE; places <= 1 << 20; places *= 2) {
    cpu_set_t* allowed = CPU_ALLOC(static_cast<std::size_t>(places));
    if (allowed == nullptr) break;
    const std::size_t size = CPU_ALLOC_SIZE(static_cast<std::size_t>(places));
    const bool known = sched_getaffinity(0, size, allowed) == 0;
    if (known) count = static_cast<std::size_t>(CPU_COUNT_S(size, allowed));
    CPU_FREE(allowed);
    if (known) break;
  }
  if (const auto granted = granted_processors("/proc/self/cgroup", "/sys/fs/cgroup")) {
    count = std::min(count, static_cast<std::size_t>(std::ceil(*granted)));
  }
  return std::max<std::size_t>(1, count);
}

}  // namespace roundwatt
