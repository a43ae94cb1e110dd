#include "sim/federation/response_history.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

void play(ResponseHistory& history, std::int32_t round, std::size_t asked, const std::vector<double>& responses,
          double waited) {
  history.asked(round, asked);
  for (const double seconds : responses) history.answered(round, seconds);
  history.closed(round, waited);
}

}  // namespace

TEST_CASE("the deadline is the nearest-rank percentile of the responses") {
  // 80 % of 5 is the 4th: 40 s; with the next round's five as well the 8th of 10.
  ResponseHistory history{80, 10};
  CHECK_FALSE(history.deadline());
  play(history, 1, 5, {50, 10, 40, 20, 30}, 50);
  CHECK(history.deadline() == 40.0);
  play(history, 2, 5, {5, 15, 25, 35, 45}, 45);
  CHECK(history.deadline() == 40.0);
}

TEST_CASE("rounds beyond the last few are forgotten") {
  ResponseHistory history{100, 1};
  play(history, 1, 1, {50}, 50);
  play(history, 2, 1, {7}, 7);
  CHECK(history.deadline() == 7.0);
  history.answered(1, 90);  // an answer to a forgotten round
  CHECK(history.deadline() == 7.0);
}

TEST_CASE("who was cut off counts as slower than all, and too many of them double the deadline") {
  // 10 asked, 8 answer by 30 s: 80 % is the 8th response; with 7 it falls among the cut off: 2 · 30 s.
  ResponseHistory enough{80, 10};
  play(enough, 1, 10, {1, 2, 3, 4, 5, 6, 7, 8}, 30);
  CHECK(enough.deadline() == 8.0);
  ResponseHistory too_few{80, 10};
  play(too_few, 1, 10, {1, 2, 3, 4, 5, 6, 7}, 30);
  CHECK(too_few.deadline() == 60.0);
}

TEST_CASE("who died says nothing of the deadline") {
  ResponseHistory history{100, 10};
  history.asked(1, 3);
  history.answered(1, 4);
  history.lost(1);
  history.answered(1, 6);
  history.closed(1, 6);
  CHECK(history.deadline() == 6.0);
}
