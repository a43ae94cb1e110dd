#include "sim/learning/asynchronous_averaging.hpp"

#include <rapidcheck.h>

#include "sim/base/error.hpp"
#include "tests/catch.hpp"

using namespace roundwatt;

namespace {

GlobalModel model_at(double w) { return {Parameters::Constant(1, static_cast<float>(w)), {}}; }

LocalUpdate returned(double w) {
  LocalUpdate update;
  update.parameters = model_at(w).parameters;
  update.samples = 1;
  return update;
}

Origin from(double w, double discount = 1) { return {std::make_shared<GlobalModel>(model_at(w)), discount}; }

double merged(const AsynchronousRule& rule, double w, const std::vector<LocalUpdate>& updates,
              const std::vector<Origin>& origins) {
  return static_cast<double>(merge(rule, model_at(w), updates, origins).parameters[0]);
}

}  // namespace

TEST_CASE("a stale update takes FedAsync less far than FedBuff") {
  // From w = 0 with α = 1/2 a client returns 1: both go to 1/2. Then one that also started from 0 returns 2: FedAsync mixes,
  // 1/2 · 1/2 + 1/2 · 2 = 1.25; FedBuff adds half of the change 2 − 0, 1/2 + 1 = 1.5.
  CHECK(merged(FedAsync{0.5}, 0, {returned(1)}, {from(0)}) == 0.5);
  CHECK(merged(FedBuff{0.5}, 0, {returned(1)}, {from(0)}) == 0.5);
  CHECK(merged(FedAsync{0.5}, 0.5, {returned(2)}, {from(0)}) == 1.25);
  CHECK(merged(FedBuff{0.5}, 0.5, {returned(2)}, {from(0)}) == 1.5);
}

TEST_CASE("FedBuff with a buffer of one is the delta form of FedAsync") {
  CHECK(rc::check("x + α s (x_k − x_base)", [] {
    const auto small = [] { return *rc::gen::inRange(-1000, 1000) / 64.0; };
    const double x = small(), base = small(), update = small();
    const double rate = *rc::gen::inRange(1, 64) / 64.0, discount = *rc::gen::inRange(1, 64) / 64.0;
    const double found = merged(FedBuff{rate}, x, {returned(update)}, {from(base, discount)});
    RC_ASSERT(found == static_cast<double>(static_cast<float>(x + rate * discount * (update - base))));
  }));
}

TEST_CASE("a fresh update takes both forms equally far") {
  CHECK(rc::check("x = x_base", [] {
    const auto small = [] { return *rc::gen::inRange(-1000, 1000) / 64.0; };
    const double x = small(), update = small();
    const double rate = *rc::gen::inRange(1, 64) / 64.0;
    RC_ASSERT(merged(FedBuff{rate}, x, {returned(update)}, {from(x)}) ==
              merged(FedAsync{rate}, x, {returned(update)}, {from(x)}));
  }));
}

TEST_CASE("a buffer counts each change by its discount and divides by all") {
  // η = 2, K = 2: 1 + 2/2 (1 · (3 − 1) + 1/2 · (4 − 0)) = 5.
  CHECK(merged(FedBuff{2}, 1, {returned(3), returned(4)}, {from(1), from(0, 0.5)}) == 5);
}

TEST_CASE("a discount of one half and a mixing rate of one half mix a quarter") {
  // 3/4 · 4 + 1/4 · 8 = 5.
  CHECK(merged(FedAsync{0.5}, 4, {returned(8)}, {from(0, 0.5)}) == 5);
}

TEST_CASE("nothing merged changes nothing and a diverged update is refused") {
  CHECK(merged(FedBuff{1}, 3, {}, {}) == 3);
  LocalUpdate diverged = returned(1);
  diverged.diverged = true;
  CHECK_THROWS_AS(merged(FedAsync{0.5}, 0, {diverged}, {from(0)}), RunError);
}
