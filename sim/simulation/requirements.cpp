#include "sim/simulation/requirements.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <filesystem>
#include <map>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"
#include "sim/platform/property_names.hpp"

namespace roundwatt {

namespace {

/// Why \p file cannot be read, or nothing.
std::string complaint_about(const FileReference& file) {
  std::error_code unknown;
  const auto type = std::filesystem::status(file.path, unknown).type();
  if (type != std::filesystem::file_type::not_found) return "";
  return fmt::format("there is no file {}. A path starts at the folder of the file in which it stands", file.path.string());
}

/// A platform is read by the check, for its properties, and by SimGrid.
std::string complaint_about_platform(const FileReference& file) {
  std::error_code unknown;
  const bool ends = std::filesystem::is_fifo(file.path, unknown);
  return ends ? "a platform is read more than once, and a pipe can be read but once. Save it as a file" : complaint_about(file);
}

/// Reports every file that the run needs and that is not there, where the scenario names it.
void require_files(const Scenario& scenario) {
  ProblemList problems;
  const auto require = [&](const char* key, const FileReference& file, const std::string& complaint) {
    if (complaint.empty()) return;
    problems.add(scenario.problem(key, fmt::format("{} = {}: {}.", key, file.as_written, complaint)));
  };
  require("platform.file", scenario.platform.file, complaint_about_platform(scenario.platform.file));
  const auto require_if_used = [&](const char* key, const FileReference& file) {
    if (file.given()) require(key, file, complaint_about(file));
  };
  require_if_used("data.samples_file", scenario.data.samples_file);
  require_if_used("federation.availability.intervals.file", scenario.federation.availability.file);
  require_if_used("federation.devices.speed.file", scenario.federation.devices.speed_file);
  require_if_used("platform.background.file", scenario.platform.background.file);
  require_if_used("federation.devices.line.file", scenario.federation.devices.line_file);
  require_if_used("federation.topology.file", scenario.federation.topology.file);
  require_if_used("federation.devices.binding_file", scenario.federation.devices.binding_file);
  require_if_used("data.label_map_file", scenario.data.label_map_file);
  if (scenario.learning.kind == LearningKind::replay) require_if_used("learning.replay.file", scenario.learning.replay_file);
  if (uses_grid(scenario)) require_if_used("carbon.grid", scenario.carbon.grid);
  if (foresees_grid(scenario)) require_if_used("carbon.forecast.file", scenario.carbon.forecast.file);
  problems.throw_if_any();
}

/// Nobody but us reads defaults: a name that nobody reads is a misspelt one.
void require_property_names(const Scenario& scenario) {
  ProblemList problems;
  using Properties = std::map<std::string, std::string>;
  const auto require = [&](const char* key, const Properties& defaults, const std::string& group = "") {
    for (const auto& [name, value] : defaults) {
      if (is_property_name(name)) continue;
      const std::string hint = did_you_mean(name, property_names());
      const std::string cure = hint.empty() ? fmt::format(" Properties: {}.", fmt::join(property_names(), ", ")) : hint;
      problems.add(scenario.problem(key, fmt::format("{}{}.{}: nothing reads such a property.{}", key, group, name, cure)));
    }
  };
  const auto require_each = [&](const char* key, const std::map<std::string, Properties>& groups) {
    for (const auto& [name, defaults] : groups) require(key, defaults, "." + name);
  };
  for (const auto& [pstates, defaults] : scenario.platform.defaults.hosts_by_pstates) {
    const auto number = parse_number(pstates);
    if (number && *number >= 1 && *number == std::floor(*number)) continue;
    const char* const key = "platform.defaults.hosts_by_pstates";
    problems.add(
        scenario.problem(key, fmt::format("{}.{}: the name must be a number of pstates, from 1: {{3: {{…}}}}.", key, pstates)));
  }
  require("platform.defaults.hosts", scenario.platform.defaults.hosts);
  require_each("platform.defaults.hosts_by_model", scenario.platform.defaults.hosts_by_model);
  require_each("platform.defaults.hosts_by_pstates", scenario.platform.defaults.hosts_by_pstates);
  require("platform.defaults.links", scenario.platform.defaults.links);
  require("platform.defaults.zones", scenario.platform.defaults.zones);
  problems.throw_if_any();
}

/// Buckets that SimGrid's clock cannot tell apart would follow one another for ever at the same instant.
void require_bucket(const Scenario& scenario) {
  constexpr Seconds shortest{1e-6};
  if (scenario.trace.bucket.value() >= shortest.value()) return;
  throw UserError{std::vector{scenario.problem(
      "trace.bucket", fmt::format("trace.bucket = {}s, but it must be at least {}s. Most grids change by the hour: 1h.",
                                  scenario.trace.bucket.value(), shortest.value()))}};
}

}  // namespace

bool foresees_grid(const Scenario& scenario) {
  const Federation& federation = scenario.federation;
  if (federation.mode != Mode::synchronous) return false;
  return federation.selection.kind == SelectionKind::carbon_aware || federation.wait.slack.value() > 0;
}

bool uses_grid(const Scenario& scenario) { return scenario.stop.carbon || foresees_grid(scenario); }

const Scenario& checked(const Scenario& scenario) {
  require_property_names(scenario);
  require_bucket(scenario);
  require_files(scenario);
  return scenario;
}

}  // namespace roundwatt
