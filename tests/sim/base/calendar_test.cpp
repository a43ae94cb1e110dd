#include "sim/base/calendar.hpp"

#include <rapidcheck.h>

#include <cstdint>
#include <limits>

#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("calendar times in every accepted form are the same instant") {
  // 2021-02-16 is day 18,674 after 1970-01-01: 18,674 x 86,400 = 1,613,433,600.
  for (const char* text :
       {"2021-02-16T00:00:00Z", "2021-02-16T00:00:00", "2021-02-16 00:00:00", "2021-02-16 00:00:00Z", "2021-02-16T00:00Z",
        "2021-02-16T00:00", "2021-02-16 00:00", "2021-02-16", "2021-02-16T01:00:00+01:00", "2021-02-15T19:30:00-04:30",
        "2021-02-16 01:00+01:00", "2021-02-16T00:00:00.000Z"}) {
    INFO(text);
    const auto time = parse_utc(text);
    REQUIRE(time);
    CHECK(time->epoch_s == 1613433600);
  }
}

TEST_CASE("what is no time is refused") {
  for (const char* text :
       {"", "today", "2021", "2021-02", "2021-02-30", "2021-02-29", "2021-13-01", "2021-02-16T25:00:00Z",
        "2021-02-16T00:60:00Z", "2021-02-16T00:00:00Z and more", " 2021-02-16x", "16.02.2021", "2021-02-16T",
        "2021-02-16T00:0020.0:5+01:00", "2021-02-16T00:00:00.Z", "2021-2-16", "2021-02-16T24:00:00Z", "2016-12-31T23:59:60Z"}) {
    INFO(text);
    CHECK_FALSE(parse_utc(text));
  }
  CHECK(parse_utc("2020-02-29"));
}

TEST_CASE("times before 1970 and fractions of a second") {
  CHECK(parse_utc("1969-12-31T23:59:59Z")->epoch_s == -1);
  CHECK(parse_utc("1970-01-01T00:00:00.25Z")->epoch_s == 0.25);
  CHECK(utc_text(UtcTime{-1}) == "1969-12-31T23:59:59Z");
  CHECK(utc_text(UtcTime{0.25}) == "1970-01-01T00:00:00.250000Z");
  CHECK(utc_text(UtcTime{1613433600}) == "2021-02-16T00:00:00Z");
}

TEST_CASE("a fraction that rounds up carries into the seconds") {
  CHECK(utc_text(UtcTime{59.9999999}) == "1970-01-01T00:01:00Z");
  CHECK(utc_text(UtcTime{0.9999994}) == "1970-01-01T00:00:00.999999Z");
  CHECK(utc_text(UtcTime{-0.0000001}) == "1970-01-01T00:00:00Z");
}

TEST_CASE("every printed time reads back") {
  CHECK(rc::check("microseconds between the years 1900 and 2100", [] {
    const auto microseconds = *rc::gen::inRange<std::int64_t>(-2208988800000000, 4102444800000000);
    const UtcTime time{static_cast<double>(microseconds) / 1e6};
    RC_ASSERT(parse_utc(utc_text(time)) == time);
  }));
}

TEST_CASE("an instant beyond the calendar is printed in seconds") {
  CHECK(utc_text(UtcTime{1e300}) == "1e+300 s from 1970-01-01T00:00:00Z");
  CHECK(utc_text(UtcTime{253402300799}) == "9999-12-31T23:59:59Z");
  CHECK(utc_text(UtcTime{253402300800}) == "253402300800 s from 1970-01-01T00:00:00Z");
  CHECK(utc_text(UtcTime{-62167219200}) == "0000-01-01T00:00:00Z");
  CHECK(utc_text(UtcTime{-2.5e11}) == "-250000000000 s from 1970-01-01T00:00:00Z");
  CHECK(utc_text(UtcTime{std::numeric_limits<double>::quiet_NaN()}) == "nan s from 1970-01-01T00:00:00Z");
}

TEST_CASE("an instant in another year keeps its day and hour") {
  const auto moved = [](const char* text, int year) { return utc_text(in_year(parse_utc(text).value(), year)); };
  CHECK(moved("2021-02-16T12:30:00Z", 2023) == "2023-02-16T12:30:00Z");
  CHECK(moved("2021-12-31T23:59:59.5Z", 2020) == "2020-12-31T23:59:59.500000Z");
  CHECK(moved("2020-02-29T01:00:00Z", 2021) == "2021-02-28T01:00:00Z");
  CHECK(moved("2020-02-29T01:00:00Z", 2024) == "2024-02-29T01:00:00Z");
}

TEST_CASE("the month after one begins with its first day") {
  CHECK(utc_text(next_month(parse_utc("2024-01-31T23:59:59Z").value())) == "2024-02-01T00:00:00Z");
  CHECK(utc_text(next_month(parse_utc("2023-12-01").value())) == "2024-01-01T00:00:00Z");
}

}  // namespace roundwatt
