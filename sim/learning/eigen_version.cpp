#include "sim/learning/eigen_version.hpp"

#include <fmt/format.h>

#include <Eigen/Core>

namespace roundwatt {

std::string eigen_version() {
#if EIGEN_MAJOR_VERSION >= 5
  return fmt::format("{}.{}.{}", EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION, EIGEN_PATCH_VERSION);
#else
  return fmt::format("{}.{}.{}", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION);
#endif
}

}  // namespace roundwatt
