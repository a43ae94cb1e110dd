#pragma once

#include <string>
#include <vector>

#include "sim/platform/platform_check.hpp"

namespace roundwatt {

/// What the verbs share: a scenario, what overrides it, and SimGrid's own arguments.
struct ScenarioOptions {
  std::string scenario;
  std::vector<std::string> overrides;
  std::vector<std::string> simgrid_arguments;
  MemoryLimit memory = MemoryLimit::machine;
};

enum class Chatter { progress, quiet, json };

struct RunOptions {
  ScenarioOptions input;
  std::string output;  ///< empty: the scenario's name with .h5, in the working directory
  Chatter chatter = Chatter::progress;
  bool force = false;
  std::size_t threads = 0;  ///< that train models; 0: one for each processor
};

struct ValidateOptions {
  ScenarioOptions input;
  bool json = false;
  bool print_scenario = false;
};

struct PartitionOptions {
  ScenarioOptions input;
  bool json = false;
};

struct PlatformCheckOptions {
  std::vector<std::string> files;
  MemoryLimit memory = MemoryLimit::machine;
};

enum class ListForm { text, json };

enum class DefaultsForm { text, markdown, json_schema };

/// The verbs: each returns its exit code, prints results on stdout and all else on stderr. \throws UserError, RunError.
int run_run(const RunOptions& options);
int run_validate(const ValidateOptions& options);
int run_partition(const PartitionOptions& options);
int run_defaults(DefaultsForm form);
int run_list(ListForm form);
int run_platform_check(const PlatformCheckOptions& options);

}  // namespace roundwatt
