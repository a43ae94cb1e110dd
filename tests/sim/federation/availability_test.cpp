#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <numeric>

#include "sim/base/error.hpp"
#include "sim/base/time_zone.hpp"
#include "sim/federation/client_pool.hpp"
#include "sim/federation/diurnal_availability.hpp"
#include "sim/federation/interval_availability.hpp"
#include "sim/federation/renewal_availability.hpp"
#include "tests/catch.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

const ClientId first{std::size_t{0}}, second{std::size_t{1}};

IntervalAvailability recorded(std::vector<AvailableInterval> intervals, double length_s, AfterRecord after) {
  return {AvailabilityRecord{2, std::move(intervals), length_s}, after};
}

double utc(const char* text) { return parse_utc(text)->epoch_s; }

DiurnalAvailability diurnal(const char* zone, const char* start, DiurnalRules rules, std::size_t clients = 1) {
  return {LocalClocks{*parse_utc(start), {*TimeZone::named(zone)}, std::vector<std::size_t>(clients, 0)}, rules};
}

constexpr double hour = 3600;

const AvailabilityOwners three{3, {"nano", "pi", "phone"}, *parse_utc("2021-02-16T08:00Z")};

std::string complaint_about(const std::string& csv) {
  const ScratchText file{csv};
  try {
    read_availability(file.path(), three, std::nullopt);
  } catch (const UserError& error) {
    std::string text;
    for (const Problem& problem : error.problems()) text += fmt::format("{}: {}\n", problem.line, problem.message);
    return text;
  }
  return "accepted";
}

}  // namespace

TEST_CASE("an interval holds from its start until just before its end") {
  const auto availability = recorded({{first, 10, 20}}, 30, AfterRecord::off);
  CHECK(availability.at(first, 0) == Presence{false, 10});
  CHECK(availability.at(first, 10) == Presence{true, 20});
  CHECK(availability.at(first, 19.999) == Presence{true, 20});
  CHECK(availability.at(first, 20) == Presence{false, Presence::for_ever});
  CHECK(availability.at(second, 15) == Presence{false, Presence::for_ever});
}

TEST_CASE("asked twice and out of order the answers are alike") {
  const auto availability = recorded({{first, 100, 200}, {first, 205, 220}}, 300, AfterRecord::wrap);
  const Presence once = availability.at(first, 210);
  CHECK(once == Presence{true, 220});
  CHECK(availability.at(first, 210) == once);
  CHECK(availability.at(first, 150) == Presence{true, 200});
  CHECK(availability.at(first, 5000) == Presence{false, 5005});  // 16 laps of 300 s, and 200 s: away until 205 s
  CHECK(availability.at(first, 210) == once);
}

TEST_CASE("a record that wraps begins anew at its end") {
  // On [0, 10) and [20, 30) of 30 s: over the seam it is on from 20 to 40 s.
  const auto availability = recorded({{first, 0, 10}, {first, 20, 30}}, 30, AfterRecord::wrap);
  CHECK(availability.at(first, 25) == Presence{true, 40});
  CHECK(availability.at(first, 30) == Presence{true, 40});
  CHECK(availability.at(first, 45) == Presence{false, 50});
  const auto late = recorded({{first, 5, 10}}, 30, AfterRecord::wrap);
  CHECK(late.at(first, 15) == Presence{false, 35});
  CHECK(recorded({{first, 0, 30}}, 30, AfterRecord::wrap).at(first, 70) == Presence{true, Presence::for_ever});
  const auto to_the_end = recorded({{first, 20, 30}}, 30, AfterRecord::wrap);
  CHECK(to_the_end.at(first, 25) == Presence{true, 30});
  CHECK(to_the_end.at(first, 30) == Presence{false, 50});
}

TEST_CASE("a record that holds keeps those who are there at its end") {
  const auto availability = recorded({{first, 5, 30}, {second, 5, 10}}, 30, AfterRecord::hold);
  CHECK(availability.at(first, 6) == Presence{true, Presence::for_ever});
  CHECK(availability.at(first, 31) == Presence{true, Presence::for_ever});
  CHECK(availability.at(second, 31) == Presence{false, Presence::for_ever});
  CHECK(recorded({{first, 5, 30}}, 30, AfterRecord::off).at(first, 6) == Presence{true, 30});
}

TEST_CASE("the next change is strictly later and changes the answer") {
  const auto record = recorded({{first, 0.1, 0.2}, {first, 0.2, 0.7}, {first, 1, 1.1}}, 1.1, AfterRecord::wrap);
  const RenewalAvailability renewal{{Seconds{7}, 0.5}, {Seconds{3}, 2}, 42};
  const auto day =
      diurnal("Europe/Paris", "2021-03-27T00:00:00Z", {{Seconds{22 * hour}, Seconds{9 * hour}}, 0.5, Seconds{hour}, 3});
  for (const Availability* availability :
       {static_cast<const Availability*>(&record), static_cast<const Availability*>(&renewal),
        static_cast<const Availability*>(&day)}) {
    double time = 0;
    for (int i = 0; i < 1000; ++i) {
      const Presence now = availability->at(first, time);
      REQUIRE(now.until > time);
      REQUIRE(availability->at(first, std::nextafter(now.until, 0)).available == now.available);
      REQUIRE(availability->at(first, now.until).available != now.available);
      time = now.until;
    }
  }
}

TEST_CASE("empty intervals and clients without any are counted") {
  const ScratchText file{"client,start,end\n0,5,5\n0,6,7\n2,3,3\n"};
  const AvailabilityRecord record = read_availability(file.path(), three, std::nullopt);
  CHECK(record.empty_intervals == 2);
  CHECK(record.never_available == 2);
  CHECK(record.length_s == 7);
  CHECK(record.intervals.size() == 1);
}

TEST_CASE("a record may name devices and have timestamps") {
  // The run begins at 8:00 UTC: the first interval has an hour of it left, the second ended before.
  const ScratchText file{
      "device,start,end\nphone,2021-02-16T07:30Z,2021-02-16T09:00:00Z\nnano,2021-02-16 06:00,2021-02-16 07:00\n"
      "nano,2021-02-16T10:00:00+01:00,2021-02-16T09:30Z\n"};
  const AvailabilityRecord record = read_availability(file.path(), three, std::nullopt);
  REQUIRE(record.intervals.size() == 2);
  CHECK(record.intervals[0].client == ClientId{2});
  CHECK(record.intervals[0].start_s == 0);
  CHECK(record.intervals[0].end_s == hour);
  CHECK(record.intervals[1].client == ClientId{0});
  CHECK(record.intervals[1].start_s == hour);
  CHECK(record.intervals[1].end_s == 1.5 * hour);
  CHECK(record.intervals_before_start == 1);
  CHECK(record.never_available == 1);
}

TEST_CASE("names and times that cannot be meant are refused") {
  CHECK(
      complaint_about("client,start,end\npie,0,1\n0,1613462400,1613462500\n1,noon,2\n") ==
      "2: client = 'pie' must be a whole number from 0 to 2, or the name of a device that a client lives on. Did you mean pi?\n"
      "3: start = '1613462400' would be 51 years after the start of the run. UNIX times are written as timestamps: "
      "2021-02-16T08:00:00Z.\n"
      "3: end = '1613462500' would be 51 years after the start of the run. UNIX times are written as timestamps: "
      "2021-02-16T08:01:40Z.\n"
      "4: start = 'noon' must be a number of seconds from 0 to 5e+08, or a timestamp such as 2021-02-16T08:00:00Z.\n");
}

TEST_CASE("a record with rows out of order or that overlap is refused row by row") {
  CHECK(complaint_about("client,start,end\n0,5,9\n1,0,1\n0,3,4\n0,8,10\n1,4,2\n3,0,1\n2,x,1\n") ==
        "4: client 0 starts at 3, before its row in line 2, at 5. Sort the rows of a client by start.\n"
        "5: client 0 starts at 8, but its row in line 2 ends at 9. Join intervals that overlap.\n"
        "6: end = 2 is before start = 4. Swap them.\n"
        "7: client = '3' must be a whole number from 0 to 2, or the name of a device that a client lives on.\n"
        "8: start = 'x' must be a number of seconds from 0 to 5e+08, or a timestamp such as 2021-02-16T08:00:00Z.\n");
}

TEST_CASE("a renewal process is stationary from the start") {
  // On for 6 s, away for 2 s on average: at each instant a share of .75 is there, within 4 standard deviations of 20,000.
  const RenewalAvailability availability{{Seconds{6}, 2}, {Seconds{2}, 0.7}, 7};
  constexpr std::size_t clients = 20000;
  for (const double time : {0.0, 1.0, 3.0, 50.0}) {
    double there = 0;
    for (std::size_t i = 0; i < clients; ++i) there += availability.at(ClientId{i}, time).available ? 1 : 0;
    CHECK(std::abs(there / clients - 0.75) < 4 * std::sqrt(0.75 * 0.25 / clients));
  }
}

TEST_CASE("the long-run share of a renewal process is on by on and off") {
  const RenewalAvailability availability{{Seconds{6}, 1}, {Seconds{2}, 1}, 7};
  double time = 0, there = 0;
  while (time < 400000) {
    const Presence now = availability.at(first, time);
    if (now.available) there += now.until - time;
    time = now.until;
  }
  // Of exponential times the share over T has variance 2 · on² · off² / ((on + off)³ T) = 1.41e-6: 4 × 0.00119.
  CHECK(std::abs(there / time - 0.75) < 4 * std::sqrt(2 * 36.0 * 4.0 / (512 * time)));
}

TEST_CASE("the first time of a renewal process is what is left of one drawn by length") {
  // Mean residual: E[X²] / 2 E[X]. Weibull of shape 2: E[X²] = scale², E[X] = scale · √π / 2, so scale / √π = mean · 2/π.
  const TimeDistribution distribution{Seconds{10}, 2};
  CHECK(distribution.scale() == soft(10 / (std::sqrt(std::acos(-1.0)) / 2)));
  RandomStream stream{1, "test"};
  constexpr int draws = 100000;
  double residual = 0, whole = 0;
  for (int i = 0; i < draws; ++i) {
    residual += distribution.draw_residual(stream) / draws;
    whole += distribution.draw(stream) / draws;
  }
  CHECK(std::abs(residual - 20 / std::acos(-1.0)) < 4 * 5 / std::sqrt(draws));
  CHECK(std::abs(whole - 10) < 4 * 5.3 / std::sqrt(draws));
}

TEST_CASE("nightly hours follow the local clock over its jumps") {
  // Paris: 28 March 2021 jumps from 02:00 to 03:00 (01:00 UTC), 31 October back from 03:00 to 02:00.
  const DiurnalRules night{{Seconds{22 * hour}, Seconds{9 * hour}}, 1, Seconds{0}, 1};
  const auto spring = diurnal("Europe/Paris", "2021-03-27T12:00:00Z", night);
  CHECK(spring.at(first, 0) == Presence{false, 9 * hour});           // 22:00 is 21:00 UTC
  CHECK(spring.at(first, 10 * hour) == Presence{true, 17 * hour});   // 07:00 is 05:00 UTC: a night of 8 hours
  CHECK(spring.at(first, 20 * hour) == Presence{false, 32 * hour});  // 22:00 is 20:00 UTC
  const auto autumn = diurnal("Europe/Paris", "2021-10-30T12:00:00Z", night);
  CHECK(autumn.at(first, 9 * hour) == Presence{true, 18 * hour});  // from 20:00 to 06:00 UTC: 10 hours
  const auto gap =
      diurnal("Europe/Paris", "2021-03-27T12:00:00Z", {{Seconds{2.25 * hour}, Seconds{hour / 2}}, 1, Seconds{0}, 1});
  CHECK(gap.at(first, 0) == Presence{false, 36.25 * hour});  // the 28th has no 02:15; next: the 29th, 00:15 UTC
}

TEST_CASE("a clock reads a time that comes twice at its first coming") {
  const TimeZone paris = *TimeZone::named("Europe/Paris");
  const std::int64_t day = paris.day_at(UtcTime{utc("2021-10-31T12:00:00Z")});
  CHECK(paris.instant(day, 2.5 * hour).epoch_s == utc("2021-10-31T00:30:00Z"));
  CHECK(paris.instant(day, 3 * hour).epoch_s == utc("2021-10-31T02:00:00Z"));
  CHECK(paris.instant(day, -0.5).epoch_s == utc("2021-10-30T22:00:00Z") - 0.5);
  CHECK(paris.day_at(UtcTime{utc("2021-10-30T22:00:00Z")}) == day);
  CHECK(!TimeZone::named("Europe/Pari"));
}

TEST_CASE("a client keeps its shift and stays away for a share of its days") {
  const DiurnalRules rules{{Seconds{22 * hour}, Seconds{9 * hour}}, 0.25, Seconds{hour}, 11};
  const auto availability = diurnal("Etc/UTC", "2021-01-01T00:00:00Z", rules, 3000);
  double there = 0;
  for (std::size_t i = 0; i < 3000; ++i) there += availability.at(ClientId{i}, 2 * 86400.0 + 2 * hour).available ? 1 : 0;
  CHECK(std::abs(there / 3000 - 0.25) < 4 * std::sqrt(0.25 * 0.75 / 3000));
  const double came = std::fmod(availability.at(first, 12 * hour).until, 86400);
  CHECK(std::abs(came - 22 * hour) <= hour);
}

TEST_CASE("a pool draws those who are available whatever it knew before") {
  const RenewalAvailability availability{{Seconds{100}, 1}, {Seconds{900}, 1}, 3};
  ClientPool fresh{1000, &availability}, experienced{1000, &availability};
  for (std::size_t i = 0; i < 1000; ++i) {
    fresh.admit(ClientId{i});
    experienced.admit(ClientId{i});
  }
  experienced.select(40, 5, RandomStream{1, "selection", 1});
  CHECK(experienced.has_available(7));
  for (const std::size_t count : {3U, 40U, 1000U}) {
    const auto drawn = fresh.select(count, 50, RandomStream{1, "selection", 2});
    CHECK(drawn == experienced.select(count, 50, RandomStream{1, "selection", 2}));
    CHECK(drawn.size() <= count);
    for (const ClientId client : drawn) CHECK(availability.at(client, 50).available);
  }
}

TEST_CASE("a pool knows when the first of those who are away comes back") {
  const auto availability = recorded({{first, 10, 20}, {second, 5, 20}}, 30, AfterRecord::off);
  ClientPool pool{2, &availability};
  pool.admit(first);
  pool.admit(second);
  CHECK(!pool.has_available(0));
  CHECK(pool.next_return(0) == 5);
  pool.withdraw(second);  // its device fails meanwhile
  CHECK(!pool.has_available(5));
  CHECK(pool.next_return(5) == 10);
  CHECK(pool.select(2, 10, RandomStream{1, "selection"}) == std::vector<ClientId>{first});
  pool.admit(second);
  CHECK(pool.select(2, 10, RandomStream{1, "selection"}).size() == 2);
  CHECK(!pool.has_available(20));
  CHECK(!pool.next_return(20));
}

TEST_CASE("who cannot be asked when it returns brings nobody back") {
  const auto availability = recorded({{first, 10, 20}, {second, 5, 20}}, 30, AfterRecord::off);
  ClientPool pool{2, &availability};
  pool.admit(first);
  pool.admit(second);
  CHECK(!pool.has_available(0));
  pool.withdraw(second);
  CHECK(pool.next_return(0) == 10);
  pool.withdraw(first);
  CHECK(!pool.next_return(0));
  pool.admit(second);
  CHECK(!pool.has_available(1));
  CHECK(pool.next_return(1) == 5);
}

TEST_CASE("a pool that nobody has looked at meanwhile names returns to come, not past ones") {
  const auto availability = recorded({{first, 5, 20}, {second, 10, 20}}, 30, AfterRecord::off);
  ClientPool pool{2, &availability};
  pool.admit(first);
  pool.admit(second);
  CHECK(!pool.has_available(0));
  CHECK(pool.next_return(7) == 10);
  CHECK(!pool.next_return(10));
}

}  // namespace roundwatt
