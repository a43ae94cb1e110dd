#include "tests/architecture/include_rules.hpp"

#include "tests/catch.hpp"

using namespace roundwatt;

namespace {

std::string objection_to(const std::string& file, const std::string& target) { return objection({file, 1, target}); }

/// Every objection to the includes below \p folder, one a line.
std::string objections_below(const std::string& folder) {
  std::string all;
  for (const IncludeLine& include : include_lines(ROUNDWATT_SOURCE_DIR, folder)) {
    if (const std::string wrong = objection(include); !wrong.empty()) all += include.text() + ": " + wrong + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("the simulator includes only what stands below") {
  CHECK(include_lines(ROUNDWATT_SOURCE_DIR, "sim").size() > 300);
  CHECK(objections_below("sim") == "");
}

TEST_CASE("the analysis includes only what stands below, and of the simulator what it may know") {
  CHECK(include_lines(ROUNDWATT_SOURCE_DIR, "analysis").size() > 50);
  CHECK(objections_below("analysis") == "");
}

TEST_CASE("a folder includes its own files and those of lower floors") {
  CHECK(objection_to("sim/base/unit.cpp", "sim/base/unit.hpp") == "");
  CHECK(objection_to("sim/energy/host_meter.hpp", "sim/trace/records.hpp") == "");
  CHECK(objection_to("sim/simulation/simulation.cpp", "sim/actors/recorder.hpp") == "");
  CHECK(objection_to("analysis/cli/carbon.cpp", "sim/grid/read_grid.hpp") == "");
  CHECK(objection_to("sim/base/unit.cpp", "vector") == "");
}

TEST_CASE("a step upstairs or next door is refused") {
  CHECK(objection_to("sim/trace/records.hpp", "sim/energy/host_meter.hpp") == "sim/energy is not below sim/trace");
  CHECK(objection_to("sim/grid/read_grid.cpp", "sim/trace/records.hpp") == "sim/trace is not below sim/grid");
  CHECK(objection_to("sim/scenario/scenario.hpp", "sim/energy/host_meter.hpp") == "sim/energy is not below sim/scenario");
  CHECK(objection_to("analysis/study/finding.hpp", "analysis/report/report.hpp") ==
        "analysis/report is not below analysis/study");
  CHECK(objection_to("sim/utils/helper.hpp", "vector") == "sim/utils has no floor");
  CHECK(objection_to("sim/base/unit.cpp", "sim/utils/helper.hpp") == "sim/utils has no floor");
  CHECK(objection_to("sim/base/unit.cpp", "../trace/records.hpp") == "includes start at the root");
}

TEST_CASE("only the trace file crosses from the simulator to the analysis") {
  CHECK(objection_to("sim/cli/run.cpp", "analysis/carbon/carbon_ledger.hpp") == "analysis/carbon is not below sim/cli");
  CHECK(objection_to("analysis/cli/carbon.cpp", "sim/energy/host_meter.hpp") == "analysis does not know sim/energy");
  CHECK(objection_to("analysis/study/run_summary.cpp", "sim/scenario/scenario.hpp") == "analysis does not know sim/scenario");
}

TEST_CASE("a library is included where it is at home") {
  CHECK(objection_to("sim/platform/fleet.hpp", "simgrid/s4u.hpp") == "");
  CHECK(objection_to("sim/cli/command_line.cpp", "hdf5.h") == "HDF5 is not at home in sim/cli");
  CHECK(objection_to("sim/energy/host_meter.cpp", "simgrid/plugins/energy.h") == "SimGrid is not at home in sim/energy");
  CHECK(objection_to("sim/energy/host_meter.cpp", "xbt/config.hpp") == "SimGrid is not at home in sim/energy");
  CHECK(objection_to("analysis/cli/info.cpp", "simgrid/s4u.hpp") == "SimGrid is not at home in analysis/cli");
  CHECK(objection_to("analysis/cli/info.cpp", "hdf5.h") == "HDF5 is not at home in analysis/cli");
  CHECK(objection_to("sim/cli/run.cpp", "H5Fpublic.h") == "HDF5 is not at home in sim/cli");
  CHECK(objection_to("sim/platform/platform_file.cpp", "yaml-cpp/yaml.h") == "yaml-cpp is not at home in sim/platform");
  CHECK(objection_to("sim/scenario/yaml_parser.cpp", "pugixml.hpp") == "pugixml is not at home in sim/scenario");
  CHECK(objection_to("sim/simulation/simulation.cpp", "CLI/CLI.hpp") == "CLI11 is not at home in sim/simulation");
  CHECK(objection_to("sim/base/command_line_program.hpp", "CLI/CLI.hpp") == "");
  CHECK(objection_to("sim/base/unit.cpp", "CLI/CLI.hpp") == "CLI11 is not at home in sim/base");
}
