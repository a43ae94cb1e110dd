#include "sim/learning/even_partition.hpp"

#include "sim/learning/apportionment.hpp"
#include "sim/learning/deal_rows.hpp"
#include "sim/learning/partition_checks.hpp"

namespace roundwatt {

namespace {

ClientRows deal_evenly(std::size_t samples, std::size_t clients, RandomStream& stream) {
  check_clients(clients, samples, 1);
  return deal_rows(all_rows(samples), apportion_evenly(clients, samples), stream);
}

}  // namespace

StoredPartition partition_iid(std::size_t samples, std::size_t clients, RandomStream stream) {
  return StoredPartition{deal_evenly(samples, clients, stream)};
}

StoredPartition partition_with_feature_noise(std::size_t samples, const FeatureNoise& options, RandomStream stream) {
  check_positive("sigma", options.sigma);
  return StoredPartition{deal_evenly(samples, options.clients, stream), options.sigma};
}

}  // namespace roundwatt
