#pragma once

#include <vector>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/client.hpp"
#include "sim/actors/local_work.hpp"
#include "sim/actors/protocol.hpp"

namespace roundwatt {

/// The rules of a centralized run.
struct CentralizedRules {
  bool upload_raw_data = false;
  Bytes sample_size;
  WorkPart work;  ///< of a round
  std::int64_t batch_size = 1;
  TrainingCost cost;  ///< on the server
  std::uint64_t seed = 0;
  std::int64_t evaluations_per_epoch = 1;  ///< where models are trained
};

/// The baseline: one server trains on all data, round by round, after the clients have sent their samples if the scenario says
/// so.
class CentralizedTrainer final : public Protocol {
 public:
  CentralizedTrainer(HostId server, const std::vector<BoundClient>& clients, const CentralizedRules& rules,
                     ActorServices services)
      : server_{server},
        clients_{clients},
        rules_{rules},
        services_{services},
        news_{services.control},
        enrolled_{services.control} {}

  std::vector<Role> roles() override {
    return {{"trainer", [this] { run(); }}};
  }

 private:
  void run();
  void gather_raw_data();
  void take_in(const BoundClient& client);
  void upload(const BoundClient& client);
  void train_round(std::int32_t number);
  void train_pass(RoundRow& round, std::int64_t pass, std::int64_t samples);
  void train_part(std::int32_t round, std::int64_t pass, bool first, std::int64_t samples);
  void learn(std::int32_t round, std::int64_t pass, bool first, std::int64_t samples);
  void evaluate(std::int32_t round);
  std::vector<SampleRow> rows_at_hand() const;

  HostId server_;
  const std::vector<BoundClient>& clients_;
  CentralizedRules rules_;
  ActorServices services_;
  RunControl::News news_;
  RunControl::Enrolled enrolled_;
  std::vector<ClientId> at_hand_;  ///< whose samples are on the server
  std::int64_t samples_ = 0;
  std::vector<SampleRow> order_;  ///< of the pass under way
  std::vector<SampleRow>::iterator next_;
  std::size_t uploads_under_way_ = 0;
};

}  // namespace roundwatt
