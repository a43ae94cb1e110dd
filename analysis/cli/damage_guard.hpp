#pragma once

#include <string>

#include "sim/base/crash_guard.hpp"

namespace roundwatt {

/// While a trace is read: HDF5 trusts what stands in a file, and may die of a damaged one. The program then ends with a message
/// that names the file, and exit code 2.
class DamageGuard {
 public:
  explicit DamageGuard(const std::string& file);

 private:
  CrashGuard guard_;
};

}  // namespace roundwatt
