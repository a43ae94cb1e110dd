
#include "sim/base/error.hpp"
#include "tests/catch.hpp"
#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("what others take of a line in the middle of a transfer slows the rest of it") {
  // 5 MB in 5 s at 1 MB/s, then 5 MB in 10 s at half of it; 10 s of training; 10 MB up in 20 s.
  const SmallRun run{"background"};
  const ParticipationRow part = run.participation("client");
  CHECK(part.download_end_s == soft(15.1));
  CHECK(part.upload_start_s == soft(25.1));
  CHECK(part.upload_end_s == soft(45.2));
  // The run's own bytes are on the line for as long as without others, half of 10 s each way; it is busy longer.
  CHECK(run.link("line").airtime_s == soft(10));
  CHECK(run.link("line").busy_s == soft(35.2));
  CHECK(run.link("line").energy_j == soft((4 - 2) * 10));
}

TEST_CASE("a share that others take all the time leaves the rest of the rate") {
  const SmallRun run{"background", {"platform.background={links: ['l*'], share: 0.75, file: null}"}};
  CHECK(run.participation("client").download_end_s == soft(0.1 + 10 / 0.25));
}

TEST_CASE("background traffic on a link that the run does not cross is refused") {
  CHECK_THROWS_WITH((SmallRun{"background", {"platform.background.links=[line, lime]"}}),
                    ContainsSubstring("lime: nothing of this run crosses a link of that name"));
}

TEST_CASE("background traffic in the air of an access point is refused") {
  CHECK_THROWS_WITH((SmallRun{"two-stations", {"platform.background={links: ['*'], share: 0.5}"}}),
                    ContainsSubstring("is an access point, whose air SimGrid shares by the rates of its stations"));
}

}  // namespace roundwatt
