#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/file_reference.hpp"

namespace roundwatt {

/// Traffic of others: the share of the bandwidth of some links that is not there for the run. docs/methods/time.md.
struct BackgroundChoice {
  std::vector<std::string> links;  ///< declared names, in which * stands for anything; empty: none
  std::optional<double> share;     ///< in [0, 0.99], for the whole run
  FileReference file;              ///< or CSV: time_s,share

  bool operator==(const BackgroundChoice&) const = default;
};

}  // namespace roundwatt
