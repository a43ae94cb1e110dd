#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/base/error.hpp"

namespace roundwatt {

/// One user of a LEAF file.
struct LeafUser {
  std::string name;
  std::vector<float> features;  ///< sample by sample
  std::vector<std::int32_t> labels;
};

struct LeafFile {
  std::filesystem::path file;
  std::size_t features = 0;  ///< of each sample; 0 where there is none
  std::vector<LeafUser> users;
};

/// \throws UserError when the file cannot be read or is no JSON of this kind; what is wrong with users goes to \p problems.
LeafFile read_leaf_file(const std::filesystem::path& file, ProblemList& problems);

}  // namespace roundwatt
