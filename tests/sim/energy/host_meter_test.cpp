#include "sim/energy/host_meter.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// The client of platforms/small: 5 W idle, 50 W busy, radio 1 W in, 2 W out.
MeteredHost client() {
  return {.power = {.off = Watts{0},
                    .idle = Watts{5},
                    .epsilon = Watts{5},
                    .busy = Watts{50},
                    .radio_rx = Watts{1},
                    .radio_tx = Watts{2}}};
}

/// A meter together with what it has closed so far.
struct Metering {
  explicit Metering(const std::vector<MeteredHost>& hosts)
      : meter{hosts, [this](const HostEnergyRow& row) { rows.push_back(row); }} {}

  std::vector<HostEnergyRow> rows;
  HostMeter meter;
};

const HostId first{0};
const HostId second{1};

void check_row(const HostEnergyRow& row, Activity activity, double start_s, double end_s, double energy_j) {
  CHECK(row.activity == activity);
  CHECK(row.start_s == start_s);
  CHECK(row.end_s == end_s);
  CHECK(row.energy_j == soft(energy_j));
  CHECK(row.energy_j == soft(row.base_j + row.compute_j + row.rx_j + row.tx_j));
}

}  // namespace

TEST_CASE("a participation is three intervals, each with its joules") {
  Metering metering{{client()}};
  HostMeter& meter = metering.meter;
  meter.set_round(first, 1, 0);
  meter.begin_receiving(first, 0);
  meter.end_receiving(first, 10.1);
  meter.begin_work(first, Activity::train, 10.1);
  meter.end_work(first, Activity::train, 20.1);
  meter.begin_sending(first, 20.1);
  meter.end_sending(first, 30.2);
  meter.set_round(first, -1, 30.2);
  meter.cut(40);
  // 10.1 s at 5 + 1 W, 10 s at 50 W, 10.1 s at 5 + 2 W, 9.8 s at 5 W.
  REQUIRE(metering.rows.size() == 4);
  check_row(metering.rows[0], Activity::download, 0, 10.1, 60.6);
  check_row(metering.rows[1], Activity::train, 10.1, 20.1, 500);
  check_row(metering.rows[2], Activity::upload, 20.1, 30.2, 70.7);
  check_row(metering.rows[3], Activity::idle, 30.2, 40, 49);
  CHECK(metering.rows[0].rx_j == soft(10.1));
  CHECK(metering.rows[1].compute_j == soft(450));
  CHECK(metering.rows[2].tx_j == soft(20.2));
  CHECK(metering.rows[2].round == 1);
  CHECK(metering.rows[3].round == -1);
}

TEST_CASE("a server that receives from three while it aggregates pays for its radio once") {
  Metering metering{{client()}};
  HostMeter& meter = metering.meter;
  meter.set_round(first, 1, 0);
  for (int i = 0; i < 3; ++i) meter.begin_receiving(first, 0);
  meter.end_receiving(first, 10);
  meter.begin_work(first, Activity::aggregate, 10);
  meter.end_work(first, Activity::aggregate, 15);
  meter.end_receiving(first, 20);
  meter.end_receiving(first, 30);
  meter.cut(30);
  // 10 s at 5 + 1 W, 5 s at 50 + 1 W, 15 s at 5 + 1 W: the flow that ends at 20 s changes nothing.
  REQUIRE(metering.rows.size() == 3);
  check_row(metering.rows[0], Activity::download, 0, 10, 60);
  check_row(metering.rows[1], Activity::aggregate, 10, 15, 255);
  check_row(metering.rows[2], Activity::download, 15, 30, 90);
}

TEST_CASE("changes at one instant are one change, and a change that is taken back is none") {
  Metering metering{{client()}};
  HostMeter& meter = metering.meter;
  meter.begin_receiving(first, 0);
  meter.end_receiving(first, 5);
  meter.begin_receiving(first, 5);
  meter.begin_work(first, Activity::train, 5);
  meter.end_work(first, Activity::train, 5);
  meter.end_receiving(first, 8);
  meter.begin_sending(first, 8);
  meter.set_round(first, 2, 8);
  meter.cut(10);
  REQUIRE(metering.rows.size() == 2);
  check_row(metering.rows[0], Activity::download, 0, 8, 48);
  check_row(metering.rows[1], Activity::upload, 8, 10, 14);
}

TEST_CASE("the label is the first that applies: off, computing by kind, upload, download, wait, idle") {
  Metering metering{{client()}};
  HostMeter& meter = metering.meter;
  const auto label = [&] { return meter.condition(first).activity; };
  CHECK(label() == Activity::idle);
  meter.set_round(first, 3, 0);
  CHECK(label() == Activity::wait);
  meter.begin_receiving(first, 0);
  CHECK(label() == Activity::download);
  meter.begin_sending(first, 0);
  CHECK(label() == Activity::upload);
  for (const Activity computing :
       {Activity::relay, Activity::encode, Activity::evaluate, Activity::aggregate, Activity::train}) {
    meter.begin_work(first, computing, 0);
    CHECK(label() == computing);
  }
  meter.set_on(first, false, 0);
  CHECK(label() == Activity::off);
}

TEST_CASE("a host that is off neither computes nor sends, and takes up again what was not ended") {
  Metering metering{{client()}};
  HostMeter& meter = metering.meter;
  meter.begin_work(first, Activity::train, 0);
  meter.set_on(first, false, 4);
  meter.end_work(first, Activity::train, 4);
  meter.set_on(first, true, 10);
  meter.cut(12);
  REQUIRE(metering.rows.size() == 3);
  check_row(metering.rows[0], Activity::train, 0, 4, 200);
  check_row(metering.rows[1], Activity::off, 4, 10, 0);
  check_row(metering.rows[2], Activity::idle, 10, 12, 10);
}

TEST_CASE("load is the share of all cores at nominal speed") {
  MeteredHost host = client();
  host.cores = 4;
  host.power.idle = Watts{10};
  host.power.epsilon = Watts{20};
  host.power.busy = Watts{60};
  Metering metering{{host}};
  HostMeter& meter = metering.meter;
  meter.begin_work(first, Activity::train, 0);
  CHECK(meter.condition(first).state.cpu_load == 0.25);
  meter.set_speed_share(first, 0.5, 1);
  CHECK(meter.condition(first).state.cpu_load == 0.125);
  for (int i = 0; i < 7; ++i) meter.begin_work(first, Activity::aggregate, 2);
  // Eight jobs keep four cores busy, not eight.
  CHECK(meter.condition(first).state.cpu_load == 0.5);
  meter.cut(3);
  // 20 + 40 x 0.25 = 30 W, 20 + 40 x 0.125 = 25 W, 20 + 40 x 0.5 = 40 W, a second each.
  REQUIRE(metering.rows.size() == 3);
  CHECK(metering.rows[0].energy_j == soft(30));
  CHECK(metering.rows[1].energy_j == soft(25));
  CHECK(metering.rows[2].energy_j == soft(40));
}

TEST_CASE("a cut ends every interval, and what changes at its instant begins the next") {
  Metering metering{{client(), client()}};
  HostMeter& meter = metering.meter;
  meter.begin_work(first, Activity::train, 2);
  meter.begin_sending(second, 10);
  meter.cut(10);
  meter.end_work(first, Activity::train, 10);
  meter.cut(12);
  REQUIRE(metering.rows.size() == 5);
  check_row(metering.rows[0], Activity::idle, 0, 2, 10);
  check_row(metering.rows[1], Activity::train, 2, 10, 400);
  check_row(metering.rows[2], Activity::idle, 0, 10, 50);
  check_row(metering.rows[3], Activity::idle, 10, 12, 10);
  check_row(metering.rows[4], Activity::upload, 10, 12, 14);
}

TEST_CASE("intervals that end together stand in the order of their hosts") {
  Metering metering{{client(), client()}};
  metering.meter.begin_sending(second, 3);
  metering.meter.begin_receiving(first, 3);
  metering.meter.settle(4);
  REQUIRE(metering.rows.size() == 2);
  CHECK(metering.rows[0].host == 0);
  CHECK(metering.rows[1].host == 1);
}

TEST_CASE("a listener hears of every change when it is made, and of nothing else") {
  Metering metering{{client()}};
  std::vector<double> instants;
  metering.meter.listen([&](HostId, const HostCondition& before, const HostCondition& after, double now) {
    CHECK_FALSE(before == after);
    instants.push_back(now);
  });
  metering.meter.begin_receiving(first, 1);
  metering.meter.begin_receiving(first, 2);  // still receiving: no change
  metering.meter.end_receiving(first, 3);
  metering.meter.end_receiving(first, 4);
  CHECK(instants == std::vector<double>{1, 4});
}
