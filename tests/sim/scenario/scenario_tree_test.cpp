#include "sim/scenario/scenario_tree.hpp"

#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("the later wins: included files in order, the file itself, the command line") {
  const TemporaryFolder folder;
  folder.write("base.yaml", short_scenario + "seed: 1\nstart: 2001-01-01\ntrace: {bucket: 1min}\ncarbon: {grid: a.csv}\n");
  folder.write("more.yaml", "seed: 2\nstart: 2002-01-01\ntrace: {bucket: 2min}\n");
  folder.write("run.yaml", "include: [base.yaml, more.yaml]\nseed: 3\nstart: 2003-01-01\n");
  const Scenario scenario = read_scenario("run.yaml", {"seed=4", "seed=5"});
  CHECK(scenario.seed == 5);
  CHECK(utc_text(scenario.start) == "2003-01-01T00:00:00Z");
  CHECK(scenario.trace.bucket == Seconds{120});
  CHECK(scenario.carbon.grid.as_written == "a.csv");
  CHECK(scenario.file == "run.yaml");
}

TEST_CASE("mappings with free names merge name by name, lists are replaced") {
  const TemporaryFolder folder;
  folder.write("run.yaml", "include: fleet.yaml\nplatform: {defaults: {hosts: {pue: 2, kind: null}}}\n");
  folder.write("fleet.yaml", short_scenario.substr(short_scenario.find("workload")) +
                                 "roundwatt: 1\nname: fleet\n"
                                 "platform: {file: p.xml, defaults: {hosts: {pue: 1.5, kind: device, model: tx2}}}\n");
  const Scenario scenario = read_scenario("run.yaml", {"workload.compute.samples_per_second.v1.5=3",
                                                       "federation.devices.sites=[a, b]", "federation.devices.sites=c"});
  CHECK(scenario.platform.defaults.hosts == std::map<std::string, std::string>{{"pue", "2"}, {"model", "tx2"}});
  CHECK(scenario.workload.samples_per_second == std::map<std::string, double>{{"v1.5", 3}});
  CHECK(scenario.federation.devices.sites == std::vector<std::string>{"c"});
}

TEST_CASE("null takes back what an included file said, a key without a value says nothing") {
  const TemporaryFolder folder;
  folder.write("base.yaml", short_scenario + "seed: 7\ntrace: {bucket: 1min}\n");
  folder.write("silent.yaml", "include: base.yaml\nseed:\ntrace:\n");
  folder.write("null.yaml", "include: base.yaml\nseed: null\ntrace: ~\n");
  CHECK(read_scenario("silent.yaml").seed == 7);
  CHECK(read_scenario("silent.yaml").trace.bucket == Seconds{60});
  CHECK(read_scenario("null.yaml").seed == 1);
  CHECK(read_scenario("null.yaml").trace.bucket == Seconds{3600});
  CHECK(read_scenario("base.yaml", {"seed="}).seed == 7);
  CHECK(read_scenario("base.yaml", {"seed=null"}).seed == 1);
}

TEST_CASE("a relative path starts at the folder of the file in which it stands") {
  const TemporaryFolder folder;
  folder.write("studies/shared/base.yaml", short_scenario + "carbon: {grid: ../grid.csv}\n");
  folder.write("studies/run.yaml", "include: shared/base.yaml\nplatform: {file: ../p.xml}\n");
  const Scenario scenario = read_scenario("studies/run.yaml", {"data.samples_per_client=null", "data.samples_file=here.csv"});
  CHECK(scenario.carbon.grid.path == "studies/grid.csv");
  CHECK(scenario.carbon.grid.as_written == "../grid.csv");
  CHECK(scenario.platform.file.path == "p.xml");
  CHECK(scenario.data.samples_file.path == "here.csv");
}

TEST_CASE("files that include each other are refused, a file included twice is not") {
  const TemporaryFolder folder;
  folder.write("a.yaml", "include: b.yaml\n");
  folder.write("b.yaml", "# comment\ninclude: ./a.yaml\n");
  CHECK(complaint_of_file("a.yaml") ==
        "b.yaml, line 2: include: a.yaml includes itself, directly or through others. Remove one of the includes.");
  folder.write("base.yaml", short_scenario);
  folder.write("left.yaml", "include: base.yaml\nseed: 1\n");
  folder.write("right.yaml", "include: base.yaml\nseed: 2\n");
  folder.write("diamond.yaml", "include: [left.yaml, right.yaml]\n");
  CHECK(read_scenario("diamond.yaml").seed == 2);
}

TEST_CASE("includes that grow without end are refused") {
  const TemporaryFolder folder;
  for (int i = 0; i < 40; ++i) {
    const std::string next = std::to_string(i + 1) + ".yaml";
    folder.write(std::to_string(i) + ".yaml", "include: [" + next + ", " + next + "]\n");
  }
  folder.write("40.yaml", short_scenario);
  CHECK_THAT(complaint_of_file("0.yaml"), ContainsSubstring("would be file 33 of this scenario; 32 are allowed."));
}

TEST_CASE("an included file that cannot be read is reported where it is included") {
  const TemporaryFolder folder;
  folder.write("run.yaml", "roundwatt: 1\ninclude: [nothing.yaml, /dev/zero, .]\n");
  CHECK(complaint_of_file("run.yaml") ==
        "run.yaml has 3 problems:\n"
        "  line 2: include: nothing.yaml cannot be read: No such file or directory.\n"
        "  line 2: include: /dev/zero cannot be read: it is a device.\n"
        "  line 2: include: . cannot be read: it is a folder.");
}

TEST_CASE("problems of all files come at once, in the order of reading, the command line last") {
  const TemporaryFolder folder;
  folder.write("base.yaml", short_scenario + "seed: x\ncarbon: [\n");
  folder.write("run.yaml", "include: [base.yaml, other.yaml]\nseed: -1\nstart: today\n");
  folder.write("other.yaml", "trace:\n  bucket: 0\n  bucket: 5 parsecs\n");
  CHECK(
      complaint_of_file("run.yaml", {"stop.time=soon", "nonsense", "include=base.yaml", "name=[a"}) ==
      "9 problems:\n"
      "  run.yaml, line 2: seed = -1, but it must be a whole number from 0 to 2^64 - 1.\n"
      "  run.yaml, line 3: start = today, but it must be a UTC time such as 2021-02-16T00:00:00Z.\n"
      "  base.yaml, line 15: this is no valid YAML: end of sequence flow not found. Close the [, or put the missing comma.\n"
      "  other.yaml, line 2: trace.bucket = 0, but it must be a time > 0, in s or with a unit, such as 300s.\n"
      "  other.yaml, line 3: trace.bucket stands twice (first on line 2). Remove one.\n"
      "  the command line, --set stop.time=soon: stop.time = soon, but it must be a time ≥ 1e-06, in s or with a unit, such as "
      "300s.\n"
      "  the command line, --set nonsense: an override has the form KEY=VALUE, such as stop.rounds=10.\n"
      "  the command line, --set include=base.yaml: files are included by files: write include: at the top of one.\n"
      "  the command line, --set name=[a: this is no valid YAML: end of sequence flow not found. Close the [, or put the "
      "missing comma.");
}

TEST_CASE("an override without a key is refused") {
  for (const std::string text : {"=5", "a..b=5", "", ".=1"}) {
    CHECK_THAT(complaint_with({text}), ContainsSubstring("an override has the form KEY=VALUE"));
  }
}

}  // namespace roundwatt
