#include "sim/energy/budget_meter.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

const HostId server{0};
const HostId device{1};
const LinkId line{0};

/// A server of 100 to 200 W in a data centre of PUE 1.5, one tenth ours; a device of 5 to 50 W, 1 and 2 W of radio, and a line
/// of 2 to 4 W, half ours, at the edge.
BudgetMeter budget(Boundary boundary, const StepFunction& price = StepFunction{{{0, 1}}}) {
  const std::vector<SiteRow> sites{{"dc", SiteKind::data_centre, "FRA", 1.5, ""}, {"home", SiteKind::edge, "FRA", 1, ""}};
  HostRow server_row;
  server_row.kind = HostKind::server;
  server_row.site = 0;
  server_row.idle_w = server_row.epsilon_w = 100;
  server_row.busy_w = 200;
  server_row.reserved_share = 0.1;
  HostRow device_row;
  device_row.kind = HostKind::device;
  device_row.site = 1;
  device_row.idle_w = device_row.epsilon_w = 5;
  device_row.busy_w = 50;
  device_row.radio_rx_w = 1;
  device_row.radio_tx_w = 2;
  LinkRow link_row;
  link_row.site = 1;
  link_row.idle_w = 2;
  link_row.busy_w = 4;
  link_row.router_share = 0.5;
  return {sites, {server_row, device_row}, {link_row}, boundary, BudgetMeter::SitePrice(2, price)};
}

const HostCondition idle{};
const HostCondition training{.state = {.cpu_load = 1}, .activity = Activity::train, .round = 1};
const HostCondition aggregating{.state = {.cpu_load = 0.5}, .activity = Activity::aggregate, .round = 1};

/// The device trains from 10 to 20 s, the line is in use from 20 to 25 s and takes 3 J, the server aggregates from 25 to 30 s.
double spent_on_a_round(BudgetMeter meter) {
  meter.on_host_change(device, idle, training, 10);
  meter.on_host_change(device, training, idle, 20);
  meter.on_link_use(line, true, 20);
  meter.on_carried(line, Joules{3}, 25);
  meter.on_link_use(line, false, 25);
  meter.on_host_change(server, idle, aggregating, 25);
  meter.on_host_change(server, aggregating, idle, 30);
  return meter.spent(40);
}

}  // namespace

TEST_CASE("within a participation count the device from selection on, our share of the server, and what is added") {
  // Server: 40 s x 100 W x 0.1 idle, 5 s x 50 W added, both x 1.5. Device: 10 s x 50 W. Line: 5 s x 2 W x 0.5 and 3 J.
  CHECK(spent_on_a_round(budget(Boundary::participation)) == soft(1.5 * (400 + 250) + 500 + 5 + 3));
}

TEST_CASE("incremental is what the work adds above idle") {
  CHECK(spent_on_a_round(budget(Boundary::incremental)) == soft(1.5 * 250 + 450 + 3));
}

TEST_CASE("the fleet is everything, used or not") {
  // Server: 40 s x 100 W and 250 J. Device: 40 s x 5 W and 450 J. Line: 40 s x 2 W and 3 J.
  CHECK(spent_on_a_round(budget(Boundary::fleet)) == soft(1.5 * (4000 + 250) + 200 + 450 + 80 + 3));
}

TEST_CASE("a price that changes is paid as it is at each instant") {
  // From 15 s on a joule costs three: the device pays 5 s at 45 W at each price.
  BudgetMeter meter = budget(Boundary::incremental, StepFunction{{{0, 1}, {15, 3}}});
  meter.on_host_change(device, idle, training, 10);
  CHECK(meter.spent(20) == soft(5 * 45 * 1 + 5 * 45 * 3));
  CHECK(meter.next_price_change(10) == 15);
  CHECK(meter.next_price_change(15) == std::numeric_limits<double>::infinity());
}

TEST_CASE("what a link took before a price changes costs the price before") {
  BudgetMeter meter = budget(Boundary::incremental, StepFunction{{{0, 1}, {15, 3}}});
  meter.on_carried(line, Joules{10}, 15);
  CHECK(meter.spent(15) == soft(10));
  meter.on_carried(line, Joules{10}, 15.5);
  CHECK(meter.spent(15.5) == soft(10 + 30));
}

TEST_CASE("no second can cost more than the meter says: a budget is never overrun by sleeping") {
  // Everything at its highest, at the highest price: (200 W x 1.5 + (50 + 1 + 2) W + 4 W) x 3.
  CHECK(budget(Boundary::participation, StepFunction{{{0, 1}, {15, 3}}}).most_per_second() == soft(3 * (300 + 53 + 4)));
}
