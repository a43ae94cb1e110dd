#include "sim/federation/client_binding.hpp"

#include <algorithm>
#include <set>

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

using Places = std::vector<std::size_t>;

Places bind(std::size_t clients, const std::vector<std::string>& sites, BindingRule rule, std::uint64_t seed = 1) {
  return bind_clients(clients, sites, rule, RandomStream{seed, "binding"});
}

const std::vector<std::string> sites{"paris", "paris", "paris", "lyon", "paris", "lyon"};

}  // namespace

TEST_CASE("in order, client i is on device i") {
  CHECK(bind(4, sites, BindingRule::in_order) == Places{0, 1, 2, 3});
  CHECK(bind(0, sites, BindingRule::in_order).empty());
}

TEST_CASE("by site, clients are dealt to the sites in turn until one has no device left") {
  // Paris has 0, 1, 2, 4 and Lyon 3, 5.
  CHECK(bind(6, sites, BindingRule::by_site) == Places{0, 3, 1, 5, 2, 4});
  CHECK(bind(3, sites, BindingRule::by_site) == Places{0, 3, 1});
}

TEST_CASE("at random, each device has one client at most, and the seed decides") {
  const std::vector<std::string> many(50, "paris");
  const Places places = bind(20, many, BindingRule::random);
  CHECK(std::set<std::size_t>{places.begin(), places.end()}.size() == 20);
  CHECK(*std::max_element(places.begin(), places.end()) < 50);
  CHECK(places == bind(20, many, BindingRule::random));
  CHECK(places != bind(20, many, BindingRule::random, 2));
  Places all = bind(50, many, BindingRule::random);
  std::sort(all.begin(), all.end());
  CHECK(all == bind(50, many, BindingRule::in_order));
}

TEST_CASE("at random, each device is as likely as any other to have client 0") {
  constexpr std::size_t devices = 10;
  constexpr int draws = 5000;
  std::vector<double> hits(devices);
  for (std::uint64_t seed = 0; seed < draws; ++seed) {
    ++hits[bind(3, std::vector<std::string>(devices, "paris"), BindingRule::random, seed).at(0)];
  }
  double chi_square = 0;
  constexpr double expected = draws / double{devices};
  for (const double hit : hits) chi_square += (hit - expected) * (hit - expected) / expected;
  CHECK(chi_square < 27.88);  // 0.999 quantile for 9 degrees of freedom; the seeds are fixed
}
