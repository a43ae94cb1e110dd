#include "sim/actors/participation.hpp"

namespace roundwatt {

void count_in(RoundRow& round, const ParticipationRow& row) {
  switch (row.outcome) {
    case Outcome::aggregated:
      ++round.aggregated;
      break;
    case Outcome::late:
      ++round.late;
      break;
    case Outcome::cancelled:
      ++round.cancelled;
      break;
    case Outcome::failed:
      ++round.failed;
      break;
    case Outcome::dropped:
      ++round.dropped;
      break;
    case Outcome::left:
      ++round.left;
      break;
  }
  round.bytes_down += row.bytes_down;
  round.bytes_up += row.bytes_up;
  round.bytes_lost += row.bytes_lost;
}

}  // namespace roundwatt
