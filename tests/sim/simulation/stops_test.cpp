#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// What the boundary `participation` counts of a run on one client and one line, PUE 1.5 in the data centre, no idle time
/// between rounds: everything.
double joules_at_the_meter(const SmallRun& run) {
  double sum = 0;
  const auto hosts = run.rows<HostRow>();
  const auto sites = run.rows<SiteRow>();
  const auto links = run.rows<LinkRow>();
  for (const HostEnergyRow& row : run.rows<HostEnergyRow>()) {
    const HostRow& host = hosts[static_cast<std::size_t>(row.host)];
    sum += row.energy_j * sites[static_cast<std::size_t>(host.site)].pue;
  }
  for (const LinkEnergyRow& row : run.rows<LinkEnergyRow>()) {
    const LinkRow& link = links[static_cast<std::size_t>(row.link)];
    sum += (row.energy_j + row.busy_s * link.idle_w) * sites[static_cast<std::size_t>(link.site)].pue;
  }
  return sum;
}

}  // namespace

TEST_CASE("a stop on energy ends the run at the instant at which it is spent") {
  const SmallRun run{"energy-budget"};
  CHECK(run.summary.end_reason == "energy");
  CHECK(joules_at_the_meter(run) == soft(10e3));
  // The round under way is in the trace, cancelled.
  CHECK(run.rows<RoundRow>().back().closed_by == RoundEnd::end_of_run);
  CHECK(run.rows<ParticipationRow>().back().outcome == Outcome::cancelled);
}

TEST_CASE("a stop on carbon ends the run when the grams are emitted, and says what it was told") {
  // France at 56.039 g/kWh: 0.1 g are 0.1 / 56.039 kWh.
  const SmallRun run{"energy-budget", {"stop={carbon: {grams: 0.1}}"}};
  CHECK(run.summary.end_reason == "carbon");
  CHECK(joules_at_the_meter(run) == soft(0.1 / 56.039 * 3.6e6));
  const auto signals = run.rows<SignalRow>();
  REQUIRE(signals.size() == 1);
  CHECK(signals.front().zone == "FRA");
  CHECK(signals.front().value == soft(56.039));
}

TEST_CASE("a stop on time cancels what is in flight") {
  const SmallRun run{"one-client", {"stop={time: 15s}"}};
  CHECK(run.summary.end_s == soft(15));
  CHECK(run.participation("client").outcome == Outcome::cancelled);
  CHECK(run.energy("client", Activity::train) == soft(4.9 * 50));
}

TEST_CASE("a target holds with the last of its sustained evaluations") {
  // replay.csv is at .71 in round 3, below .7 again in 4, at .72 and .74 in 5 and 6: two in a row with round 6, at 6 x 30.2 s.
  const SmallRun run{"replay"};
  CHECK(run.summary.end_reason == "target_accuracy");
  CHECK(run.summary.rounds == 6);
  CHECK(run.summary.end_s == soft(6 * 30.2));
  CHECK(run.rows<EvaluationRow>().size() == 6);
  // First in round 3, sustained from round 5; each round takes 30.2 s and the same joules, all of which count.
  REQUIRE(run.summary.target.has_value());
  const TargetWatch& watch = run.summary.target->watch;
  const double joules = joules_at_the_meter(run);
  CHECK(watch.first()->round == 3);
  CHECK(watch.first()->time_s == soft(3 * 30.2));
  CHECK(watch.first()->energy_j == soft(joules / 2));
  CHECK(watch.sustained()->round == 5);
  CHECK(watch.sustained()->time_s == soft(5 * 30.2));
  CHECK(watch.sustained()->energy_j == soft(joules * 5 / 6));
  CHECK(watch.confirmed()->round == 6);
  CHECK(watch.confirmed()->energy_j == soft(joules));
  CHECK(run.summary.target->end == *watch.confirmed());
}

TEST_CASE("a target that is missed is known to take more than the whole run") {
  // Tests after rounds 4 and 8 only: .69 is below, .76 is not, and no second test in a row follows.
  const SmallRun run{"replay", {"learning.evaluate.every=4"}};
  CHECK(run.summary.end_reason == "rounds");
  const TargetSummary& target = *run.summary.target;
  CHECK(target.watch.first()->round == 8);
  CHECK_FALSE(target.watch.sustained().has_value());
  CHECK(target.end.round == 10);
  CHECK(target.end.energy_j == soft(joules_at_the_meter(run)));
}

TEST_CASE("a centralized round is as many epochs as a client's would be") {
  // 20 samples of 1 Gf at 10 Gf/s: 2 s an epoch, 10 s a round.
  const SmallRun run{"centralized", {"learning.local.epochs=5"}};
  CHECK(run.summary.end_s == soft(30));
  CHECK(run.rows<RoundRow>().size() == 3);
  CHECK(run.energy("server", Activity::train) == soft(30 * 200));
}

TEST_CASE("a centralized round is as many batches as a client's would be, taken from pass after pass") {
  // Batches of 6, 6, 6, 2 and then, in the next pass, 6: 26 samples a round.
  const SmallRun run{"centralized", {"learning.local.epochs=null", "learning.local.steps=5", "learning.local.batch_size=6"}};
  CHECK(run.summary.end_s == soft(3 * 2.6));
}

TEST_CASE("the centralized trainer runs epochs on the server alone") {
  const SmallRun run{"centralized"};
  // 20 samples of 1e9 flop at 1e10 flop/s: 2 s an epoch, at 200 W.
  CHECK(run.summary.end_s == soft(6));
  CHECK(run.rows<RoundRow>().size() == 3);
  CHECK(run.energy("server", Activity::train) == soft(6 * 200));
  CHECK(run.rows<ParticipationRow>().empty());
}

TEST_CASE("raw data is uploaded before the first epoch when the scenario says so") {
  // 10 samples of 1 MB a client over 1 MB/s and 0.1 s: 10.1 s; then 3 epochs of 2 s.
  const SmallRun run{"centralized-upload"};
  CHECK(run.summary.end_s == soft(16.1));
  const auto transfers = run.rows<TransferRow>();
  REQUIRE(!transfers.empty());
  CHECK(transfers.front().purpose == TransferPurpose::raw_data);
  CHECK(transfers.front().bytes == soft(10e6));
  CHECK(transfers.front().end_s == soft(10.1));
}

TEST_CASE("buckets cut link rows at UTC multiples") {
  // Start at 00:00:00, bucket 8 s: the download of 10.1 s has bytes in [0, 8] (7.9 MB after 0.1 s) and [8, 10.1] (2.1 MB).
  const SmallRun run{"one-client", {"trace.bucket=8s"}};
  const auto rows = run.rows<LinkEnergyRow>();
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].end_s == soft(8));
  CHECK(rows[0].bytes == soft(7.9e6));
  CHECK(rows[1].bytes == soft(2.1e6));
  CHECK(rows[1].end_s == soft(10.1));
  // The upload from 20.1 s: 3.9 s in [16, 24], the rest until 30.2 s in [24, 32].
  CHECK(rows[2].bytes == soft(3.8e6));
  CHECK(rows[3].bytes == soft(6.2e6));
}

TEST_CASE("totals keep every joule by host, activity and bucket") {
  const SmallRun run{"one-client", {"trace.host_energy=totals", "trace.bucket=8s"}};
  CHECK(run.rows<HostEnergyRow>().empty());
  double training = 0, all = 0;
  for (const HostTotalRow& row : run.rows<HostTotalRow>()) {
    CHECK(row.end_s - row.start_s <= 8);
    if (row.host != run.host("client")) continue;
    all += row.energy_j;
    if (row.activity == Activity::train) training += row.energy_j;
  }
  CHECK(training == soft(500));
  CHECK(all == soft(60.6 + 500 + 70.7));
}

}  // namespace roundwatt
