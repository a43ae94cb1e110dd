
#include "tests/catch.hpp"
#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

// two-lines.xml: each client on a split-duplex line of its own, 1 MB/s and 0.1 s; 10 MB each way, 10 s and 20 s of training.
TEST_CASE("a line of half the rate takes twice as long for the bytes and as long for the latency") {
  const SmallRun run{"slow-lines"};
  const ParticipationRow fast = run.participation("fast"), slow = run.participation("slow");
  CHECK(fast.download_end_s == soft(0.1 + 10 / 0.5));
  CHECK(fast.upload_end_s - fast.upload_start_s == soft(0.1 + 10 / 0.5));
  CHECK(slow.download_end_s == soft(0.1 + 10 / 2.0));
  // Its energy is that of a line of its rate: 2 W above idle, each direction half of it, for 20 MB at 0.5 MB/s.
  CHECK(run.link("line-fast").energy_j == soft(20 / 0.5));
  CHECK(run.rows<LinkRow>()[static_cast<std::size_t>(run.row_named<LinkRow>("line-fast"))].bandwidth_byte_s == soft(0.5e6));
}

TEST_CASE("lines that are all as fast as the platform says change nothing") {
  const SmallRun run{"slow-lines", {"federation.devices.line=null"}};
  CHECK(run.participation("fast").download_end_s == soft(10.1));
}

TEST_CASE("clients behind one line share its factor") {
  // two-clients.xml: 1 MB/s for both; 10 MB each at half of the rate, together.
  const SmallRun run{"two-clients", {"federation.devices.line.factor=0.5"}};
  CHECK(run.rows<LinkRow>()[static_cast<std::size_t>(run.row_named<LinkRow>("line"))].bandwidth_byte_s == soft(0.5e6));
}

TEST_CASE("the line of a station is what stands behind its access point") {
  const SmallRun run{"two-stations", {"federation.devices.line.factor=0.5"}};
  const auto links = run.rows<LinkRow>();
  const auto rate = [&](const std::string& name) {
    return links[static_cast<std::size_t>(run.row_named<LinkRow>(name))].bandwidth_byte_s;
  };
  CHECK(rate("line") == soft(25e6));
}

}  // namespace roundwatt
