#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/scenario/read_scenario.hpp"
#include "sim/simulation/simulation.hpp"
#include "sim/trace/trace_reader.hpp"
#include "sim/trace/trace_writer.hpp"
#include "sim/trace/verify_trace.hpp"

namespace roundwatt {

/// A scenario of scenarios/small, simulated in this process (one a TEST_CASE), and its trace.
class SmallRun {
 public:
  explicit SmallRun(const std::string& name, std::vector<std::string> overrides = {})
      : file_{std::filesystem::temp_directory_path() / ("roundwatt-" + name + "-" + std::to_string(getpid()) + ".h5")} {
    overrides.emplace_back("trace.plugin_check=true");
    const Scenario scenario =
        read_scenario(std::string{ROUNDWATT_SOURCE_DIR} + "/scenarios/small/" + name + ".yaml", overrides);
    PreparedRun run{scenario, {}};
    TraceWriter trace{file_, run.header()};
    summary = simulate(run, trace);
  }
  ~SmallRun() { std::filesystem::remove(file_); }
  SmallRun(const SmallRun&) = delete;
  SmallRun& operator=(const SmallRun&) = delete;

  template <class Row>
  std::vector<Row> rows() const {
    return TraceReader{file_}.read_all<Row>();
  }
  template <class Row>
  std::int32_t row_named(const std::string& name) const {
    const auto all = rows<Row>();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Row& row) { return row.name == name; });
    return found == all.end() ? -1 : static_cast<std::int32_t>(found - all.begin());
  }
  std::int32_t host(const std::string& name) const { return row_named<HostRow>(name); }

  /// The part that \p host_name played in \p round.
  ParticipationRow participation(const std::string& host_name, std::int32_t round = 1) const {
    for (const auto& row : rows<ParticipationRow>()) {
      if (row.host == host(host_name) && row.round == round) return row;
    }
    throw RunError{host_name + " took no part in the round"};
  }
  /// The intervals of one host, in order.
  std::vector<HostEnergyRow> intervals(const std::string& host_name) const {
    std::vector<HostEnergyRow> own;
    for (const auto& row : rows<HostEnergyRow>()) {
      if (row.host == host(host_name)) own.push_back(row);
    }
    return own;
  }
  /// The joules of one host in all its intervals with one label.
  double energy(const std::string& host_name, Activity activity) const {
    double sum = 0;
    for (const auto& row : intervals(host_name)) sum += row.activity == activity ? row.energy_j : 0;
    return sum;
  }
  /// What one link carried in all.
  LinkEnergyRow link(const std::string& name) const {
    LinkEnergyRow sum;
    for (const auto& row : rows<LinkEnergyRow>()) {
      if (row.link != row_named<LinkRow>(name)) continue;
      sum.bytes += row.bytes;
      sum.airtime_s += row.airtime_s;
      sum.busy_s += row.busy_s;
      sum.energy_j += row.energy_j;
    }
    return sum;
  }

  /// Whether the trace keeps every invariant.
  bool verifies() const { return verify_trace(TraceReader{file_}).holds(); }

  RunSummary summary;

 private:
  std::filesystem::path file_;
};

}  // namespace roundwatt
