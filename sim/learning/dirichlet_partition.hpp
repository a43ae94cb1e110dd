#pragma once

#include <cstddef>

#include "sim/base/random_stream.hpp"
#include "sim/learning/partition.hpp"

namespace roundwatt {

/// Whether a client that has its fair share of the samples gets more.
enum class ClientCap {
  none,
  fair_share  ///< of a label nothing more to a client that has samples / clients already (the published codes of both papers)
};

struct DirichletPerClass {
  std::size_t clients;
  double alpha;                 ///< in (0, 1e9]
  std::size_t min_samples = 1;  ///< 0 allows clients without samples
  ClientCap cap = ClientCap::none;
};

/// Each label's samples are shared among the clients by a draw from Dirichlet(α, …, α) over clients (Yurochkin et al., ICML
/// 2019; NIID-Bench: Li et al., ICDE 2022), rounded by largest remainders. Drawn anew up to 200 times while a client has fewer
/// than min_samples. \throws UserError for α not above 0, more clients than samples, a minimum that cannot be met or was not.
StoredPartition partition_dirichlet_per_class(const Dataset& data, const DirichletPerClass& options, RandomStream stream);

struct DirichletPerClient {
  std::size_t clients;
  double alpha;                 ///< in (0, 1e9]
  std::size_t min_samples = 1;  ///< 0 allows clients without samples
};

/// Each client draws its label mix from Dirichlet(α, …, α) over the labels that occur; sizes are equal, the first larger by one
/// where they do not divide (Hsu et al. 2019). Client after client takes samples without replacement, label by label as its mix
/// says; a label that has run out is left out of it. \throws UserError as above, minima by arithmetic only.
StoredPartition partition_dirichlet_per_client_equal(const Dataset& data, const DirichletPerClient& options,
                                                     RandomStream stream);

/// The same with Dirichlet(α p), p the shares of the labels in the data set, so that the mean mix is theirs (FLGo: Wang et al.
/// 2023). With K equally frequent labels, α here is α / K of the other.
StoredPartition partition_dirichlet_prior_scaled(const Dataset& data, const DirichletPerClient& options, RandomStream stream);

struct DirichletLognormal {
  std::size_t clients;
  double alpha;                 ///< in (0, 1e9]
  double sigma;                 ///< sd of the logarithm of the sizes; in [0, 1e9]
  std::size_t min_samples = 1;  ///< 0 allows clients without samples
};

/// Label mixes from Dirichlet(α, …, α), log-normal sizes (FedLab: Zeng et al., JMLR 2023; FedDyn: Acar et al., ICLR 2021).
/// Samples are taken one by one, the clients' turns in random order. \throws UserError as above; sizes are drawn anew up to 200
/// times.
StoredPartition partition_dirichlet_per_client_lognormal(const Dataset& data, const DirichletLognormal& options,
                                                         RandomStream stream);

}  // namespace roundwatt
