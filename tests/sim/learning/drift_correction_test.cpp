#include "sim/learning/drift_correction.hpp"

#include "sim/base/error.hpp"
#include "sim/learning/federated_averaging.hpp"
#include "tests/sim/learning/quadratic_clients.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

Catch::Approx nearly(double value) { return Catch::Approx(value).epsilon(0).margin(5e-6); }

}  // namespace

TEST_CASE("SCAFFOLD equals uniform FedAvg in round 1 only") {
  for (const ControlUpdate option : {ControlUpdate::gradient_at_global, ControlUpdate::mean_of_steps}) {
    ScaffoldServer scaffold{2};
    FedAvgServer plain{ClientWeights::uniform};
    // The second client holds two samples: it counts as much as the first.
    const std::vector<std::vector<Quadratic>> clients{{{1, 0}}, {{3, 1}, {3, 1}}};
    QuadraticFederation one{clients}, other{clients};
    CHECK(one.play(scaffold, full_batch(Scaffold{option}, 5)) == other.play(plain, full_batch(PlainSgd{}, 5)));
    CHECK(std::abs(one.play(scaffold, full_batch(Scaffold{option}, 5)) - other.play(plain, full_batch(PlainSgd{}, 5))) > 1e-3);
  }
}

TEST_CASE("SCAFFOLD tends to the minimum of the mean loss with both options") {
  // ½ w² + 3/2 (w − 1)² is least at 3 / 4. FedAvg ends at .6701: server_optimizer_test.cpp.
  for (const ControlUpdate option : {ControlUpdate::gradient_at_global, ControlUpdate::mean_of_steps}) {
    ScaffoldServer server{2};
    CHECK(QuadraticFederation{two_clients(1, 3)}.play(server, full_batch(Scaffold{option}, 5), 300) ==
          Approx(0.7500).margin(5e-5));
  }
}

TEST_CASE("the control variates of SCAFFOLD are gradients at the global model or means of steps") {
  ScaffoldServer first_server{2}, second_server{2};
  QuadraticFederation first{two_clients(1, 3)}, second{two_clients(1, 3)};
  // Option I: a_k (5 − c_k), 5 and 12, mean 8.5.
  first.play(first_server, full_batch(Scaffold{ControlUpdate::gradient_at_global}, 5));
  CHECK(first.state(0).control[0] == nearly(5));
  CHECK(first.state(1).control[0] == nearly(12));
  CHECK(first.global().control[0] == nearly(8.5));
  // Option II: y = 5 · .59049 = 2.95245 and 1 + 4 · .16807 = 1.67228; (5 − y) / (5 · .1) = 4.0951 and 6.65544, mean 5.37527.
  second.play(second_server, full_batch(Scaffold{ControlUpdate::mean_of_steps}, 5));
  CHECK(second.state(0).control[0] == nearly(4.0951));
  CHECK(second.state(1).control[0] == nearly(6.65544));
  CHECK(second.global().control[0] == nearly(5.37527));
  // Round 2 from 2.312365: w ← w − .1 (w − 4.0951 + 5.37527) five times gives −1.28017 + 3.592535 · .59049 = .841186, and the
  // next c_k is 4.0951 − 5.37527 + (2.312365 − .841186) / .5.
  second.play(second_server, full_batch(Scaffold{ControlUpdate::mean_of_steps}, 5));
  CHECK(second.state(0).control[0] == nearly(1.662188));
}

TEST_CASE("SCAFFOLD's server control moves by the share of the clients that took part") {
  ScaffoldServer server{8};
  QuadraticFederation federation{two_clients(1, 3)};
  federation.play(server, full_batch(Scaffold{ControlUpdate::gradient_at_global}, 5));
  CHECK(federation.global().control[0] == nearly((5.0 + 12) / 8));
  CHECK_THROWS_WITH(federation.play(server, full_batch(PlainSgd{}, 5)), ContainsSubstring("client 0 does not"));
}

TEST_CASE("FedDyn's first rounds come out as by hand and it tends to the minimum") {
  // α = 1. Round 1: w ← .8 w + .5 five times from 5 gives 2.5 + 2.5 · .32768 = 3.3192; w ← .6 w + .8 gives 2 + 3 · .07776 =
  // 2.23328. Mean 2.77624, mean change −2.22376, and the server adds the sum of the changes: .55248.
  // Round 2: h_k = 5 − w_k = 1.6808 and 2.76672. w ← .8 w + .223328 from .55248: 1.11664 − .56416 · .32768 = .931776;
  // w ← .6 w + .63192: 1.5798 − 1.02732 · .07776 = 1.4999156. Mean 1.2158457, change .6633657, sum −1.5603943: −.3445486.
  FedDynServer server{2};
  QuadraticFederation federation{two_clients(1, 3)};
  CHECK(federation.play(server, full_batch(FedDyn{1}, 5)) == nearly(0.55248));
  CHECK(federation.state(0).control[0] == nearly(1.6808));
  CHECK(federation.state(1).control[0] == nearly(2.76672));
  CHECK(federation.play(server, full_batch(FedDyn{1}, 5)) == nearly(-0.34455));
  CHECK(federation.play(server, full_batch(FedDyn{1}, 5), 300) == Approx(0.75).margin(5e-5));
}

TEST_CASE("FedDyn with a vanishing alpha is not FedAvg") {
  // Clients train as plain SGD, 2.95245 and 1.67228, mean 2.312365; the server goes on by the mean change once more.
  FedDynServer server{2};
  FedAvgServer plain{ClientWeights::uniform};
  CHECK(QuadraticFederation{two_clients(1, 3)}.play(plain, full_batch(PlainSgd{}, 5)) == nearly(2.312365));
  CHECK(QuadraticFederation{two_clients(1, 3)}.play(server, full_batch(FedDyn{1e-9}, 5)) == nearly(2.312365 - 2.687635));
}

TEST_CASE("FedDyn's sum of changes counts clients that stay away as unmoved") {
  FedDynServer server{4};
  // Mean change −2.22376 of 2 of 4 clients: 2.77624 − 2.22376 / 2
  CHECK(QuadraticFederation{two_clients(1, 3)}.play(server, full_batch(FedDyn{1}, 5)) == nearly(2.77624 - 1.11188));
}
