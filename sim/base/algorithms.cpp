#include "sim/base/algorithms.hpp"

namespace roundwatt {

namespace {

AlgorithmGroup modes() {
  return {"federation.mode",
          "Modes",
          {{"synchronous", "Rounds: the server waits for the updates of a cohort.", "McMahan et al., AISTATS 2017"},
           {"asynchronous", "The server merges updates as they come.", "Xie, Koyejo and Gupta, 2019"},
           {"hierarchical", "Edge aggregators lead rounds of their own; the server averages them.", "Liu et al., ICC 2020"},
           {"centralized", "The server trains alone, on data in place or uploaded.", ""},
           {"gossip", "Peers exchange models, without a server.", "Boyd et al., IEEE Trans. Inf. Theory 2006"}}};
}

AlgorithmGroup asynchronous_algorithms() {
  return {"federation.asynchronous.algorithm",
          "Asynchronous servers",
          {{"fedasync", "Merges each update alone, the less the staler it is.", "Xie, Koyejo and Gupta, 2019"},
           {"fedbuff", "Merges updates by the buffer.", "Nguyen et al., AISTATS 2022"}}};
}

AlgorithmGroup discounts() {
  return {"federation.asynchronous.staleness_discount.kind",
          "Discounts of stale updates, asynchronous",
          {{"constant", "1, however stale.", "Xie, Koyejo and Gupta, 2019"},
           {"polynomial", "A power of the staleness.", "Xie, Koyejo and Gupta, 2019"},
           {"hinge", "1 within a grace, then a hyperbola.", "Xie, Koyejo and Gupta, 2019"}}};
}

AlgorithmGroup topologies() {
  return {"federation.topology.kind",
          "Graphs of peers",
          {{"ring", "Two neighbours each.", ""},
           {"torus", "Four neighbours each, on a grid that closes.", ""},
           {"complete", "Everybody is everybody's neighbour.", ""},
           {"star", "All know the first.", ""},
           {"random-regular", "As many neighbours for each, drawn.", "Steger and Wormald, 1999"},
           {"erdos-renyi", "Each edge with the same probability.", "Gilbert, Ann. Math. Stat. 1959"},
           {"watts-strogatz", "A lattice with some edges led elsewhere.", "Watts and Strogatz, Nature 1998"},
           {"barabasi-albert", "Each peer joins others by their degrees.", "Barabási and Albert, Science 1999"},
           {"graphml", "As a GraphML file says.", ""},
           {"edge-list", "As a CSV file says.", ""}}};
}

AlgorithmGroup mixing_orders() {
  return {"federation.topology.order",
          "Orders of training and mixing, of peers",
          {{"atc", "Adapt, then combine.", "Sayed, 2014"}, {"dpsgd", "Mix while training.", "Lian et al., NIPS 2017"}}};
}

AlgorithmGroup mixing_weights() {
  return {"federation.topology.weights",
          "Weights of neighbours' models",
          {{"metropolis-hastings", "1 / (1 + the larger degree).", "Xiao, Boyd and Lall, IPSN 2005"},
           {"uniform", "1 / (degree + 1), on regular graphs.", ""},
           {"given", "As a file says.", ""}}};
}

AlgorithmGroup gossip_timings() {
  return {"federation.gossip.timing",
          "Timing of peers",
          {{"synchronous", "A peer waits for all its neighbours in each step.", "Lian et al., NIPS 2017"},
           {"pairwise", "A peer draws a neighbour, and both take the mean.", "Lian et al., ICML 2018"}}};
}

AlgorithmGroup gossip_exchanges() {
  return {"federation.gossip.exchange",
          "Exchanges of peers",
          {{"neighbours", "Whole models along the edges.", ""},
           {"ring-all-reduce", "Parts around the ring, until all have the mean.", "Patarasuk and Yuan, JPDC 2009"}}};
}

AlgorithmGroup selectors() {
  return {"federation.selection.kind",
          "Selection of clients",
          {{"uniform", "Each eligible client is equally likely.", "McMahan et al., AISTATS 2017"},
           {"round-robin", "The next by number.", ""},
           {"weighted", "In proportion to samples.", "Efraimidis and Spirakis, IPL 2006"},
           {"fastest", "The least expected seconds.", "Nishio and Yonetani, ICC 2019"},
           {"energy-aware", "The least expected joules.", ""},
           {"carbon-aware", "The least expected grams of CO2e, as the grid is foreseen.", ""},
           {"power-of-choice", "Of candidates drawn by samples, the highest losses.", "Cho, Wang and Joshi, AISTATS 2022"},
           {"oort", "Losses, durations and exploration.", "Lai et al., OSDI 2021"}}};
}

AlgorithmGroup straggler_policies() {
  return {"federation.stragglers.late",
          "Late clients",
          {{"wait", "The server waits for everybody.", "McMahan et al., AISTATS 2017"},
           {"drop", "What comes late is thrown away.", "Bonawitz et al., MLSys 2019"},
           {"partial", "A client trains as much as fits the deadline.", "Li et al., MLSys 2020"},
           {"stale", "A late update counts in the next round, for less.", "Xie, Koyejo and Gupta, 2019"}}};
}

AlgorithmGroup staleness_weights() {
  return {"federation.stragglers.staleness.weight",
          "Weights of stale updates, synchronous",
          {{"constant", "1, however stale.", "Xie, Koyejo and Gupta, 2019"},
           {"polynomial", "A power of the staleness.", "Xie, Koyejo and Gupta, 2019"},
           {"hinge", "1 within a grace, then a hyperbola.", "Xie, Koyejo and Gupta, 2019"}}};
}

AlgorithmGroup availabilities() {
  return {"federation.availability.kind",
          "Availability of clients",
          {{"always", "Whenever the device is on.", ""},
           {"intervals", "As recorded in a file.", ""},
           {"renewal", "Random times on and off.", ""},
           {"diurnal", "Hours of the local day.", ""}}};
}

AlgorithmGroup solvers() {
  return {"learning.solver.kind",
          "Local solvers",
          {{"sgd", "Stochastic gradient descent.", "McMahan et al., AISTATS 2017"},
           {"fedprox", "A proximal term holds clients near the global model.", "Li et al., MLSys 2020"},
           {"scaffold", "Control variates correct the drift of clients.", "Karimireddy et al., ICML 2020"},
           {"fednova", "Updates are normalised by their steps.", "Wang et al., NeurIPS 2020"},
           {"feddyn", "A dynamic regulariser aligns clients with the global optimum.", "Acar et al., ICLR 2021"}}};
}

AlgorithmGroup servers() {
  return {"learning.server.optimizer",
          "Server rules",
          {{"fedavg", "The weighted mean of the models.", "McMahan et al., AISTATS 2017"},
           {"fedavgm", "With momentum at the server.", "Hsu, Qi and Brown, 2019"},
           {"fedadam", "Adam at the server.", "Reddi et al., ICLR 2021"},
           {"fedyogi", "Yogi at the server.", "Reddi et al., ICLR 2021"},
           {"fedadagrad", "Adagrad at the server.", "Reddi et al., ICLR 2021"},
           {"qfedavg", "Clients with higher losses count for more.", "Li et al., ICLR 2020"},
           {"median", "The median of each coordinate.", "Yin et al., ICML 2018"},
           {"trimmed-mean", "The mean of each coordinate without its extremes.", "Yin et al., ICML 2018"}}};
}

AlgorithmGroup models() {
  return {"learning.model.kind",
          "Models",
          {{"softmax", "Softmax regression.", ""},
           {"mlp", "Dense layers with ReLU.", ""},
           {"cnn", "Of LeNet-5's shape.", "LeCun et al., Proc. IEEE 1998"}}};
}

AlgorithmGroup partitions() {
  return {"data.partition.kind",
          "Partitions of the samples",
          {{"iid", "At random, equal sizes.", "McMahan et al., AISTATS 2017"},
           {"dirichlet", "Labels mixed by Dirichlet draws.", "Yurochkin et al., ICML 2019; Hsu, Qi and Brown, 2019"},
           {"shards", "Shards of samples sorted by label.", "McMahan et al., AISTATS 2017"},
           {"labels-per-client", "So many labels for each client.", "Li et al., ICDE 2022"},
           {"quantity", "Sizes differ, mixes do not.", "Li et al., ICDE 2022"},
           {"feature-noise", "Noise on the features, more for each client.", "Li et al., ICDE 2022"},
           {"natural", "As the data set says.", "Caldas et al., 2018"},
           {"preassigned", "As a file says.", ""},
           {"resampled", "Drawn anew, with replacement.", ""}}};
}

AlgorithmGroup partition_variants() {
  return {"data.partition.variant",
          "Variants of the Dirichlet partition",
          {{"per-class", "Each label is dealt to clients.", "Yurochkin et al., ICML 2019"},
           {"per-client-equal", "Each client draws its mix; equal sizes.", "Hsu, Qi and Brown, 2019"},
           {"per-client-lognormal", "Each client draws its mix and a log-normal size.",
            "Zeng et al., JMLR 2023; Acar et al., ICLR 2021"},
           {"prior-scaled", "Mixes around that of the data set.", "Wang et al., 2023"}}};
}

AlgorithmGroup compressions() {
  return {"federation.compression.kind",
          "Compression of updates",
          {{"none", "4 bytes a value.", ""},
           {"fp16", "2 bytes a value, rounded.", ""},
           {"qsgd", "Levels of the norm, rounded at random.", "Alistarh et al., NIPS 2017"},
           {"top-k", "The largest values; what is left out is kept.", "Stich et al., NeurIPS 2018"},
           {"random-k", "Values at random places.", "Konečný et al., 2016"}}};
}

std::vector<Algorithm> factors() {
  return {{"constant", "One factor for all.", ""},
          {"uniform", "Between two factors.", ""},
          {"log-normal", "Of median 1.", ""},
          {"zipf", "A power of a rank that is drawn.", ""},
          {"pareto", "Times are Pareto-distributed.", ""},
          {"csv", "As a file says.", ""}};
}

AlgorithmGroup secure_aggregations() {
  return {"federation.secure_aggregation.kind",
          "Secure aggregation",
          {{"none", "The server sees each update.", ""},
           {"secagg", "Masks cancel in the sum, which is all that the server sees.", "Bonawitz et al., CCS 2017"}}};
}

AlgorithmGroup speeds() { return {"federation.devices.speed.distribution", "Speeds of devices", factors()}; }

AlgorithmGroup lines() { return {"federation.devices.line.distribution", "Rates of access lines", factors()}; }

AlgorithmGroup slow_downs() {
  return {"federation.devices.slow_down.distribution",
          "Slow-downs from round to round",
          {{"none", "There are none.", ""}, {"log-normal", "Of mean or median 1.", ""}, {"exponential", "Of mean 1.", ""}}};
}

AlgorithmGroup forecast_errors() {
  return {"carbon.forecast.error.kind",
          "Errors of forecasts of the grid",
          {{"none", "The grid itself is foreseen.", ""},
           {"independent", "One error for each step of the grid.", ""},
           {"random-walk", "Errors add up from step to step.", ""}}};
}

}  // namespace

const std::vector<AlgorithmGroup>& algorithms() {
  static const std::vector<AlgorithmGroup> groups{modes(),
                                                  selectors(),
                                                  straggler_policies(),
                                                  staleness_weights(),
                                                  asynchronous_algorithms(),
                                                  discounts(),
                                                  topologies(),
                                                  mixing_orders(),
                                                  mixing_weights(),
                                                  gossip_timings(),
                                                  gossip_exchanges(),
                                                  availabilities(),
                                                  solvers(),
                                                  servers(),
                                                  compressions(),
                                                  secure_aggregations(),
                                                  models(),
                                                  partitions(),
                                                  partition_variants(),
                                                  speeds(),
                                                  slow_downs(),
                                                  lines(),
                                                  forecast_errors()};
  return groups;
}

}  // namespace roundwatt
