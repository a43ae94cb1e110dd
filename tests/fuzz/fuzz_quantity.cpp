#include <cmath>

#include "sim/base/calendar.hpp"
#include "sim/base/unit.hpp"
#include "sim/platform/profile.hpp"
#include "sim/platform/radical.hpp"
#include "sim/platform/simgrid_unit.hpp"
#include "sim/platform/wattage.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace roundwatt;

namespace {

void check(const ParsedQuantity& quantity) {
  expect(quantity.value.has_value() == quantity.problem.empty(), "a value or a problem");
  if (!quantity.value) return;
  expect(std::isfinite(*quantity.value), "a quantity is finite");
  expect(parse_number(number_text(*quantity.value)) == quantity.value, "a number reads back as itself");
}

void check_calendar(std::string_view text) {
  const auto time = parse_utc(text);
  if (!time) return;
  const auto again = parse_utc(utc_text(*time));
  // A double holds seconds around the year 0 to some microseconds.
  expect(again && std::abs(again->epoch_s - time->epoch_s) <= 1e-5, "a time reads back as itself");
}

}  // namespace

/// Any text as a number with a unit, ours and SimGrid's, a date, powers, a radical, a profile.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = as_text(data + 1, size - 1);
  check(parse_quantity(text, static_cast<Dimension>(data[0] % 10)));
  for (const Dimension dimension : {Dimension::speed, Dimension::bandwidth, Dimension::time}) {
    check(parse_simgrid_quantity(text, dimension));
  }
  check_calendar(text);
  if (const auto powers = parse_wattage_per_state(text)) expect(powers->front().idle >= 0, "a power is not negative");
  if (const auto range = parse_wattage_range(text)) expect(range->idle <= range->busy, "a range ascends");
  if (const auto radical = parse_radical(text)) expect(radical->front().first >= 0, "a host has a number");
  const auto next = Profile{text}.next_on(1);
  expect(!next || *next > 1, "the next return is later");
  return 0;
}
