#include <algorithm>
#include <cmath>
#include <tuple>

#include "sim/base/text_file.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// By round, then by client.
std::vector<ParticipationRow> parts_of(const SmallRun& run) {
  auto rows = run.rows<ParticipationRow>();
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return std::tie(a.round, a.client) < std::tie(b.round, b.client); });
  return rows;
}

std::vector<RoundRow> rounds_of(const SmallRun& run) {
  auto rows = run.rows<RoundRow>();
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.round < b.round; });
  return rows;
}

/// Of scenarios/small/one-client with the four clients of scenarios/small/ties, all of whom are asked.
std::vector<std::string> of_four(std::vector<std::string> more) {
  more.emplace_back("platform.file=" ROUNDWATT_SOURCE_DIR "/platforms/small/quadruplets.xml");
  more.emplace_back("data.clients=4");
  return more;
}

constexpr const char* all_four = "federation.clients_per_round=4";
constexpr const char* whenever = "federation.clients_per_round=null";

}  // namespace

// In all of these a client needs 10 s down, 10 s of training and 10 s up.

TEST_CASE("of updates that arrive at one instant the first clients' count, the others' in the next round") {
  // 30 s: clients 0 and 1 close round 1; 2 and 3 are late by nothing but their numbers, and wait for round 2, which all four
  // join again at 30 s. 60 s: again 0 and 1, with 2 and 3 of round 1, one version behind: (0 + 0 + 1 + 1) / 4.
  const SmallRun run{"ties"};
  const auto rounds = rounds_of(run);
  REQUIRE(rounds.size() == 2);
  CHECK(rounds[0].closed_s == soft(30));
  CHECK(rounds[0].closed_by == RoundEnd::quorum);
  CHECK(rounds[0].selected == 4);
  CHECK(rounds[0].aggregated == 4);  // two of them by round 2
  CHECK(rounds[0].staleness_mean == 0);
  CHECK(rounds[1].closed_s == soft(60));
  CHECK(rounds[1].aggregated == 2);
  CHECK(rounds[1].dropped == 2);  // no round comes that could use them
  CHECK(rounds[1].staleness_mean == soft(0.5));
  const auto parts = parts_of(run);
  REQUIRE(parts.size() == 8);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    CHECK(parts[i].staleness == (i == 2 || i == 3 ? 1 : 0));
    CHECK(parts[i].outcome == (i == 6 || i == 7 ? Outcome::dropped : Outcome::aggregated));
  }
}

TEST_CASE("an update that arrives at the deadline is in time") {
  const SmallRun run{"one-client", of_four({"federation.stragglers={deadline: 30s, late: drop}", all_four, "stop.rounds=1"})};
  const auto rounds = rounds_of(run);
  REQUIRE(rounds.size() == 1);
  CHECK(rounds[0].aggregated == 4);
  CHECK(rounds[0].closed_by == RoundEnd::quorum);
  CHECK(rounds[0].closed_s == soft(30));
}

TEST_CASE("work that is cut to fit a deadline arrives by it") {
  // Five epochs of 2 s, and 20 s on the way: 28 s leave 8 s for training, four epochs to the instant.
  const SmallRun run{"one-client", of_four({"data.samples_per_client=2", "learning.local.epochs=5", all_four, "stop.rounds=1",
                                            "federation.stragglers={deadline: 28s, late: partial}"})};
  const auto rounds = rounds_of(run);
  REQUIRE(rounds.size() == 1);
  CHECK(rounds[0].aggregated == 4);
  CHECK(rounds[0].closed_s == soft(28));
  for (const ParticipationRow& part : parts_of(run)) CHECK(part.epochs == 4);
}

TEST_CASE("who is stopped at a deadline can be asked by the round that begins then") {
  // All four are wanted and none is done by 20 s: a round each 20 s, with all four.
  const SmallRun run{"one-client", of_four({"federation.stragglers={deadline: 20s, late: drop, after_deadline: cancel}",
                                            all_four, "stop.rounds=3"})};
  const auto rounds = rounds_of(run);
  REQUIRE(rounds.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(rounds[i].start_s == soft(20.0 * static_cast<double>(i)));
    CHECK(rounds[i].selected == 4);
    CHECK(rounds[i].cancelled == 4);
  }
}

TEST_CASE("a client whose time is over when its update arrives has sent it") {
  const ScratchText intervals{"client,start,end\n0,0,30\n1,0,30\n2,0,29.9\n3,0,90\n"};
  const SmallRun run{"one-client", of_four({all_four, "stop.rounds=1",
                                            "federation.availability={kind: intervals, intervals: {file: " + intervals.name() +
                                                ", afterwards: off}}"})};
  const auto parts = parts_of(run);
  REQUIRE(parts.size() == 4);
  CHECK(parts[0].outcome == Outcome::aggregated);
  CHECK(parts[1].outcome == Outcome::aggregated);
  CHECK(parts[2].outcome == Outcome::left);
  CHECK(parts[2].end_s == soft(29.9));
  CHECK(parts[3].outcome == Outcome::aggregated);
}

TEST_CASE("a round that closes at the instant of stop.time is the last one") {
  const SmallRun run{"one-client", of_four({all_four, "stop.rounds=null", "stop.time=60s"})};
  const auto rounds = rounds_of(run);
  REQUIRE(rounds.size() == 2);
  CHECK(rounds[1].aggregated == 4);
  CHECK(rounds[1].end_s == soft(60));
  CHECK(run.summary.end_reason == "time");
}

TEST_CASE("an asynchronous server merges updates of one instant by client") {
  // Four places, merged two at a time: 0 and 1 make version 2 at 30 s, 2 and 3, which did not know it, version 3 at 30 s.
  const SmallRun run{"one-client", of_four({"federation.mode=asynchronous", whenever,
                                            "federation.asynchronous={algorithm: fedbuff, max_concurrency: 4, buffer_size: 2}",
                                            "stop.rounds=2"})};
  const auto parts = parts_of(run);
  REQUIRE(parts.size() >= 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(parts[i].client == static_cast<std::int32_t>(i));
    CHECK(parts[i].staleness == (i < 2 ? 0 : 1));
    CHECK(parts[i].outcome == Outcome::aggregated);
  }
}

TEST_CASE("an asynchronous server goes on while those who have come back find no place") {
  // One place. Client 0 has it until 30 s; the others come at 5 s and wait. Each then takes 30 s.
  const ScratchText intervals{"client,start,end\n0,0,1000\n1,5,1000\n2,5,1000\n3,5,1000\n"};
  const SmallRun run{
      "one-client",
      of_four({"federation.mode=asynchronous", whenever, "federation.asynchronous={algorithm: fedasync, max_concurrency: 1}",
               "stop.rounds=4",
               "federation.availability={kind: intervals, intervals: {file: " + intervals.name() + ", afterwards: off}}"})};
  const auto rounds = rounds_of(run);
  REQUIRE(rounds.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK(rounds[i].end_s == soft(30.0 * static_cast<double>(i + 1)));
}

TEST_CASE("a client that is lost keeps its place, and is not asked, until the server gives it up") {
  // Client 0 leaves at 5 s and is back at 6 s; the server learns of it at 25 s and asks it for the version of then, the first:
  // it was asked for that already. Version 2 stands at 30 s, and it is asked then.
  const ScratchText intervals{"client,start,end\n0,0,5\n0,6,1000\n1,0,1000\n2,0,1000\n3,0,1000\n"};
  const SmallRun run{"one-client", of_four({"federation.mode=asynchronous", whenever,
                                            "federation.asynchronous={algorithm: fedbuff, max_concurrency: 4, buffer_size: 3}",
                                            "stop.rounds=2", "federation.failure_detection.timeout=20s",
                                            "federation.availability={kind: intervals, intervals: {file: " + intervals.name() +
                                                ", afterwards: off}}"})};
  std::vector<double> asked_s;
  for (const ParticipationRow& part : parts_of(run)) {
    if (part.client == 0) asked_s.push_back(part.selected_s);
  }
  REQUIRE(asked_s.size() == 2);
  CHECK(asked_s[0] == 0);
  CHECK(asked_s[1] == soft(30));
}

TEST_CASE("a link that goes off at an arrival but for a rounding keeps nobody waiting") {
  // 0.1 + 10 + 10 + 0.1 + 10 s miss 30.2 s by a rounding: the update arrives, and the round closes, before the line goes off.
  // The next round begins then, not 2 ns later, on a line that is off until 31 s.
  std::string xml = read_text_file(ROUNDWATT_SOURCE_DIR "/platforms/small/one-client.xml");
  xml.insert(xml.find("<zone id=\"world\""), "<trace id=\"off\" periodicity=\"0\">30.2 0\n31 1\n</trace>");
  xml.insert(xml.find("</platform>"), "<trace_connect kind=\"LINK_AVAIL\" trace=\"off\" element=\"line\"/>");
  const ScratchText file{xml, "platform.xml"};
  const SmallRun run{"one-client",
                     {"platform.file=" + file.name(), "stop.rounds=2", "federation.failure_detection.timeout=5s"}};
  const auto rounds = rounds_of(run);
  REQUIRE(rounds.size() == 2);
  CHECK(rounds[0].aggregated == 1);
  CHECK(std::abs(rounds[0].closed_s - 30.2) < 1e-10);
  CHECK(std::abs(rounds[1].start_s - 30.2) < 1e-10);
  CHECK(run.verifies());
}

}  // namespace roundwatt
