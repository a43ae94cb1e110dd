#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace roundwatt {

/// A number from the environment, for who wants to look at one seed or at thousands.
inline std::uint64_t wish(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::stoull(text);
}

}  // namespace roundwatt
