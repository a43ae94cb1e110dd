#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/learning/compression.hpp"
#include "sim/learning/data_splits.hpp"
#include "sim/learning/local_training.hpp"
#include "sim/learning/model_scoring.hpp"
#include "sim/learning/partition.hpp"
#include "sim/learning/round_metrics.hpp"
#include "sim/learning/server_optimizer.hpp"
#include "sim/learning/training_pool.hpp"

namespace roundwatt {

/// What is learned in a run, from what, and by which rules.
struct LearningTask {
  std::shared_ptr<const DataSplits> data;
  std::shared_ptr<const Partition> partition;
  std::shared_ptr<const Model> model;
  LocalOptions local;
  std::shared_ptr<ServerOptimizer> server;
  std::uint64_t seed = 0;
  Compression compression = FullPrecision{};  ///< of the changes that clients send
};

/// The training samples of \p client, with the noise that its features carry.
ClientData data_of(const LearningTask& task, ClientId client);

/// What a client's samples cost it as it trained on them in a round.
struct ClientLoss {
  ClientId client;
  double mean, root_mean_square;
};

/// The learning of one run, for whoever plays its protocol: clients train on the workers of a pool while simulated time goes
/// on, and updates are joined in the order of the clients. All is a function of the task and the calls, whatever the threads.
class FederatedTraining {
 public:
  /// \p pool outlives the training.
  FederatedTraining(LearningTask task, TrainingPool& pool);
  /// Waits for what nobody has waited for.
  ~FederatedTraining() { pool_.wait_for_all(); }
  FederatedTraining(const FederatedTraining&) = delete;
  FederatedTraining& operator=(const FederatedTraining&) = delete;

  /// An update under way.
  using Pending = std::future<LocalResult>;

  using Snapshot = std::shared_ptr<const GlobalModel>;

  /// The global model as it is now: what a client downloads.
  Snapshot snapshot() const { return global_; }
  /// Lets \p client train from \p global, with \p work in the place of the task's own: what a straggler gets done.
  Pending begin(ClientId client, std::int32_t round, Snapshot global, const LocalWork& work);
  Pending begin(ClientId client, std::int32_t round, Snapshot global) {
    return begin(client, round, std::move(global), task_.local.work);
  }
  Pending begin(ClientId client, std::int32_t round, const LocalWork& work) { return begin(client, round, global_, work); }
  Pending begin(ClientId client, std::int32_t round) { return begin(client, round, global_, task_.local.work); }
  /// One of a client's updates, among those that it has encoded.
  using Encoding = std::uint64_t;
  /// \p client makes of its \p update, trained from \p global in \p round, what it sends: compression that keeps a memory reads
  /// it and moves it on now (docs/methods/compression.md). Waits for the training then. Nothing where no memory is kept.
  std::optional<Encoding> encode(ClientId client, std::int32_t round, const Snapshot& global, Pending& update);
  /// An encoded update is lost: the memory is what it was before, unless the client has encoded another one since.
  void lose(ClientId client, Encoding encoding);
  /// Waits for the updates of a round and moves the global model; clients' states move with it, those of others stay.
  /// \p discounts, by update, are factors on weights; empty: 1.
  /// \throws RunError where one diverged, naming the round.
  void aggregate(std::int32_t round, std::vector<Pending> updates, const std::vector<double>& discounts = {});
  /// A server's rule for once: the next global model after the present one and updates, which come as they were handed over.
  using Rule = std::function<GlobalModel(const GlobalModel&, std::span<const LocalUpdate>)>;
  /// The same by \p rule instead of the task's.
  void aggregate(std::int32_t round, std::vector<Pending> updates, const Rule& rule);

  /// What an edge aggregator has made of the updates of its clients since it got the global model.
  struct EdgeModel {
    Snapshot model;
    std::int64_t updates = 0;  ///< that went into it
    double samples = 0;        ///< of their clients
    double loss = 0;           ///< sum of their training losses, by sample
    double norms = 0;          ///< sum of their norms
  };
  /// The edge model after \p updates by the task's rule, from \p base; the global model stays where it is. The rule keeps
  /// nothing from call to call (FedAvg). \throws RunError where an update diverged, naming the client's \p round.
  EdgeModel join(std::int32_t round, EdgeModel base, std::vector<Pending> updates, const std::vector<double>& discounts = {});
  /// Moves the global model to Σ (N_e / N) w_e in the order of \p edges (Liu et al. 2020), N_e the samples, or updates, that
  /// went into w_e; of a single one it is that edge model, bit by bit. Edge models without updates are left out.
  void average(std::int32_t round, const std::vector<EdgeModel>& edges, ClientWeights weights);

  /// The global model trains by itself on \p rows of the training set in \p round: the centralized baseline.
  /// \throws RunError where it diverges.
  void train_global(std::int32_t round, std::vector<SampleRow> rows);

  Score score_on(const Dataset& set);

  const LearningTask& task() const { return task_; }
  const GlobalModel& global() const { return *global_; }
  /// The mean training loss of the last round; NaN before the first.
  double training_loss() const { return training_loss_; }
  /// Of the clients whose updates the last round joined, in their order.
  const std::vector<ClientLoss>& client_losses() const { return client_losses_; }
  /// How far the last round went; NaN before the first, and of clients where none had an update in it.
  const UpdateNorms& norms() const { return norms_; }

 private:
  /// The updates of a round, and what they add up to.
  struct Joined {
    std::vector<LocalUpdate> updates;
    double loss = 0, samples = 0, norms = 0;
  };
  Joined gather(std::int32_t round, std::vector<Pending> updates, const std::vector<double>& discounts);
  void transmit(LocalResult& result, const GlobalModel& global, std::int32_t round, Parameters& residual) const;
  /// What a client keeps of its changes, and how it was before the last one.
  struct Memory {
    Parameters residual, before;
    Encoding encodings = 0;
  };
  void move_by(std::int32_t round, std::vector<Pending> updates, const Rule& rule, const std::vector<double>& discounts);
  void move_to(GlobalModel next);

  LearningTask task_;
  TrainingPool& pool_;
  Snapshot global_;
  double training_loss_;
  std::vector<ClientLoss> client_losses_;
  UpdateNorms norms_;
  std::vector<ClientState> states_;  ///< by client; empty where the solver keeps none
  std::vector<Memory> memories_;     ///< by client; empty where compression keeps none
};

}  // namespace roundwatt
