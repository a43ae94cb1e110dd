#include "sim/learning/update_payload.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("what algorithms send beyond the model is charged") {
  LocalOptions options;
  const Bytes model{1000};
  CHECK(payload_of(options).down(model) == Bytes{1000});
  CHECK(payload_of(options).up(model) == Bytes{1000});
  options.measure_initial_loss = true;  // q-FedAvg's loss
  CHECK(payload_of(options).up(model) == Bytes{1004});
  options.measure_initial_loss = false;
  options.solver = Scaffold{};
  CHECK(payload_of(options).down(model) == Bytes{2000});
  CHECK(payload_of(options).up(model) == Bytes{2000});
  options.solver = FedNova{};
  CHECK(payload_of(options).down(model) == Bytes{1000});
  CHECK(payload_of(options).up(model) == Bytes{1004});
}
