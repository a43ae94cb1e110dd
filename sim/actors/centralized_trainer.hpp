#pragma once

#include <vector>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/client.hpp"

namespace fedjoule {

/// The rules of a centralized run.
struct CentralizedRules {
  bool upload_raw_data = false;
  Bytes sample_size;
  std::int64_t batch_size = 1;
  TrainingCost cost;  ///< on the server
};

/// The baseline: one server trains on all data, epoch by epoch, after the clients have sent their samples if the scenario says
/// so.
class CentralizedTrainer {
 public:
  CentralizedTrainer(HostId server, const std::vector<BoundClient>& clients, const CentralizedRules& rules,
                     ActorServices services)
      : server_{server}, clients_{clients}, rules_{rules}, services_{services}, enrolled_{services.control} {}

  /// The body of the trainer's actor.
  void run();

 private:
  void gather_raw_data();
  void upload(const BoundClient& client);
  void train_epoch(std::int32_t epoch);

  HostId server_;
  const std::vector<BoundClient>& clients_;
  CentralizedRules rules_;
  ActorServices services_;
  RunControl::Enrolled enrolled_;
  std::int64_t samples_ = 0;
  std::size_t uploads_under_way_ = 0;
};

}  // namespace fedjoule
