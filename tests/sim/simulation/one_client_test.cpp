#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("one client on one line spends what the hand calculation says") {
  // 10 MB over 1 MB/s with 0.1 s latency: 10.1 s each way; 10 samples of 1e9 flop at 1e9 flop/s: 10 s.
  const SmallRun run{"one-client"};
  const ParticipationRow part = run.participation("client");
  CHECK(part.download_end_s == soft(10.1));
  CHECK(part.train_end_s == soft(20.1));
  CHECK(part.upload_end_s == soft(30.2));
  CHECK(run.summary.end_s == soft(30.2));
  CHECK(part.outcome == Outcome::aggregated);
  // 5 W idle, 50 W busy, radio 1 W receiving and 2 W sending above idle.
  CHECK(run.energy("client", Activity::download) == soft(10.1 * (5 + 1)));  // 60.6 J
  CHECK(run.energy("client", Activity::train) == soft(10 * 50));            // 500 J
  CHECK(run.energy("client", Activity::upload) == soft(10.1 * (5 + 2)));    // 70.7 J
  CHECK(run.intervals("client").size() == 3);
}

TEST_CASE("a line is charged by airtime, and its idle time is the time with a flow") {
  // 2 to 4 W, split duplex: each direction 10 s of airtime counts half; 2 W x 10 s. Busy 10.1 s each way.
  const SmallRun run{"one-client"};
  CHECK(run.link("line").bytes == soft(20e6));
  CHECK(run.link("line").airtime_s == soft(0.5 * 10 + 0.5 * 10));
  CHECK(run.link("line").energy_j == soft(2 * 10));
  CHECK(run.link("line").busy_s == soft(2 * 10.1));
}

TEST_CASE("one megabyte over 8 Mbit/s takes one second each way") {
  // 1 MB = 8e6 bit; the line has 1 MB/s = 8 Mbit/s and 0.1 s of latency.
  const SmallRun run{"one-client", {"workload.model.size=1MB"}};
  const ParticipationRow part = run.participation("client");
  CHECK(part.download_end_s - part.download_start_s - 0.1 == soft(1.0));
  CHECK(part.upload_end_s - part.upload_start_s - 0.1 == soft(1.0));
}

TEST_CASE("a measured rate beats FLOPs, and batches cost their overhead") {
  // 10 samples at 4 samples/s: 2.5 s; batches of 4: 3 of them at 0.5 s each: 1.5 s. Two epochs: 8 s.
  const SmallRun run{"one-client",
                     {"workload.compute={flops_per_sample: 10Mf, samples_per_second: {device: 4}, overhead_per_batch: 0.5s}",
                      "learning.local={epochs: 2, batch_size: 4}"}};
  const ParticipationRow part = run.participation("client");
  CHECK(part.train_end_s - part.train_start_s == soft(2 * (10.0 / 4 + 3 * 0.5)));
  CHECK(part.epochs == 2);
}

TEST_CASE("local steps replace epochs") {
  // Of 10 samples in batches of 4 five steps take 4, 4, 2, 4, 4 of 1e9 flop at 1e9 flop/s: 18 s, 1.8 epochs; half a second a
  // step is 2.5 s more.
  const SmallRun run{"one-client",
                     {"learning.local={epochs: null, steps: 5, batch_size: 4}", "workload.compute.overhead_per_batch=0.5s"}};
  const ParticipationRow part = run.participation("client");
  CHECK(part.train_end_s - part.train_start_s == soft(18 + 5 * 0.5));
  CHECK(part.epochs == soft(1.8));
}

TEST_CASE("one of four cores busy at 10:20:60 W draws 30 W") {
  // Load 1/4: 20 + (60 - 20) / 4 = 30 W for 10 s.
  const SmallRun run{"four-cores"};
  CHECK(run.energy("client", Activity::train) == soft(300));
}

TEST_CASE("half the clock takes twice the time at half the load") {
  // From 15.1 s on the client has half its speed: of the 10 s of work 5 are done, the rest takes 10 s more. Its line has half a
  // megabyte a second from 30.2 s on, with 5.1 - 0.1 = 5 MB sent by then, so the other 5 MB take 10 s: 40.2 s.
  const SmallRun run{"speed-profile"};
  const ParticipationRow part = run.participation("client");
  CHECK(part.train_end_s == soft(25.1));
  CHECK(part.upload_end_s == soft(40.2));
  CHECK(run.energy("client", Activity::train) == soft(5 * 50 + 10 * (8 + 42 * 0.5)));  // 5:8:50 W: 29 W at half load
}

TEST_CASE("aggregation and evaluation occupy the server") {
  // 2e10 flop for one update and 5 test samples of 4e9 flop at 1e10 flop/s: 2 s each at 200 W.
  const SmallRun run{"one-client",
                     {"workload.aggregation.flops_per_update=20Gf", "workload.evaluation.flops_per_sample=4Gf",
                      "learning.evaluate={every: 1, samples: 5}"}};
  CHECK(run.energy("server", Activity::aggregate) == soft(2 * 200));
  CHECK(run.energy("server", Activity::evaluate) == soft(2 * 200));
  const RoundRow round = run.rows<RoundRow>().front();
  CHECK(round.closed_s == soft(30.2));
  CHECK(round.end_s == soft(34.2));
}

}  // namespace roundwatt
