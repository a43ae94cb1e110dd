#include <array>

#include "sim/learning/federated_averaging.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

LocalUpdate update_of(std::uint64_t client, float value, std::int64_t samples, double discount) {
  LocalUpdate update;
  update.client = client;
  update.parameters = Parameters::Constant(1, value);
  update.samples = samples;
  update.steps = 1;
  update.step_weight = 1;
  update.discount = discount;
  return update;
}

}  // namespace

TEST_CASE("a stale update counts by its samples times its discount and the weights are renormalised") {
  // Fresh 1 from 30 samples, stale 5 from 20 at one half: weights 30 and 10 of 40, 3/4 + 5/4 = 2.
  const std::array updates{update_of(0, 1, 30, 1), update_of(1, 5, 20, 0.5)};
  const GlobalModel start{Parameters::Constant(1, 7), Parameters{}};
  FedAvgServer by_samples{ClientWeights::samples};
  CHECK(by_samples.apply(start, updates).parameters[0] == soft(2));
  // Uniform: weights 1 and 1/2 of 3/2: 2/3 + 5/3.
  FedAvgServer uniform{ClientWeights::uniform};
  CHECK(uniform.apply(start, updates).parameters[0] == soft(7.0F / 3).margin(1e-6));
}

TEST_CASE("where all updates are equally stale their discount cancels") {
  const std::array fresh{update_of(0, 1, 30, 1), update_of(1, 5, 20, 1)};
  const std::array stale{update_of(0, 1, 30, 0.25), update_of(1, 5, 20, 0.25)};
  const GlobalModel start{Parameters::Constant(1, 7), Parameters{}};
  FedAvgServer server{ClientWeights::samples};
  CHECK(server.apply(start, stale).parameters[0] == server.apply(start, fresh).parameters[0]);
}
