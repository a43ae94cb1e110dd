#include "sim/learning/eigen_blocking.hpp"

#include <Eigen/Core>

namespace roundwatt {

namespace {

constexpr std::ptrdiff_t kibibyte = 1024;

}  // namespace

void pin_eigen_blocking() {
  // A function's static is initialised once, by one thread, while the others wait.
  [[maybe_unused]] static const bool pinned = [] {
    Eigen::setCpuCacheSizes(32 * kibibyte, 512 * kibibyte, 4096 * kibibyte);
    return true;
  }();
}

}  // namespace roundwatt
