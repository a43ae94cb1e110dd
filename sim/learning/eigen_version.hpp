#pragma once

#include <string>

namespace roundwatt {

/// Of the Eigen that the program was built with: "3.4.0". Learned figures differ in their last digits between versions.
std::string eigen_version();

}  // namespace roundwatt
