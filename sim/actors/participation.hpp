#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "sim/actors/run_control.hpp"
#include "sim/learning/federated_training.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

struct Participation;

/// A round under way: what the server and its clients know of it together.
struct OpenRound {
  RoundRow row;
  std::int32_t number = 0;  ///< counted through by who leads it, from 1: row.round but for edge rounds
  std::size_t quorum = 0;   ///< arrivals that close it
  bool is_short = false;    ///< fewer could be asked than its quorum by the scenario
  bool collecting = true;
  std::optional<double> latest;       ///< instant at which it closes, whoever has not arrived
  bool abandoned = false;             ///< who led it is gone
  bool finished = false;              ///< its end_s is known
  std::size_t under_way = 0;          ///< participations that have not ended
  std::size_t stale = 0;              ///< late updates that wait for the next aggregation
  std::shared_ptr<OpenRound> within;  ///< of an edge round: the global one
  std::size_t edge_rounds = 0;        ///< of a global round: those whose rows are not written
  double learns_at_s = 0;             ///< when the server learns of the last client that it has lost
  std::size_t needed = 0;             ///< with secure aggregation: clients without whom nothing is unmasked
  std::size_t masked = 0;             ///< likewise: those whose masks are in each update
  std::size_t in_step = 0;            ///< likewise: those who are in a step of the protocol
  std::size_t revealed = 0;           ///< likewise: those whose shares for unmasking have come
  double silent_until_s = 0;          ///< likewise: when the server learns of the last client that reveals nothing
  std::optional<RoundEnd> given_up;   ///< why it can bring nothing any more
  std::vector<std::shared_ptr<Participation>> participations;
  std::vector<std::shared_ptr<Participation>> arrivals;  ///< in time, in the order in which they came
};

/// One client's part in a round.
struct Participation : std::enable_shared_from_this<Participation> {
  Participation(RunControl& control, std::shared_ptr<OpenRound> of_round) : enrolled{control}, round{std::move(of_round)} {}

  RunControl::Enrolled enrolled;
  std::shared_ptr<OpenRound> round;
  ParticipationRow row;
  bool over = false;
  bool in_step = false;                                 ///< of secure aggregation
  bool delivered = false;                               ///< its masked update is there, and it waits to unmask it
  Flops masking{};                                      ///< work of masking its update
  bool left = false;                                    ///< its client's time was over
  double pace = 1;                                      ///< times that training takes longer than on the platform's device
  std::optional<std::int64_t> straggler_units;          ///< of a simulated straggler: the part of its work that it gets through
  double spared_s = 0;                                  ///< time that cutting its work to fit the deadline has spared
  FederatedTraining::Snapshot global;                   ///< what is downloaded, where models are trained
  FederatedTraining::Pending update;                    ///< what comes of it, once training has begun
  std::optional<FederatedTraining::Encoding> encoding;  ///< of its update, where compression keeps a memory

  Cancellation& cancellation() { return enrolled.cancellation; }
};

/// Counts a participation whose outcome is known, and its bytes, in the row of its round.
void count_in(RoundRow& round, const ParticipationRow& row);

}  // namespace roundwatt
