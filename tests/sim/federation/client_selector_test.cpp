#include "sim/federation/client_selector.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "tests/sim/federation/everyone.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

double chi_square(const std::map<std::vector<ClientId>, int>& hits, double expected) {
  double sum = 0;
  for (const auto& [cohort, count] : hits) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

}  // namespace

TEST_CASE("over-selection is rounded up, but not by the rounding of a product") {
  CHECK(clients_to_select(1.3, 10) == 13);
  CHECK(clients_to_select(1.1, 10) == 11);    // in doubles 1.1 x 10 is 11.000000000000002
  CHECK(clients_to_select(1.1, 100) == 110);  // and 1.1 x 100 is 110.00000000000001
  CHECK(clients_to_select(1.3, 100) == 130);
  CHECK(clients_to_select(1, 10) == 10);
  CHECK(clients_to_select(1.25, 10) == 13);
  CHECK(clients_to_select(1.0001, 10) == 11);
}

TEST_CASE("a cohort is distinct eligible clients in ascending order, all of them if fewer are left than wanted") {
  CHECK(rc::check("any number of any number, some not eligible", [] {
    const auto clients = *rc::gen::inRange<std::size_t>(1, 60);
    const auto wanted = *rc::gen::inRange<std::size_t>(0, 70);
    EligibleClients eligible = everyone(clients);
    const auto gone = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, clients));
    for (const std::size_t client : gone) eligible.remove(ClientId{client});
    const RandomStream stream{*rc::gen::arbitrary<std::uint64_t>(), "selection"};

    const std::vector<ClientId> cohort = select_uniformly(eligible, wanted, stream);
    RC_ASSERT(cohort.size() == std::min(wanted, eligible.all().size()));
    RC_ASSERT(std::adjacent_find(cohort.begin(), cohort.end(), std::greater_equal<>{}) == cohort.end());
    for (const ClientId client : cohort) RC_ASSERT(eligible.contains(client));
  }));
}

TEST_CASE("each subset is equally likely") {
  // 10 subsets of two of five clients, 4000 draws with fixed keys: 400 each.
  const EligibleClients eligible = everyone(5);
  std::map<std::vector<ClientId>, int> hits;
  for (std::uint64_t round = 0; round < 4000; ++round)
    ++hits[select_uniformly(eligible, 2, RandomStream{7, "selection", round})];
  CHECK(hits.size() == 10);
  CHECK(chi_square(hits, 400) < 27.88);  // 0.999 quantile for 9 degrees of freedom
}

TEST_CASE("each client is selected about equally often") {
  // 100 of 1000 clients in each of 1000 rounds: 100 times each, give or take.
  const EligibleClients eligible = everyone(1000);
  std::vector<double> hits(1000);
  for (std::uint64_t round = 0; round < 1000; ++round) {
    for (const ClientId client : select_uniformly(eligible, 100, RandomStream{7, "selection", round})) ++hits[client.index()];
  }
  double sum = 0;
  // Of one client: binomial with variance 1000 x 0.1 x 0.9 = 90.
  for (const double count : hits) sum += (count - 100) * (count - 100) / 90;
  CHECK(sum > 866);   // 0.001 and
  CHECK(sum < 1143);  // 0.999 quantile for 999 degrees of freedom
}

TEST_CASE("eligible clients are kept once each, whatever the order of coming and going") {
  EligibleClients eligible{3};
  eligible.add(ClientId{1});
  eligible.add(ClientId{1});
  eligible.add(ClientId{2});
  CHECK(eligible.all().size() == 2);
  eligible.remove(ClientId{1});
  eligible.remove(ClientId{1});
  eligible.remove(ClientId{0});
  CHECK(eligible.all() == std::vector{ClientId{2}});
  CHECK_FALSE(eligible.contains(ClientId{1}));
  eligible.add(ClientId{1});
  CHECK(eligible.contains(ClientId{1}));
  CHECK(eligible.contains(ClientId{2}));
}

TEST_CASE("who is selected follows from who is eligible, not from the order in which they became so") {
  for (const std::size_t kept : {1000U, 400U, 30U}) {
    EligibleClients ascending{1000}, shuffled{1000};
    for (std::size_t i = 0; i < kept; ++i) ascending.add(ClientId{i});
    for (std::size_t i = 1000; i > 0; --i) shuffled.add(ClientId{i - 1});
    for (std::size_t i = kept; i < 1000; ++i) shuffled.remove(ClientId{i});
    for (const std::size_t wanted : {1U, 20U, 300U}) {
      const RandomStream stream{7, "selection", wanted};
      CHECK(select_uniformly(ascending, wanted, stream) == select_uniformly(shuffled, wanted, stream));
    }
  }
}

TEST_CASE("where few of many are eligible each subset is equally likely too") {
  EligibleClients eligible{1000};
  for (const std::size_t client : {3U, 141U, 592U, 653U, 999U}) eligible.add(ClientId{client});
  std::map<std::vector<ClientId>, int> hits;
  for (std::uint64_t round = 0; round < 4000; ++round)
    ++hits[select_uniformly(eligible, 2, RandomStream{7, "selection", round})];
  CHECK(hits.size() == 10);
  CHECK(chi_square(hits, 400) < 27.88);
}
