#include "sim/energy/host_power.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

HostPower powers(double idle, double epsilon, double busy) {
  return {.off = Watts{0.5},
          .idle = Watts{idle},
          .epsilon = Watts{epsilon},
          .busy = Watts{busy},
          .radio_rx = Watts{1},
          .radio_tx = Watts{2}};
}

}  // namespace

TEST_CASE("power grows with the load, from epsilon at the first operation to busy on all cores") {
  // One of four cores at 10:20:60 W: 20 + (60 - 20) / 4 = 30 W, of which 10 are there anyway.
  const HostPowerParts one_core = powers(10, 20, 60).at({.cpu_load = 0.25});
  CHECK(one_core.base.value() == 10);
  CHECK(one_core.compute.value() == soft(20));
  CHECK(one_core.total().value() == soft(30));
  CHECK(powers(10, 20, 60).at({.cpu_load = 1}).total().value() == soft(60));
  CHECK(powers(10, 20, 60).at({.cpu_load = 1e-12}).total().value() == soft(20));
  CHECK(powers(10, 20, 60).at({}).total().value() == 10);
  // Half the speed at 5:8:50 W: 8 + (50 - 8) / 2 = 29 W.
  CHECK(powers(5, 8, 50).at({.cpu_load = 0.5}).total().value() == soft(29));
}

TEST_CASE("a host that is off draws its off power and nothing else") {
  const HostPowerParts off = powers(5, 8, 50).at({.on = false, .cpu_load = 1, .receiving = true, .sending = true});
  CHECK(off.base.value() == 0.5);
  CHECK(off.total().value() == 0.5);
}

TEST_CASE("the radio adds its power above idle, each direction its own, whatever the load") {
  const HostPower host = powers(5, 8, 50);
  CHECK(host.at({.receiving = true}).total().value() == soft(5 + 1));
  CHECK(host.at({.sending = true}).total().value() == soft(5 + 2));
  // 8 + 42 x 1 = 50 W of computing, 1 and 2 W of radio.
  CHECK(host.at({.cpu_load = 1, .receiving = true, .sending = true}).total().value() == soft(50 + 1 + 2));
}
