#include "sim/energy/host_totals.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

HostEnergyRow interval(std::int32_t host, Activity activity, double start_s, double end_s, double base_j, double compute_j) {
  HostEnergyRow row;
  row.host = host;
  row.activity = activity;
  row.start_s = start_s;
  row.end_s = end_s;
  row.base_j = base_j;
  row.compute_j = compute_j;
  return row;
}

}  // namespace

TEST_CASE("totals add up a host's intervals by activity, bucket by bucket") {
  HostTotals totals{2};
  totals.add(interval(1, Activity::train, 0, 10, 50, 450));
  totals.add(interval(0, Activity::idle, 0, 30, 300, 0));
  totals.add(interval(1, Activity::idle, 10, 20, 50, 0));
  totals.add(interval(1, Activity::train, 20, 30, 50, 400));
  std::vector<HostTotalRow> rows;
  const auto keep = [&](const HostTotalRow& row) { rows.push_back(row); };
  totals.close_bucket(0, 30, keep);
  // By host, then by activity; training comes before idling.
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].host == 0);
  CHECK(rows[0].activity == Activity::idle);
  CHECK(rows[1].host == 1);
  CHECK(rows[1].activity == Activity::train);
  CHECK(rows[1].start_s == 0);
  CHECK(rows[1].end_s == 30);
  CHECK(rows[1].duration_s == soft(20));
  CHECK(rows[1].base_j == soft(100));
  CHECK(rows[1].compute_j == soft(850));
  CHECK(rows[1].energy_j == soft(950));
  CHECK(rows[2].activity == Activity::idle);

  rows.clear();
  totals.add(interval(0, Activity::idle, 30, 40, 100, 0));
  totals.close_bucket(30, 40, keep);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].energy_j == soft(100));
}
