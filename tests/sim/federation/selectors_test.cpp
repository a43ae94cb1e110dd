#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/federation/oort_selector.hpp"
#include "sim/federation/ranking_selectors.hpp"
#include "sim/federation/simple_selectors.hpp"
#include "sim/federation/weighted_draw.hpp"
#include "tests/sim/federation/everyone.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::vector<ClientId> ids(const std::vector<std::size_t>& numbers) {
  std::vector<ClientId> clients;
  for (const std::size_t number : numbers) clients.emplace_back(number);
  return clients;
}

SelectionRequest request(const EligibleClients& eligible, std::size_t count, std::uint64_t key = 0, std::int32_t round = 1) {
  return {round, 0, eligible, count, RandomStream{3, "selection", key}};
}

/// Costs by client, the same at any time.
ExpectedCost costs(std::vector<double> by_client) {
  return [by_client](ClientId client, double) { return by_client[client.index()]; };
}

ClientReport seen(std::size_t client, std::int32_t round, double seconds, double loss) {
  return {ClientId{client}, round, true, seconds, 10, loss, loss};
}

}  // namespace

// Of weights 1, 2 and 3 two are drawn: {1, 2} in the orders 1/6 · 2/5 + 2/6 · 1/4 = 9/60, {1, 3} in 1/6 · 3/5 + 3/6 · 1/3 =
// 16/60, {2, 3} in 2/6 · 3/4 + 3/6 · 2/3 = 35/60.
TEST_CASE("a weighted draw without replacement has the probabilities of drawing one after another") {
  std::map<std::vector<std::size_t>, double> hits;
  for (std::uint64_t key = 0; key < 6000; ++key) {
    RandomStream stream{1, "draw", key};
    ++hits[draw_weighted({1, 2, 3}, 2, stream)];
  }
  const std::map<std::vector<std::size_t>, double> expected{{{0, 1}, 900}, {{0, 2}, 1600}, {{1, 2}, 3500}};
  double chi_square = 0;
  for (const auto& [places, count] : expected) chi_square += (hits[places] - count) * (hits[places] - count) / count;
  CHECK(chi_square < 13.82);  // 0.999 quantile for 2 degrees of freedom
  RandomStream stream{1, "draw"};
  CHECK(draw_weighted({0, 1, 0, 2}, 4, stream) == std::vector<std::size_t>{1, 3});
}

TEST_CASE("every selector asks distinct eligible clients, in order, as many as there are at most") {
  CHECK(rc::check("any number of any number, some not eligible", [] {
    const auto clients = *rc::gen::inRange<std::size_t>(1, 40);
    const auto wanted = *rc::gen::inRange<std::size_t>(0, 50);
    EligibleClients eligible = everyone(clients);
    const auto gone = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, clients));
    for (const std::size_t client : gone) eligible.remove(ClientId{client});
    const std::vector<std::int64_t> samples(clients, 5);
    const ExpectedCost cost = [](ClientId client, double) { return static_cast<double>(client.row % 7); };
    UniformSelector uniform;
    RoundRobinSelector round_robin;
    WeightedSelector weighted{samples};
    LeastCostSelector least{cost, clients, 0.25};
    PowerOfChoiceSelector power{samples, 10};
    OortSelector oort{{}, samples, cost};
    for (Selector* selector : std::initializer_list<Selector*>{&uniform, &round_robin, &weighted, &least, &power, &oort}) {
      for (std::int32_t round = 1; round <= 4; ++round) {
        const std::vector<ClientId> cohort = selector->select(request(eligible, wanted, 0, round));
        RC_ASSERT(cohort.size() == std::min(wanted, eligible.all().size()));
        RC_ASSERT(std::adjacent_find(cohort.begin(), cohort.end(), std::greater_equal<>{}) == cohort.end());
        for (const ClientId client : cohort) RC_ASSERT(eligible.contains(client));
        for (const ClientId client : cohort) selector->report(seen(client.index(), round, 1 + client.row % 3, client.row % 5));
      }
    }
  }));
}

TEST_CASE("round robin goes on behind the last one and leaves out who is not eligible") {
  EligibleClients eligible = everyone(5);
  RoundRobinSelector selector;
  CHECK(selector.select(request(eligible, 2)) == ids({0, 1}));
  eligible.remove(ClientId{2});
  CHECK(selector.select(request(eligible, 2)) == ids({3, 4}));
  eligible.add(ClientId{2});
  CHECK(selector.select(request(eligible, 3)) == ids({0, 1, 2}));
}

TEST_CASE("the least expensive are asked, and the fairness floor those who were asked least") {
  const EligibleClients eligible = everyone(6);
  LeastCostSelector greedy{costs({5, 1, 4, 2, 6, 3}), 6, 0};
  for (std::int32_t round = 1; round <= 3; ++round) CHECK(greedy.select(request(eligible, 3)) == ids({1, 3, 5}));

  // One of two is whoever was asked least: within 10 rounds each of the six has had a turn.
  LeastCostSelector fair{costs({5, 1, 4, 2, 6, 3}), 6, 0.5};
  std::map<ClientId, int> asked;
  for (std::uint64_t round = 0; round < 10; ++round) {
    for (const ClientId client : fair.select(request(eligible, 2, round))) ++asked[client];
  }
  CHECK(asked.size() == 6);
  CHECK(asked[ClientId{1}] >= 9);  // the cheapest: at least whenever it is not the one whose turn it is
}

TEST_CASE("power of choice prefers who never trained and then the highest loss") {
  const EligibleClients eligible = everyone(4);
  PowerOfChoiceSelector selector{{1, 1, 1, 1}, 4};
  for (const std::size_t client : {0U, 1U, 2U}) selector.report(seen(client, 1, 1, static_cast<double>(client)));
  CHECK(selector.select(request(eligible, 2)) == ids({2, 3}));
  selector.report(seen(3, 2, 1, 0.5));
  CHECK(selector.select(request(eligible, 2)) == ids({1, 2}));
}

// Five clients of 10 samples were tried in round 1, with root mean square losses of 1, 2, 3, 4 and 5 in 1, 1, 1, 1 and 4 s:
// rewards 10, 20, 30, 40, 50. Clip at place int(5 × .9) = 4: 50. Least .999 × 10 = 9.99, range 50 - 9.99 = 40.01. Preferred:
// place int(5 × .3) = 1 of the sorted durations, 1 s. In round 2 the bonus is √(.1 ln 2 / 1) = .263277.
//   client 0: .01 / 40.01 + .263277 = .263527        client 3: 30.01 / 40.01 + .263277 = 1.013340
//   client 1: 10.01 / 40.01 + .263277 = .513465      client 4: (40.01 / 40.01 + .263277) × (1 / 4)² = .078955
//   client 2: 20.01 / 40.01 + .263277 = .763402
TEST_CASE("Oort's utilities of five clients are those of a calculation by hand") {
  const EligibleClients eligible = everyone(5);
  OortOptions options;
  options.exploration = options.exploration_min = 0;
  options.cut_off = 0.95;
  options.pacer_step = 1000000;  // each look below counts as a round
  OortSelector oort{options, {10, 10, 10, 10, 10}, costs({1, 1, 1, 1, 1})};
  for (std::size_t client = 0; client < 5; ++client) {
    oort.report(seen(client, 1, client == 4 ? 4 : 1, static_cast<double>(client + 1)));
  }
  const std::vector<double> utility = oort.utilities(ids({0, 1, 2, 3, 4}), 2);
  CHECK(utility[0] == Approx(0.263527).margin(1e-6));
  CHECK(utility[1] == Approx(0.513465).margin(1e-6));
  CHECK(utility[2] == Approx(0.763402).margin(1e-6));
  CHECK(utility[3] == Approx(1.013340).margin(1e-6));
  CHECK(utility[4] == Approx(0.078955).margin(1e-6));

  // One is asked among those above .95 × the second, .725232: clients 2 and 3, in proportion .763402 : 1.013340.
  std::map<ClientId, double> hits;
  for (std::uint64_t key = 0; key < 2000; ++key) ++hits[oort.select(request(eligible, 1, key, 2)).front()];
  CHECK(hits.size() == 2);
  const double expected = 2000 * 1.013340 / (0.763402 + 1.013340);
  CHECK(std::abs(hits[ClientId{3}] - expected) < 3.3 * std::sqrt(expected * (1 - expected / 2000)));
}

// In the first round nobody was tried: all ten are explored. In the second, nine tenths × .98 = .882 of a cohort of 10 are
// explored: int(10 × .118) = 1 is exploited.
TEST_CASE("Oort explores first, less each round, and never those whom it has tried as long as others are left") {
  const EligibleClients eligible = everyone(40);
  OortSelector oort{{}, std::vector<std::int64_t>(40, 10), costs(std::vector<double>(40, 1))};
  const std::vector<ClientId> first = oort.select(request(eligible, 10, 1, 1));
  for (const ClientId client : first) oort.report(seen(client.index(), 1, 1, 1));
  CHECK(oort.exploration() == Approx(0.882));
  const std::vector<ClientId> second = oort.select(request(eligible, 10, 2, 2));
  std::vector<ClientId> again;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(again));
  CHECK(again.size() == 1);
}

// The same utility in two windows of two rounds: within 10 %, and the preferred percentile rises from 30 to 35.
TEST_CASE("Oort's pacer accepts slower clients when the utility stays") {
  const EligibleClients eligible = everyone(3);
  OortOptions options;
  options.pacer_step = 2;
  OortSelector oort{options, {10, 10, 10}, costs({1, 1, 1})};
  for (std::int32_t round = 1; round <= 6; ++round) {
    for (const ClientId client : oort.select(request(eligible, 3, 1, round))) oort.report(seen(client.index(), round, 1, 1));
  }
  // Rounds 2 to 5 exploit 30 each; round 1 exploited nobody: 0 + 30 against 30 + 30 is neither flat nor five-fold.
  CHECK(oort.round_threshold() == 30);
  for (std::int32_t round = 7; round <= 8; ++round) {
    for (const ClientId client : oort.select(request(eligible, 3, 1, round))) oort.report(seen(client.index(), round, 1, 1));
  }
  CHECK(oort.round_threshold() == 35);
}
