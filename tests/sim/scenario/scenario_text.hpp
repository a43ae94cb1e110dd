#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace roundwatt {

/// The shortest scenario that is complete: twelve lines, on which tests build.
inline const std::string short_scenario = R"(roundwatt: 1
name: short
platform: {file: p.xml}
workload:
  model: {size: 1MB}
  compute: {flops_per_sample: 1Gf}
  aggregation: {flops_per_update: 0}
data: {clients: 10, samples_per_client: 50}
learning: {local: {batch_size: 10}}
federation:
  clients_per_round: 5
stop: {rounds: 3}
)";

/// Ten clients that learn on a cube; \p federation is the value of that section.
inline std::string trained_scenario(const std::string& federation) {
  return R"(roundwatt: 1
name: trained
platform: {file: p.xml}
workload: {compute: {overhead_per_batch: 0}}
data: {dataset: fcube, clients: 10}
learning: {kind: real, local: {batch_size: 10}, solver: {learning_rate: 0.1}}
federation: )" +
         federation + "\nstop: {rounds: 3}\n";
}

/// What the user is told of \p yaml; "accepted" where there is nothing to tell.
inline std::string complaint(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  try {
    parse_scenario(yaml, "", overrides);
  } catch (const UserError& error) {
    return error.what();
  }
  return "accepted";
}

/// What the user is told of the short scenario with \p overrides.
inline std::string complaint_with(const std::vector<std::string>& overrides) { return complaint(short_scenario, overrides); }

/// The same, of a file.
inline std::string complaint_of_file(const std::filesystem::path& file, const std::vector<std::string>& overrides = {}) {
  try {
    read_scenario(file, overrides);
  } catch (const UserError& error) {
    return error.what();
  }
  return "accepted";
}

/// Makes an empty folder the working directory until the end of the test, so that messages name files as a user does.
class TemporaryFolder {
 public:
  TemporaryFolder() : before_{std::filesystem::current_path()} {
    std::string name = (std::filesystem::temp_directory_path() / "roundwatt-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    std::filesystem::current_path(folder_);
  }
  ~TemporaryFolder() {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(folder_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  void write(const std::filesystem::path& file, const std::string& text) const {
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
  }

 private:
  std::filesystem::path before_, folder_;
};

}  // namespace roundwatt
