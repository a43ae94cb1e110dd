#include <fstream>

#include "tests/one_client_platform.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// The platform of scenarios/small/one-client, where \p element has a profile.
class WithProfile {
 public:
  WithProfile(const std::string& element, const std::string& attribute, const std::string& profile)
      : platform_{one_client_platform_with(element, attribute + "=\"changes.profile\""), "p.xml"} {
    std::ofstream{platform_.path().parent_path() / "changes.profile"} << profile;
  }
  std::string override() const { return "platform.file=" + platform_.name(); }

 private:
  ScratchText platform_;
};

}  // namespace

// One client: 10 MB over 1 MB/s and 0.1 s down, 10 Gf at 1 Gf/s, 10 MB up. A line of 2:4 W: 10 s of 1 MB each way of both are
// 20 J.

TEST_CASE("what a line is in the file is nominal, whatever its profile begins with") {
  const WithProfile platform{"<link id=\"line\"", "bandwidth_file", "0 500000\n"};
  const SmallRun run{"one-client", {platform.override()}};
  CHECK(run.rows<LinkRow>()[0].bandwidth_byte_s == 1e6);
  CHECK(run.participation("client").download_end_s == soft(20.1));
  // 10 MB at a nominal 1 MB/s are 10 s of airtime each way, of 2 W above idle on half of the line.
  CHECK(run.link("line").airtime_s == soft(10));
  CHECK(run.link("line").energy_j == soft(20));
}

TEST_CASE("a device that runs faster than its file says draws its full power and no more") {
  const WithProfile platform{"<host id=\"client\"", "speed_file", "0 4\n"};
  const SmallRun run{"one-client", {platform.override()}};
  // 10 s of work in 2.5 s at 50 W.
  CHECK(run.participation("client").train_end_s == soft(12.6));
  CHECK(run.energy("client", Activity::train) == soft(2.5 * 50));
  for (const HostEnergyRow& row : run.intervals("client")) CHECK(row.cpu_load <= 1);
}

// Links that change: docs/methods/time.md. The line is split in two halves that change alike.

TEST_CASE("a transfer that is under way gains from a line that becomes faster, and loses from one that becomes slower") {
  // Half of 1 MB/s until 5.1 s: 2.5 MB of 10; the other 7.5 MB at 1 MB/s. From 25.6 s on a quarter: after 2.9 s of the upload's
  // data 7.1 MB are left, which take 28.4 s.
  const WithProfile platform{"<link id=\"line\"", "bandwidth_file", "0 500000\n5.1 1000000\n25.6 250000\n"};
  const SmallRun run{"one-client", {platform.override()}};
  CHECK(run.participation("client").download_end_s == soft(12.6));
  CHECK(run.participation("client").upload_end_s == soft(25.6 + 28.4));
  // Bytes cost the same at any rate.
  CHECK(run.link("line").energy_j == soft(20));
  CHECK(run.rows<LinkRow>()[0].peak_byte_s == 1e6);
}

TEST_CASE("rates follow a line in LV08 too, with its factors") {
  // 13.01 × 0.1 s, then 0.485 MB/s until 5.1 s, and 0.97 MB/s: 1.842515 MB, and 8.157485 MB in 8.409778 s.
  const WithProfile platform{"<link id=\"line\"", "bandwidth_file", "0 500000\n5.1 1000000\n"};
  const SmallRun run{"one-client", {platform.override(), "platform.network.model=LV08"}};
  CHECK(run.participation("client").download_end_s == soft(5.1 + (10 - 3.799 * 0.485) / 0.97));
}

TEST_CASE("nothing passes while a line has no bandwidth, and all goes on afterwards") {
  // 3.9 MB by 4 s, the other 6.1 MB from 7 s on. The upload begins while the line is shut, and pays its latency meanwhile.
  const WithProfile platform{"<link id=\"line\"", "bandwidth_file", "4 0\n7 1000000\n23 0\n24 1000000\n"};
  const SmallRun run{"one-client", {platform.override()}};
  CHECK(run.participation("client").download_end_s == soft(13.1));
  CHECK(run.participation("client").upload_start_s == soft(23.1));
  CHECK(run.participation("client").upload_end_s == soft(34));
}

TEST_CASE("a line that carries more than its file says costs as much for a byte") {
  // 10 MB at 4 MB/s: 2.5 s each way. Airtime is at the nominal rate, so that it exceeds the time in use by up to the peak.
  const WithProfile platform{"<link id=\"line\"", "bandwidth_file", "0 4000000\n"};
  const SmallRun run{"one-client", {platform.override()}};
  CHECK(run.participation("client").download_end_s == soft(2.6));
  CHECK(run.link("line").airtime_s == soft(10));
  CHECK(run.link("line").busy_s == soft(5.2));
  CHECK(run.link("line").energy_j == soft(20));
  CHECK(run.rows<LinkRow>()[0].peak_byte_s == 4e6);
  CHECK(run.verifies());
}

TEST_CASE("a latency counts for transfers that begin after it has changed, and never holds up one under way") {
  const WithProfile platform{"<link id=\"line\"", "latency_file", "1 0\n15 2\n"};
  const SmallRun run{"one-client", {platform.override()}};
  CHECK(run.participation("client").download_end_s == soft(10.1));
  CHECK(run.participation("client").upload_end_s == soft(20.1 + 12));
}

TEST_CASE("a latency that changes while a transfer pays it changes nothing of that") {
  const WithProfile early{"<link id=\"line\"", "latency_file", "0.05 1\n"};
  CHECK(SmallRun{"one-client", {early.override()}}.participation("client").download_end_s == soft(10.1));
}

TEST_CASE("both halves of a line go off and on as its profile says, and what was on them is lost") {
  const WithProfile platform{"<link id=\"line\"", "state_file", "1 0\n2 1\n"};
  const SmallRun run{"one-client", {platform.override()}};
  const ParticipationRow part = run.participation("client");
  CHECK(part.outcome == Outcome::failed);
  CHECK(part.bytes_down == soft(0.9e6));
  CHECK(part.bytes_lost == soft(0.9e6));
  CHECK(run.link("line").energy_j == soft(0.9e6 / 1e6 * 1));
  CHECK(run.verifies());
}

TEST_CASE("a way that crosses a link twice takes twice of it, and the trace says so") {
  // 10 MB through 2 MB/s twice are 10 s each way.
  std::string xml = one_client_platform_with("<link id=\"line\"", "");
  const std::string crossing = "<link_ctn id=\"line\" direction=\"UP\"/>";
  xml.insert(xml.find(crossing), "<link_ctn id=\"line\" direction=\"DOWN\"/>");
  const ScratchText platform{xml, "p.xml"};
  const SmallRun run{"one-client", {"platform.file=" + platform.name()}};
  CHECK(run.rows<LinkRow>()[0].crossings == 2);
  CHECK(run.participation("client").download_end_s == soft(10.2));
  CHECK(run.link("line").bytes == soft(40e6));
  CHECK(run.verifies());
}

}  // namespace roundwatt
