#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

namespace roundwatt {

/// The parts of a path such as "federation.stragglers.deadline".
inline std::string last_key(const std::string& path) { return path.substr(path.rfind('.') + 1); }

/// The section in which a key stands; empty at the top of the file.
inline std::string section_of(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? "" : path.substr(0, dot);
}

/// How many sections stand around it.
inline std::size_t depth_of(const std::string& path) {
  return static_cast<std::size_t>(std::count(path.begin(), path.end(), '.'));
}

}  // namespace roundwatt
