#include "sim/energy/link_meter.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// Links of 2 W above idle, and what the meter has closed of them so far.
struct Metering {
  explicit Metering(std::size_t links)
      : meter{std::vector<Watts>(links, Watts{2}), [this](const LinkEnergyRow& row) { rows.push_back(row); }} {}

  std::vector<LinkEnergyRow> rows;
  LinkMeter meter;
};

constexpr double at_1_mb_per_second = 1e-6;  // s/byte
const Route wire{{LinkId{0}, at_1_mb_per_second}};
const Route both_wires{{LinkId{0}, at_1_mb_per_second}, {LinkId{1}, at_1_mb_per_second}};

void check_times(const LinkEnergyRow& row, double start_s, double end_s, double busy_s) {
  CHECK(row.start_s == start_s);
  CHECK(row.end_s == end_s);
  CHECK(row.busy_s == soft(busy_s));
}

}  // namespace

TEST_CASE("a link is charged by airtime, and is busy as long as a flow is there") {
  Metering metering{1};
  metering.meter.begin_flow(wire, 1, 0);
  metering.meter.carry(wire, 1, 10e6);
  metering.meter.end_flow(wire, 1, 20.1);  // contention elsewhere and latency: the airtime does not grow with them
  metering.meter.close_round(1, 30);
  REQUIRE(metering.rows.size() == 1);
  check_times(metering.rows[0], 0, 20.1, 20.1);
  CHECK(metering.rows[0].round == 1);
  CHECK(metering.rows[0].bytes == 10e6);
  CHECK(metering.rows[0].airtime_s == soft(10));
  CHECK(metering.rows[0].energy_j == soft(20));
}

TEST_CASE("two flows of one round make the link busy once") {
  Metering metering{1};
  metering.meter.begin_flow(wire, 1, 0);
  metering.meter.begin_flow(wire, 1, 4);
  metering.meter.end_flow(wire, 1, 6);
  metering.meter.end_flow(wire, 1, 10);
  metering.meter.begin_flow(wire, 1, 15);
  metering.meter.end_flow(wire, 1, 18);
  metering.meter.close_round(1, 20);
  REQUIRE(metering.rows.size() == 1);
  check_times(metering.rows[0], 0, 18, 10 + 3);
}

TEST_CASE("two rounds share each instant at which both have a flow") {
  Metering metering{1};
  metering.meter.begin_flow(wire, 1, 0);
  metering.meter.begin_flow(wire, 2, 4);
  metering.meter.begin_flow(wire, 2, 5);  // a second flow of round 2 takes no second share
  metering.meter.end_flow(wire, 1, 10);
  metering.meter.close_round(1, 10);
  metering.meter.end_flow(wire, 2, 12);
  metering.meter.end_flow(wire, 2, 13);
  metering.meter.close_round(2, 13);
  REQUIRE(metering.rows.size() == 2);
  check_times(metering.rows[0], 0, 10, 4 + 6 / 2.0);
  check_times(metering.rows[1], 4, 13, 6 / 2.0 + 3);
}

TEST_CASE("each direction of a split-duplex line counts for half of its power") {
  const Route direction{{LinkId{0}, at_1_mb_per_second / 2}};
  Metering metering{1};
  metering.meter.begin_flow(direction, 1, 0);
  metering.meter.begin_flow(direction, 1, 0);
  metering.meter.carry(direction, 1, 10e6);
  metering.meter.carry(direction, 1, 10e6);
  metering.meter.end_flow(direction, 1, 10);
  metering.meter.end_flow(direction, 1, 10);
  metering.meter.close_round(1, 10);
  // 10 MB each way at once: 10 s, half of 2 W for each direction.
  CHECK(metering.rows.at(0).airtime_s == soft(10));
  CHECK(metering.rows.at(0).busy_s == soft(10));
  CHECK(metering.rows.at(0).energy_j == soft(10 * 1 + 10 * 1));
}

TEST_CASE("a flow between two stations holds their access point twice, at each one's rate") {
  // 1 MB at 54 and at 6 Mbit/s: 8/54 s and 8/6 s.
  const Route relay{{LinkId{0}, 8 / 54e6}, {LinkId{0}, 8 / 6e6}};
  Metering metering{1};
  metering.meter.begin_flow(relay, 1, 0);
  metering.meter.carry(relay, 1, 1e6);
  metering.meter.end_flow(relay, 1, 2);
  metering.meter.close_round(1, 2);
  REQUIRE(metering.rows.size() == 1);
  check_times(metering.rows[0], 0, 2, 2);
  CHECK(metering.rows[0].airtime_s == soft(8.0 / 54 + 8.0 / 6));
}

TEST_CASE("a cut at a bucket's end closes every row, and flows in the air go on in new ones") {
  Metering metering{2};
  metering.meter.begin_flow(both_wires, 1, 2);
  metering.meter.begin_flow(wire, 2, 5);
  metering.meter.end_flow(wire, 2, 8);
  metering.meter.carry(both_wires, 1, 6e6);
  metering.meter.cut(10);
  // On the first link, round 1 shares 5 to 8 s with round 2.
  REQUIRE(metering.rows.size() == 3);
  check_times(metering.rows[0], 2, 10, 3 + 1.5 + 2);
  check_times(metering.rows[1], 5, 8, 1.5);
  check_times(metering.rows[2], 2, 10, 8);
  CHECK(metering.rows[0].airtime_s == soft(6));
  metering.meter.carry(both_wires, 1, 4e6);
  metering.meter.end_flow(both_wires, 1, 15);
  metering.meter.close_round(2, 15);  // nothing of it is left
  metering.meter.cut(20);
  REQUIRE(metering.rows.size() == 5);
  check_times(metering.rows[3], 10, 15, 5);
  CHECK(metering.rows[3].bytes == 4e6);
  CHECK(metering.rows[4].link == 1);
  metering.meter.cut(30);
  CHECK(metering.rows.size() == 5);
}

TEST_CASE("a round is closed once, its links in order, the others stay open") {
  Metering metering{2};
  metering.meter.begin_flow({{LinkId{1}, at_1_mb_per_second}}, 1, 0);
  metering.meter.begin_flow(wire, 1, 1);
  metering.meter.begin_flow(wire, 2, 1);
  metering.meter.end_flow({{LinkId{1}, at_1_mb_per_second}}, 1, 3);
  metering.meter.end_flow(wire, 1, 4);
  metering.meter.close_round(1, 4);
  metering.meter.close_round(1, 5);
  metering.meter.close_round(7, 5);
  REQUIRE(metering.rows.size() == 2);
  CHECK(metering.rows[0].link == 0);
  CHECK(metering.rows[1].link == 1);
  metering.meter.end_flow(wire, 2, 6);
  metering.meter.close_round(2, 6);
  CHECK(metering.rows.at(2).round == 2);
}

TEST_CASE("listeners hear when a link comes into use and out of it, and of every joule") {
  Metering metering{1};
  std::vector<double> switched;
  double joules = 0;
  metering.meter.listen([&](LinkId, bool in_use, double now) { switched.push_back(in_use ? now : -now); },
                        [&](LinkId, Joules energy) { joules += energy.value(); });
  metering.meter.begin_flow(wire, 1, 1);
  metering.meter.begin_flow(wire, 2, 2);
  metering.meter.carry(wire, 1, 1e6);
  metering.meter.end_flow(wire, 1, 3);
  metering.meter.carry(wire, 2, 2e6);
  metering.meter.end_flow(wire, 2, 4);
  metering.meter.begin_flow(wire, 2, 6);
  CHECK(switched == std::vector<double>{1, -4, 6});
  CHECK(joules == soft(2 * (1 + 2)));
}
