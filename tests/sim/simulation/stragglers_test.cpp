#include <cmath>

#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("a late client's energy is there, its update is not") {
  // The round closes at 35 s; slow (0.5e9 flop/s) trained until 30.1 s and has sent 35 - 30.1 - 0.1 = 4.8 s of 1 MB/s.
  const SmallRun run{"deadline"};
  const ParticipationRow slow = run.participation("slow");
  CHECK(slow.outcome == Outcome::cancelled);
  CHECK(slow.end_s == soft(35));
  CHECK(slow.bytes_up == soft(4.8e6));
  CHECK(slow.bytes_lost == soft(4.8e6));
  CHECK(std::isnan(slow.upload_end_s));
  CHECK(run.energy("slow", Activity::train) == soft(20 * 50));
  CHECK(run.energy("slow", Activity::upload) == soft(4.9 * (5 + 2)));
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.closed_by == RoundEnd::deadline);
  CHECK(round.aggregated == 1);
  CHECK(round.cancelled == 1);
  CHECK(round.bytes_lost == soft(4.8e6));
}

TEST_CASE("finishing after the deadline wastes the rest of the upload") {
  // Instead of stopping at 35 s slow sends until 40.2 s: 5.2 s more at 5 + 2 W, 36.4 J.
  const SmallRun run{"deadline-finish"};
  const ParticipationRow slow = run.participation("slow");
  CHECK(slow.outcome == Outcome::late);
  CHECK(slow.upload_end_s == soft(40.2));
  CHECK(slow.bytes_lost == 0);
  CHECK(run.energy("slow", Activity::upload) == soft(4.9 * 7 + 36.4));
  // Busy with its late upload, it is not asked for round 2, which has fast alone.
  CHECK(run.rows<RoundRow>().back().selected == 1);
}

TEST_CASE("over-selection closes a round with the first updates") {
  // Two selected for one update: fast answers at 30.2 s, slow is stopped then, 0.1 s into its upload: nothing sent yet.
  const SmallRun run{"over-selection"};
  CHECK(run.summary.end_s == soft(30.2));
  CHECK(run.participation("fast").outcome == Outcome::aggregated);
  CHECK(run.participation("slow").outcome == Outcome::cancelled);
  CHECK(run.participation("slow").bytes_up == soft(0).margin(1e-6));
}

TEST_CASE("a host that dies in the middle of training has spent what it spent") {
  // Off at 15 s, 4.9 s into its training at 50 W; then 0 W.
  const SmallRun run{"failing"};
  const ParticipationRow dead = run.participation("dies-training");
  CHECK(dead.outcome == Outcome::failed);
  CHECK(dead.end_s == soft(15));
  CHECK(std::isnan(dead.train_end_s));
  CHECK(dead.epochs == 0);
  CHECK(run.energy("dies-training", Activity::train) == soft(4.9 * 50));
  CHECK(run.energy("dies-training", Activity::off) == 0);
  CHECK(run.intervals("dies-training").back().start_s == soft(15));
}

TEST_CASE("a host that dies in the middle of its upload has sent what it sent") {
  // Upload from 20.1 s, 0.1 s latency, off at 25 s: 4.8 MB of 10 have left it, none of them of use.
  const SmallRun run{"failing"};
  const ParticipationRow dead = run.participation("dies-uploading");
  CHECK(dead.outcome == Outcome::failed);
  CHECK(dead.bytes_up == soft(4.8e6));
  CHECK(dead.bytes_lost == soft(4.8e6));
  CHECK(run.link("line-dies-uploading").bytes == soft(14.8e6));
}

TEST_CASE("a host that comes back has lost its work and idles") {
  // Off from 15 to 18 s: the round goes on without it.
  const SmallRun run{"failing"};
  CHECK(run.participation("returns").outcome == Outcome::failed);
  const auto intervals = run.intervals("returns");
  CHECK(intervals[2].activity == Activity::off);
  CHECK(intervals[2].end_s == soft(18));
  CHECK(intervals[3].activity == Activity::idle);
  CHECK(run.rows<RoundRow>().front().failed == 3);
}

TEST_CASE("a server that receives three updates while it aggregates is labelled by its work") {
  const SmallRun run{"deadline-finish", {"workload.aggregation.flops_per_update=40Gf", "stop={rounds: 1}"}};
  // Closed at 35 s with one update: 4 s at 200 W until 39 s, while slow's upload arrives (radio 0 W at the server).
  bool seen = false;
  for (const HostEnergyRow& row : run.intervals("server")) {
    if (row.activity != Activity::aggregate) continue;
    seen = true;
    CHECK(row.rx == 1);
    CHECK(row.end_s - row.start_s == soft(4));
    CHECK(row.base_j == soft(4 * 100));
    CHECK(row.compute_j == soft(4 * 100));
  }
  CHECK(seen);
}

TEST_CASE("partial work is as many epochs as fit before the deadline, and the device pays for those") {
  // Slow: 31.5 - 10.1 of download - 10.1 expected for the upload = 11.3 s for epochs of 2 s: 5 of 7, 20.1 s, there at 30.2 s.
  const SmallRun run{"partial"};
  const ParticipationRow slow = run.participation("slow");
  CHECK(slow.outcome == Outcome::aggregated);
  CHECK(slow.epochs == 5);
  CHECK(slow.train_end_s == soft(20.1));
  CHECK(slow.upload_end_s == soft(30.2));
  CHECK(run.participation("fast").epochs == 7);
  CHECK(run.energy("slow", Activity::train) == soft(2 * 5 * 2 * 50));
}

TEST_CASE("of a single epoch partial work is whole batches") {
  // 10 samples in batches of 3, 2 s a sample on slow: 11.3 s hold one batch of 6 s, not two.
  const SmallRun run{"partial", {"data.samples_per_client=10", "learning.local={epochs: 1, batch_size: 3}"}};
  CHECK(run.participation("slow").epochs == soft(0.3));
  CHECK(run.participation("slow").train_end_s == soft(16.1));
  // fast: 11.3 s hold all ten samples at 1 s
  CHECK(run.participation("fast").epochs == 1);
}

TEST_CASE("a client that has no time for anything does one epoch all the same, in vain") {
  // Deadline 25 s: slow has 4.8 s for epochs of 6 s; after one at 16.1 s its upload is cut off.
  const SmallRun run{"partial", {"data.samples_per_client=3", "federation.stragglers.deadline=25s", "stop.rounds=1"}};
  CHECK(run.participation("slow").epochs == 1);
  CHECK(run.participation("slow").outcome == Outcome::cancelled);
  CHECK(run.participation("slow").end_s == soft(25));
}

TEST_CASE("a late update goes into the next round, and its row says how stale it is") {
  const SmallRun run{"stale"};
  const ParticipationRow slow = run.participation("slow");
  CHECK(slow.outcome == Outcome::aggregated);
  CHECK(slow.staleness == 1);
  CHECK(slow.end_s == soft(40.2));
  const auto rounds = run.rows<RoundRow>();
  // Round 1 closes with fast's; round 2, of fast alone, joins slow's: mean staleness (1 + 0) / 2.
  CHECK(rounds[0].round == 1);
  CHECK(rounds[0].aggregated == 2);
  CHECK(rounds[0].late == 0);
  CHECK(rounds[0].staleness_mean == 0);
  CHECK(rounds[1].selected == 1);
  CHECK(rounds[1].staleness_mean == soft(0.5));
}

TEST_CASE("a late update for which no round comes any more is dropped") {
  const SmallRun run{"stale", {"stop={rounds: null, time: 41s}"}};
  CHECK(run.participation("slow").outcome == Outcome::dropped);
  CHECK(run.participation("slow").end_s == soft(40.2));
}

TEST_CASE("a deadline from history is the percentile of the responses") {
  // Round 1 waits for both, 30.2 and 40.2 s; half of two is the first: round 2 closes 30.2 s after its start, fast's arrival.
  const SmallRun run{"deadline",
                     {"federation.stragglers={deadline: null, deadline_history: {percentile: 50}}", "stop.rounds=2"}};
  const auto rounds = run.rows<RoundRow>();
  CHECK(rounds[0].closed_s == soft(40.2));
  CHECK(rounds[1].closed_s == soft(70.4));
  CHECK(rounds[1].aggregated == 1);
  CHECK(run.participation("slow", 2).outcome == Outcome::cancelled);
}

}  // namespace roundwatt
