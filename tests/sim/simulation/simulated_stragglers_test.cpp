#include <map>

#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("simulated stragglers get through one or two of three epochs, two of five a round, whatever their device") {
  const SmallRun run{"simulated-stragglers"};
  std::map<std::int32_t, int> stragglers;
  for (const ParticipationRow& row : run.rows<ParticipationRow>()) {
    CHECK(row.outcome == Outcome::aggregated);
    CHECK(row.epochs >= 1);
    stragglers[row.round] += row.epochs < 3 ? 1 : 0;
  }
  CHECK(stragglers.size() == 8);
  for (const auto& [round, count] : stragglers) CHECK(count == 2);
}

TEST_CASE("the dropped work of simulated stragglers costs the time that the kept one does") {
  const SmallRun run{"simulated-stragglers", {"federation.stragglers.late=drop"}};
  for (const RoundRow& round : run.rows<RoundRow>()) {
    CHECK(round.aggregated == 3);
    CHECK(round.dropped == 2);
  }
  for (const ParticipationRow& row : run.rows<ParticipationRow>()) {
    CHECK(row.outcome == (row.epochs < 3 ? Outcome::dropped : Outcome::aggregated));
  }
}

}  // namespace roundwatt
