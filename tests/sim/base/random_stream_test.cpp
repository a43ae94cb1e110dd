#include "sim/base/random_stream.hpp"

#include <rapidcheck.h>

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "tests/soft.hpp"

namespace roundwatt {

namespace {

std::vector<std::uint64_t> first_numbers(RandomStream stream, int count) {
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(stream());
  return numbers;
}

}  // namespace

TEST_CASE("the numbers of a stream never change: every published result depends on them") {
  // Philox 4x64-10 with the key {42, FNV-1a("selection")} and the counters {0, 3, 7, 0} and {1, 3, 7, 0}, computed by another
  // implementation that passes Random123's known answers.
  const std::vector<std::uint64_t> numbers = first_numbers(RandomStream{42, "selection", 3, 7}, 6);
  CHECK(numbers == std::vector<std::uint64_t>{3303087119569718674U, 10955496727065813017U, 5862398151338088043U,
                                              2567732446113305296U, 8979180363192899004U, 17994001926207350760U});
}

TEST_CASE("seed, name and both keys each make a stream of its own") {
  std::set<std::uint64_t> first;
  for (const std::uint64_t seed : {0U, 1U}) {
    for (const std::string name : {"data", "selection"}) {
      for (const std::uint64_t key1 : {0U, 1U}) {
        for (const std::uint64_t key2 : {0U, 1U}) first.insert(RandomStream{seed, name, key1, key2}());
      }
    }
  }
  CHECK(first.size() == 16);
}

TEST_CASE("what one stream has drawn does not touch another") {
  RandomStream one{1, "data"};
  first_numbers(one, 1000);
  RandomStream used{1, "latency"};
  for (int i = 0; i < 1000; ++i) used();
  CHECK(first_numbers(RandomStream{1, "data"}, 5) == first_numbers(one, 5));
}

TEST_CASE("each whole number below a bound is equally likely") {
  // 60,000 throws of a die: each face 10,000 times, standard deviation sqrt(60,000 x 1/6 x 5/6) = 91; five of them are allowed.
  RandomStream stream{7, "die"};
  std::array<int, 6> count{};
  for (int i = 0; i < 60000; ++i) ++count[stream.below(6)];
  for (const int face : count) CHECK(std::abs(face - 10000) < 456);
}

TEST_CASE("a number below a bound is below it") {
  CHECK(rc::check("for all bounds", [](std::uint64_t seed, std::uint64_t bound) {
    RC_PRE(bound > 0U);
    RandomStream stream{seed, "bound"};
    for (int i = 0; i < 10; ++i) RC_ASSERT(stream.below(bound) < bound);
  }));
  CHECK(RandomStream{1, "one"}.below(1) == 0);
}

}  // namespace roundwatt
