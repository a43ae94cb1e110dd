#include "sim/scenario/scenario_rules.hpp"

#include <fmt/format.h>

#include <utility>

#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("a round cannot take more clients than there are") {
  CHECK(complaint_with({"data.clients=4"}) ==
        "line 11: federation.clients_per_round = 5, but data.clients = 4 (the command line, --set data.clients=4). "
        "Lower the one or raise the other.");
  CHECK(complaint_with({"data.clients=5"}) == "accepted");
  CHECK(complaint_with({"data.clients=all", "federation.clients_per_round=5000"}) == "accepted");
  CHECK(complaint_with({"data.clients=4", "federation.mode=centralized"}) == "accepted");
}

TEST_CASE("over-selection counts too: m = ceil(over_selection x clients_per_round - 1e-9)") {
  // 2 x 5 = 10 clients are there; 2.1 x 5 rounds up to 11.
  CHECK(complaint_with({"federation.stragglers.over_selection=2"}) == "accepted");
  CHECK(complaint_with({"federation.stragglers.over_selection=2.1"}) ==
        "the command line, --set federation.stragglers.over_selection=2.1: federation.stragglers.over_selection = 2.1 selects "
        "11 clients with federation.clients_per_round = 5 (line 11), but data.clients = 10 (line 8). "
        "Lower the former or raise the latter.");
}

TEST_CASE("the sizes of clients are said once") {
  CHECK(complaint_with({"data.samples_file=s.csv"}) ==
        "the command line, --set data.samples_file=s.csv: data.samples_file = s.csv, but data.samples_per_client = 50 (line 8) "
        "gives the sizes of clients too. Keep one; null takes back the other.");
  CHECK(complaint_with({"data.samples_file=s.csv", "data.samples_per_client=null"}) == "accepted");
  CHECK_THAT(complaint_with({"data.samples_per_client=null"}), ContainsSubstring("nothing says how many samples a client has"));
}

TEST_CASE("epochs and steps exclude each other") {
  CHECK(complaint_with({"learning.local.steps=3"}) == "accepted");
  CHECK(complaint_with({"learning.local.steps=3", "learning.local.epochs=2"}) ==
        "the command line, --set learning.local.steps=3: learning.local.steps = 3, but learning.local.epochs = 2 "
        "(the command line, --set learning.local.epochs=2): a client counts the one or the other. "
        "Keep one; null takes back the other.");
}

TEST_CASE("late clients need a deadline, and a deadline means that the late are dropped") {
  const Scenario scenario = parse_scenario(short_scenario, "", {"federation.stragglers.deadline=300s"});
  CHECK(scenario.federation.stragglers.late == Late::drop);
  CHECK(complaint(short_scenario + "# no more\n", {"federation.stragglers={deadline: 300s, late: wait}"}) ==
        "the command line, --set federation.stragglers={deadline: 300s, late: wait}: federation.stragglers.late = wait, but "
        "federation.stragglers.deadline = 300s (the command line, --set federation.stragglers={deadline: 300s, late: wait}): "
        "a server that waits has no use for a deadline. Say late: drop, or remove the deadline.");
  CHECK(
      complaint_with({"federation.stragglers.late=drop"}) ==
      "the command line, --set federation.stragglers.late=drop: federation.stragglers.late = drop, but nothing says from when "
      "a client is late. Give federation.stragglers.deadline, federation.stragglers.deadline_history.percentile or "
      "federation.stragglers.share.");
}

TEST_CASE("stragglers do not exist where the server trains alone") {
  const std::vector<std::string> centralized{"federation.mode=centralized", "federation.stragglers={deadline: 9}"};
  CHECK(complaint_with(centralized) ==
        "the command line, --set federation.stragglers={deadline: 9}: federation.stragglers.deadline = 9 means nothing where "
        "federation.mode is neither synchronous nor hierarchical. Remove it, or change federation.mode; null takes back what a "
        "file included.");
  CHECK(complaint_with({"federation.mode=centralized", "federation.stragglers={late: wait, over_selection: 1}"}) == "accepted");
}

TEST_CASE("what has no harmless default must be said") {
  // μ = 0 would make FedProx FedAvg, and a server rate of 1 lets the adaptive optimizers diverge.
  const std::string trained = trained_scenario("{clients_per_round: 5}");
  CHECK_THAT(complaint(trained, {"learning.solver.kind=fedprox"}),
             ContainsSubstring("learning.solver.mu is missing (required with learning.solver.kind fedprox)"));
  CHECK(complaint(trained, {"learning.solver={kind: fedprox, mu: 0, learning_rate: 0.1}"}) == "accepted");
  for (const std::string optimizer : {"fedadam", "fedyogi", "fedadagrad"}) {
    CHECK_THAT(complaint(trained, {"learning.server.optimizer=" + optimizer}),
               ContainsSubstring("learning.server.learning_rate is missing (required with learning.server.optimizer fedadam"));
  }
  CHECK(complaint(trained, {"learning.server={optimizer: fedadam, learning_rate: 0.01}"}) == "accepted");
  CHECK_THAT(complaint(trained, {"workload.compute.overhead_per_batch=null"}),
             ContainsSubstring("workload.compute.overhead_per_batch is missing (required with learning.kind real, unless"));
  CHECK(complaint(trained, {"workload.compute={overhead_per_batch: null, overhead_per_batch_by_model: {a: 1ms}}"}) ==
        "accepted");
}

TEST_CASE("a server that trains alone has no rule for updates, and asks nobody") {
  const std::string trained = trained_scenario("{mode: centralized}");
  CHECK(complaint(trained, {"learning.solver={momentum: 0.9, weight_decay: 0.1}", "learning.evaluate.per_epoch=2"}) ==
        "accepted");
  for (const std::string solver : {"fedprox", "scaffold", "fednova", "feddyn"}) {
    CHECK(complaint(trained, {"learning.solver.kind=" + solver}) ==
          "the command line, --set learning.solver.kind=" + solver + ": learning.solver.kind = " + solver +
              ", but it corrects how clients drift apart, and in mode centralized the server trains alone. Say sgd.");
  }
  for (const auto& [key, value] : {std::pair{"optimizer", "fedyogi"}, {"weights", "uniform"}, {"learning_rate", "0.5"}}) {
    CHECK(
        complaint(trained, {fmt::format("learning.server.{}={}", key, value)}) ==
        fmt::format("the command line, --set learning.server.{0}={1}: learning.server.{0} = {1}", key, value) +
            ", but in mode centralized the server trains alone: there are no updates to merge. Remove it; null takes back what "
            "a file included.");
  }
  for (const std::string filter : {"wifi", "charging"}) {
    CHECK(complaint(trained, {"federation.selection.filters=" + filter}) ==
          "the command line, --set federation.selection.filters=" + filter + ": federation.selection.filters = " + filter +
              ", but federation.mode = centralized asks no clients. Remove it; null takes back what a file included.");
  }
}

TEST_CASE("what is about tests of a trained model, or about a replay, is refused where there is none") {
  CHECK(
      complaint_with({"learning.evaluate.set=validation"}) ==
      "the command line, --set learning.evaluate.set=validation: learning.evaluate.set = validation means something only with "
      "learning.kind real. Remove it; null takes back what a file included.");
  CHECK(complaint_with({"federation.mode=centralized", "learning.evaluate.per_epoch=2"}) ==
        "the command line, --set learning.evaluate.per_epoch=2: learning.evaluate.per_epoch = 2 means something only with "
        "learning.kind real. Remove it; null takes back what a file included.");
  CHECK(complaint_with({"learning.evaluate={set: test, per_epoch: 1}"}) == "accepted");
  CHECK(complaint_with({"learning.replay.file=c.csv"}) ==
        "the command line, --set learning.replay.file=c.csv: learning.replay.file = c.csv means nothing where learning.kind is "
        "not replay. Remove it, or change learning.kind; null takes back what a file included.");
}

TEST_CASE("raw data goes only to a server that trains alone") {
  CHECK(complaint_with({"federation.upload_raw_data=true", "workload.sample.size=3kB"}) ==
        "the command line, --set federation.upload_raw_data=true: federation.upload_raw_data = true, but federation.mode = "
        "synchronous (by default): only a server that trains alone needs the samples.");
}

TEST_CASE("a target needs a source of accuracy") {
  CHECK(complaint_with({"stop.target_accuracy.value=0.7"}) ==
        "the command line, --set stop.target_accuracy.value=0.7: stop.target_accuracy.value = 0.7, but learning.kind = rounds "
        "(by default) knows no accuracy. Say learning.kind: real or replay, or stop by other means.");
  CHECK(complaint_with({"stop.target_accuracy.value=0.7", "learning.kind=replay", "learning.replay.file=c.csv"}) == "accepted");
  CHECK_THAT(complaint_with({"learning.kind=replay"}),
             ContainsSubstring("learning.replay.file is missing (required when learning.kind is replay)"));
  CHECK_THAT(complaint_with({"stop.target_accuracy.sustained=3"}), ContainsSubstring("stop.target_accuracy.value is missing"));
}

TEST_CASE("a run that nothing ends is refused") {
  CHECK(complaint_with({"stop=null"}) ==
        "nothing ends the run. Give stop.rounds, stop.time, stop.target_accuracy.value, stop.energy or stop.carbon.grams.");
  CHECK(complaint_with({"stop=null", "stop.energy=1kWh", "carbon.boundary=fleet"}) == "accepted");
}

TEST_CASE("a value that was refused breaks no rules beside") {
  CHECK(complaint_with({"data.clients=many"}) ==
        "the command line, --set data.clients=many: data.clients = many, but it must be all or a whole number ≥ 1.");
  CHECK(complaint_with({"stop.rounds=0"}) ==
        "the command line, --set stop.rounds=0: stop.rounds = 0, but it must be a whole number ≥ 1.");
}

}  // namespace roundwatt
