#include "sim/learning/training_pool.hpp"

#include <future>
#include <memory>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"

using namespace roundwatt;

namespace {

constexpr int repetitions = 200;  // the ends of job and pool meet differently each time

}  // namespace

TEST_CASE("the future of a job holds what it returned or threw") {
  TrainingPool pool{2};
  std::future<int> seven = pool.submit([](Workspace&) { return 7; });
  std::future<int> thrown = pool.submit([](Workspace&) -> int { throw std::runtime_error{"diverged"}; });
  CHECK(seven.get() == 7);
  CHECK_THROWS_WITH(thrown.get(), "diverged");
}

TEST_CASE("what a job holds is freed when the pool has ended") {
  for (int i = 0; i < repetitions; ++i) {
    auto data = std::make_shared<int>(i);
    const std::weak_ptr<int> watched = data;
    {
      TrainingPool pool{2};
      pool.submit([held = std::move(data)](Workspace&) { return *held; }).get();
    }
    REQUIRE(watched.expired());
  }
}
