#include "sim/scenario/asynchronous_rules.hpp"

#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// FedAsync that learns on a cube.
const std::string trained =
    trained_scenario("\n  mode: asynchronous\n  asynchronous: {algorithm: fedasync, max_concurrency: 5, mixing_rate: 0.5}");

const std::vector<std::string> as_fedbuff{"federation.asynchronous.algorithm=fedbuff",
                                          "federation.asynchronous.mixing_rate=null", "federation.asynchronous.buffer_size=2"};

std::vector<std::string> fedbuff_with(const std::string& override_text) {
  std::vector<std::string> overrides = as_fedbuff;
  overrides.push_back(override_text);
  return overrides;
}

}  // namespace

TEST_CASE("an asynchronous server learns by FedAsync or FedBuff") {
  CHECK(complaint(trained) == "accepted");
  CHECK(complaint(trained, as_fedbuff) == "accepted");
  CHECK(complaint(trained, {"learning.solver={kind: fedprox, mu: 0.1}"}) == "accepted");
  CHECK_THAT(complaint(trained, {"federation.asynchronous.mixing_rate=null"}),
             ContainsSubstring("mixing_rate is missing (required with algorithm fedasync, when learning.kind is real)"));
}

TEST_CASE("rules that need a cohort with one model are refused with the reason") {
  CHECK_THAT(complaint(trained, {"learning.solver.kind=scaffold"}), ContainsSubstring("clients that start from one model"));
  CHECK_THAT(complaint(trained, {"learning.solver.kind=feddyn"}), ContainsSubstring("a mean over the clients of one round"));
  CHECK_THAT(complaint(trained, {"learning.solver.kind=fednova"}),
             ContainsSubstring("weighs the steps of the clients of one round"));
  CHECK_THAT(complaint(trained, {"learning.server.optimizer=median"}), ContainsSubstring("Leave the optimizer out."));
  CHECK_THAT(complaint(trained, {"learning.server.weights=uniform"}), ContainsSubstring("counts updates alike"));
}

TEST_CASE("each algorithm has its own rate") {
  CHECK_THAT(complaint(trained, {"learning.server.learning_rate=0.5"}),
             ContainsSubstring("fedasync goes as far as federation.asynchronous.mixing_rate says."));
  CHECK(complaint(trained, fedbuff_with("learning.server.learning_rate=0.5")) == "accepted");
  CHECK_THAT(complaint(trained, fedbuff_with("federation.asynchronous.mixing_rate=0.3")),
             ContainsSubstring("fedbuff goes as far as learning.server.learning_rate says."));
}

TEST_CASE("each discount has its own numbers") {
  const std::string group = "federation.asynchronous.staleness_discount=";
  CHECK(complaint(trained, {group + "{kind: hinge, slope: 3, grace: 2}"}) == "accepted");
  CHECK(complaint(trained, {group + "{kind: polynomial, exponent: 1}"}) == "accepted");
  CHECK(complaint(trained, {group + "{kind: constant}"}) == "accepted");
  CHECK_THAT(complaint(trained, {group + "{kind: constant, exponent: 1}"}), ContainsSubstring("has no such number."));
  CHECK_THAT(complaint(trained, {group + "{kind: polynomial, grace: 1}"}), ContainsSubstring("has no such number."));
}

}  // namespace roundwatt
