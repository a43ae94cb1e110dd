#include "sim/scenario/unknown_keys.hpp"

#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("a misspelt key is refused with the nearest right one") {
  CHECK(complaint(short_scenario + "sede: 3\n") == "line 13: sede: no such key. Did you mean seed?");
  CHECK(complaint(short_scenario + "federaton: {mode: centralized}\n") ==
        "line 13: federaton: no such key. Did you mean federation?");
}

TEST_CASE("a key in the wrong section is sent to the right one") {
  CHECK(complaint(short_scenario + "clients_per_round: 3\n") ==
        "line 13: clients_per_round: no such key. Did you mean federation.clients_per_round?");
  CHECK(complaint(short_scenario + "trace: {deadlin: 3}\n") ==
        "line 13: trace.deadlin: no such key. Did you mean federation.stragglers.deadline?");
  CHECK(complaint(short_scenario + "model: x\n") ==
        "line 13: model: no such key. Did you mean platform.network.model or learning.model or workload.model?");
}

TEST_CASE("a key that resembles none is told what could stand there") {
  CHECK(complaint(short_scenario + "carbon: {xyzzyplugh: 1}\n") ==
        "line 13: carbon.xyzzyplugh: no such key. Keys here: boundary, grid, forecast.");
}

TEST_CASE("a path in one key is refused: it would be read by nobody") {
  CHECK(complaint(short_scenario + "trace.bucket: 2h\n") ==
        "line 13: trace.bucket: no such key. Write it as trace: {bucket: …}.");
  CHECK(complaint(short_scenario + "trace: {include: base.yaml}\n") ==
        "line 13: trace.include: no such key. include stands at the top of a file.");
}

TEST_CASE("a section that is no mapping is told its keys") {
  CHECK(complaint(short_scenario + "carbon: grid.csv\n") ==
        "line 13: carbon = grid.csv, but it is a section with the keys boundary, grid, forecast.");
  CHECK(complaint(short_scenario + "carbon:\n") == "accepted");
}

TEST_CASE("a required key that was misspelt is not called missing too") {
  CHECK(complaint_with({"learning.local={batchsize: 3}", "learning.local.batch_size=null"}) ==
        "the command line, --set learning.local={batchsize: 3}: learning.local.batchsize: no such key. "
        "Did you mean learning.local.batch_size?");
  CHECK(complaint_with({"stop.round=3", "stop.rounds=null"}) ==
        "the command line, --set stop.round=3: stop.round: no such key. Did you mean stop.rounds?");
}

TEST_CASE("thousands of wrong keys are counted, not listed") {
  std::string yaml = short_scenario;
  for (int i = 0; i < 5000; ++i) yaml += "wrong" + std::to_string(i) + ": 1\n";
  const std::string told = complaint(yaml);
  CHECK(told.size() < 10000);
  CHECK_THAT(told, EndsWith("and 4950 more problems."));
}

}  // namespace roundwatt
