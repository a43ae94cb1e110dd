#include "analysis/energy/energy_ledger.hpp"

#include <cmath>

#include "analysis/energy/boundary_rule.hpp"
#include "sim/base/error.hpp"
#include "tests/sim/trace/hand_trace.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::vector<EnergyItem> items(const HandTrace& written, Boundary boundary) {
  const ScratchFile file;
  written.write(file.path());
  const TraceReader trace{file.path()};
  std::vector<EnergyItem> result;
  account_energy(trace, boundary).for_each([&](const EnergyItem& item) { result.push_back(item); });
  return result;
}

template <class Condition>
double sum(const std::vector<EnergyItem>& items, const Condition& counts) {
  double joules = 0;
  for (const EnergyItem& item : items) {
    if (counts(item)) joules += item.it_j;
  }
  return joules;
}

const auto device = [](const EnergyItem& item) { return item.host == 1; };
const auto server = [](const EnergyItem& item) { return item.host == 0; };
const auto link_item = [](const EnergyItem& item) { return item.link == 0; };
const auto everything = [](const EnergyItem&) { return true; };

}  // namespace

TEST_CASE("participation: devices while they take part, servers and links by their share") {
  const auto all = items(one_round(), Boundary::participation);
  // 10 s x (5 + 1) W down, 10 s x 50 W training, 10 s x (5 + 2) W up; 70 s of idling do not count.
  CHECK(sum(all, device) == soft(60 + 500 + 70));
  // 0.1 of 100 W over 100 s, and 100 W above idle for 10 s.
  CHECK(sum(all, server) == soft(0.1 * 100 * 100 + 1000));
  // 8 W x 0.5 while busy for 20 s, and 2 W above idle for 20 s of airtime.
  CHECK(sum(all, link_item) == soft(8 * 0.5 * 20 + 2 * 20));
}

TEST_CASE("incremental: only what is added above idle") {
  const auto all = items(one_round(), Boundary::incremental);
  CHECK(sum(all, device) == soft(10 * 1 + 10 * 45 + 10 * 2));
  CHECK(sum(all, server) == soft(1000));
  CHECK(sum(all, link_item) == soft(40));
}

TEST_CASE("fleet: everything, over the whole run") {
  const auto all = items(one_round(), Boundary::fleet);
  CHECK(sum(all, device) == soft(60 + 500 + 70 + 5 * 70));
  CHECK(sum(all, server) == soft(100 * 100 + 1000));
  CHECK(sum(all, link_item) == soft(8 * 100 + 40));
}

TEST_CASE("a device that idles between rounds or is off does not take part") {
  HandTrace trace = one_round();
  trace.hosts[1].off_w = 1;
  trace.host_energy.back() = interval(1, -1, Activity::off, 30, 100, {1});
  CHECK(sum(items(trace, Boundary::participation), device) == soft(630));
  CHECK(sum(items(trace, Boundary::fleet), device) == soft(630 + 70));
}

TEST_CASE("each joule belongs to the activity that spent it") {
  const auto all = items(one_round(), Boundary::participation);
  const auto of = [&](Activity activity) {
    return sum(all, [&](const EnergyItem& item) { return item.activity.host_activity == activity; });
  };
  // Device and, with 0.1 of its idle power, server.
  CHECK(of(Activity::download) == soft(50 + 10 + 0.1 * 1000));
  CHECK(of(Activity::train) == soft(500));
  CHECK(of(Activity::upload) == soft(50 + 20 + 0.1 * 1000));
  CHECK(of(Activity::aggregate) == soft(1000 + 0.1 * 1000));
  CHECK(of(Activity::wait) == soft(0.1 * 1000));
  CHECK(of(Activity::idle) == soft(0.1 * 6000));
  CHECK(sum(all, [](const EnergyItem& item) { return !item.activity.host_activity; }) == soft(120));
}

TEST_CASE("radio received while training belongs to the download") {
  HandTrace trace = one_round();
  trace.host_energy[3] = interval(1, 1, Activity::train, 10, 20, {5, 45, 1, 0}, 1);
  const auto all = items(trace, Boundary::participation);
  CHECK(sum(all, [](const EnergyItem& item) { return item.activity.host_activity == Activity::train; }) == soft(500));
  CHECK(sum(all, [](const EnergyItem& item) { return item.source == EnergySource::receive; }) == soft(20));
}

TEST_CASE("a device's joules have the outcome of its participation, a server's have none") {
  HandTrace trace = one_round();
  trace.participations[0].outcome = Outcome::late;
  for (const EnergyItem& item : items(trace, Boundary::participation)) {
    CHECK(item.outcome == (item.host == 1 ? std::optional{Outcome::late} : std::nullopt));
  }
}

TEST_CASE("totals count the same joules, without rounds") {
  HandTrace trace = one_round();
  trace.host_energy.clear();
  // The device's four labels and the server's, as one bucket.
  trace.host_totals = {
      {1, Activity::download, 0, 100, 10, 50, 0, 10, 0, 60}, {1, Activity::train, 0, 100, 10, 50, 450, 0, 0, 500},
      {1, Activity::upload, 0, 100, 10, 50, 0, 0, 20, 70},   {1, Activity::idle, 0, 100, 70, 350, 0, 0, 0, 350},
      {0, Activity::idle, 0, 100, 90, 9000, 0, 0, 0, 9000},  {0, Activity::aggregate, 0, 100, 10, 1000, 1000, 0, 0, 2000}};
  const auto all = items(trace, Boundary::participation);
  CHECK(sum(all, device) == soft(630));
  CHECK(sum(all, server) == soft(2000));
  CHECK(sum(all, [](const EnergyItem& item) { return item.host >= 0 && item.round >= 0; }) == 0);
}

TEST_CASE("a row that points nowhere is refused") {
  HandTrace trace = one_round();
  trace.link_energy[0].link = 7;
  CHECK_THROWS_WITH(items(trace, Boundary::fleet), ContainsSubstring("row 7 of /links"));
  trace = one_round();
  trace.hosts[0].site = -1;
  CHECK_THROWS_WITH(items(trace, Boundary::fleet), ContainsSubstring("row -1 of /sites"));
}

TEST_CASE("a boundary is found by its name") {
  for (const Boundary boundary : {Boundary::participation, Boundary::incremental, Boundary::fleet}) {
    CHECK(parse_boundary(boundary_name(boundary)) == boundary);
  }
  CHECK_THROWS_WITH(parse_boundary("participations"), ContainsSubstring("Did you mean participation?"));
  CHECK(sum(items(one_round(), Boundary::fleet), everything) == soft(980 + 11000 + 840));
}

TEST_CASE("times that no run has are damage") {
  const auto with_times = [](double start_s, double end_s) {
    HandTrace written = one_round();
    written.host_energy.front().start_s = start_s;
    written.host_energy.front().end_s = end_s;
    return written;
  };
  CHECK_NOTHROW(items(with_times(0, 1e9), Boundary::fleet));
  for (const auto& [start_s, end_s] : {std::pair{0.0, 1e300}, {-1e300, 5.0}, {10.0, 5.0}, {0.0, std::nan("")}}) {
    CHECK_THROWS_WITH(
        items(with_times(start_s, end_s), Boundary::fleet),
        ContainsSubstring("is damaged: something lasts from") && ContainsSubstring("See roundwatt-analyze verify."));
  }
}
