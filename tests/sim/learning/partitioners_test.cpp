// What holds for every partitioner.

#include <rapidcheck.h>

#include <functional>
#include <map>
#include <string>

#include "sim/base/error.hpp"
#include "sim/learning/dirichlet_partition.hpp"
#include "sim/learning/even_partition.hpp"
#include "sim/learning/label_partition.hpp"
#include "sim/learning/quantity_partition.hpp"
#include "tests/sim/learning/label_sets.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

struct Question {
  Dataset data;
  std::size_t clients;
  double alpha;
  std::size_t min_samples;
};

using Partitioner = std::function<StoredPartition(const Question&, RandomStream)>;

const std::map<std::string, Partitioner>& partitioners() {
  const auto quantity = [](QuantitySkew skew) {
    return [skew](const Question& q, RandomStream stream) {
      return partition_by_quantity(q.data.samples(), {q.clients, skew, q.alpha, q.min_samples}, stream);
    };
  };
  const auto per_class = [](ClientCap cap) {
    return [cap](const Question& q, RandomStream stream) {
      return partition_dirichlet_per_class(q.data, {q.clients, q.alpha, q.min_samples, cap}, stream);
    };
  };
  static const std::map<std::string, Partitioner> all{
      {"iid", [](const Question& q, RandomStream s) { return partition_iid(q.data.samples(), q.clients, s); }},
      {"feature noise",
       [](const Question& q, RandomStream s) {
         return partition_with_feature_noise(q.data.samples(), {q.clients, q.alpha}, s);
       }},
      {"shards of one",
       [](const Question& q, RandomStream s) {
         return partition_by_shards(q.data, {q.clients, 1}, s);
       }},
      {"per class", per_class(ClientCap::none)},
      {"per class, capped", per_class(ClientCap::fair_share)},
      {"per client, equal",
       [](const Question& q, RandomStream s) {
         return partition_dirichlet_per_client_equal(q.data, {q.clients, q.alpha, q.min_samples}, s);
       }},
      {"prior scaled",
       [](const Question& q, RandomStream s) {
         return partition_dirichlet_prior_scaled(q.data, {q.clients, q.alpha, q.min_samples}, s);
       }},
      {"per client, log-normal",
       [](const Question& q, RandomStream s) {
         return partition_dirichlet_per_client_lognormal(q.data, {q.clients, q.alpha, 0.5, q.min_samples}, s);
       }},
      {"quantity, log-normal", quantity(QuantitySkew::lognormal)},
      {"quantity, power law", quantity(QuantitySkew::power_law)},
      {"quantity, Dirichlet", quantity(QuantitySkew::dirichlet)}};
  return all;
}

/// Any labels, any number of clients up to the samples, minimum 0.
Question any_question() {
  auto labels = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int32_t>>(rc::gen::inRange(0, 12)));
  const auto clients = *rc::gen::inRange<std::size_t>(1, labels.size() + 1);
  const double alpha = *rc::gen::element(1e-12, 0.01, 0.5, 1.0, 100.0, 1e9);
  return {labelled(std::move(labels)), clients, alpha, 0};
}

}  // namespace

TEST_CASE("every sample goes to exactly one client") {
  for (const auto& named : partitioners()) {
    const Partitioner& partition = named.second;
    CHECK(rc::check(named.first, [&] {
      const Question question = any_question();
      const StoredPartition parts = partition(question, {*rc::gen::arbitrary<std::uint64_t>(), "data"});
      RC_ASSERT(parts.clients() == question.clients);
      RC_ASSERT(conserves(parts, question.data.samples()));
      for (std::size_t k = 0; k < parts.clients(); ++k) RC_ASSERT(parts.samples(ClientId{k}) == parts.rows(ClientId{k}).size());
    }));
  }
}

TEST_CASE("a partition follows from its seed, and another seed gives another one") {
  const Question question{balanced(10, 60), 20, 0.5, 1};
  for (const auto& [name, partition] : partitioners()) {
    INFO(name);
    const auto rows = [&, &make = partition](std::uint64_t seed) {
      const StoredPartition parts = make(question, {seed, "data"});
      return std::vector{parts.rows(ClientId{std::size_t{0}}), parts.rows(ClientId{std::size_t{19}})};
    };
    CHECK(rows(1) == rows(1));
    CHECK(rows(1) != rows(2));
  }
}

TEST_CASE("more clients than samples are refused by every partitioner") {
  const Question question{balanced(3, 2), 7, 1, 0};
  for (const auto& [name, partition] : partitioners()) {
    INFO(name);
    CHECK_THROWS_WITH(partition(question, {1, "data"}),
                      "clients = 7, but there are only 6 samples, and each goes to one client. Lower it, or take the partition "
                      "resampled.");
    CHECK_THROWS_WITH(partition({question.data, 0, 1, 0}, {1, "data"}), "clients = 0: a partition needs at least 1.");
  }
}

TEST_CASE("a minimum is kept, or refused with its reason") {
  for (const std::string name : {"per class", "per class, capped", "per client, equal", "prior scaled",
                                 "per client, log-normal", "quantity, log-normal", "quantity, Dirichlet"}) {
    INFO(name);
    const Partitioner& partition = partitioners().at(name);
    CHECK(smallest(partition({balanced(10, 100), 10, 0.5, 20}, {1, "data"})) >= 20);
    CHECK_THROWS_WITH(partition({balanced(10, 100), 10, 0.5, 101}, {1, "data"}),
                      "min_samples = 101 for each of 10 clients: there are only 1000 samples. Lower one of them.");
  }
}

TEST_CASE("a minimum that no draw reaches ends after 200 draws") {
  const Question question{balanced(10, 100), 100, 0.05, 9};
  for (const std::string name : {"per class", "quantity, Dirichlet"}) {
    CHECK_THROWS_WITH(partitioners().at(name)(question, {1, "data"}),
                      StartsWith("min_samples = 9 was not reached in 200 draws: in the best one the smallest client has "));
  }
  CHECK_THROWS_WITH(partition_by_quantity(1000, {100, QuantitySkew::power_law, 2, 1}, {1, "data"}),
                    StartsWith("min_samples = 1, but client "));
}

TEST_CASE("alpha must be above 0") {
  for (const auto& [name, partition] : partitioners()) {
    if (name == "iid" || name == "shards of one") continue;
    INFO(name);
    for (const double alpha : {0.0, -0.5, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
      CHECK_THROWS_WITH(partition({balanced(3, 10), 2, alpha, 0}, {1, "data"}), ContainsSubstring(" must be a number above 0"));
    }
  }
}
