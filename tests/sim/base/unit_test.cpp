#include "sim/base/unit.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include "tests/soft.hpp"

namespace roundwatt {

namespace {

double si(const std::string& text, Dimension dimension) {
  const ParsedQuantity parsed = parse_quantity(text, dimension);
  INFO(text << ": " << parsed.problem);
  REQUIRE(parsed.value);
  return *parsed.value;
}

std::string problem(const std::string& text, Dimension dimension) {
  const ParsedQuantity parsed = parse_quantity(text, dimension);
  CHECK_FALSE(parsed.value);
  return parsed.problem;
}

}  // namespace

TEST_CASE("decimal prefixes are powers of 1000, binary ones of 1024") {
  CHECK(si("44.7MB", Dimension::data) == 44.7e6);
  CHECK(si("1kB", Dimension::data) == 1000);
  CHECK(si("1KiB", Dimension::data) == 1024);
  CHECK(si("1MiB", Dimension::data) == 1048576);
  CHECK(si("1GiB", Dimension::data) == 1073741824);
  CHECK(si("1TiB", Dimension::data) == 1099511627776.0);
  CHECK(si("2TB", Dimension::data) == 2e12);
}

TEST_CASE("bits per second become bytes per second") {
  CHECK(si("8Mbps", Dimension::bandwidth) == 1e6);
  CHECK(si("1MBps", Dimension::bandwidth) == 1e6);
  CHECK(si("8bps", Dimension::bandwidth) == 1);
  CHECK(si("8Kibps", Dimension::bandwidth) == 1024);
  CHECK(si("1Gibps", Dimension::bandwidth) == 1073741824 / 8.0);
}

TEST_CASE("times, energies, masses and work") {
  CHECK(si("5ms", Dimension::time) == 0.005);
  CHECK(si("2m", Dimension::time) == 120);
  CHECK(si("2min", Dimension::time) == 120);
  CHECK(si("1.5h", Dimension::time) == 5400);
  CHECK(si("7d", Dimension::time) == 604800);
  CHECK(si("1w", Dimension::time) == 604800);
  CHECK(si("1kWh", Dimension::energy) == 3.6e6);
  CHECK(si("1Wh", Dimension::energy) == 3600);
  CHECK(si("2MJ", Dimension::energy) == 2e6);
  CHECK(si("15W", Dimension::power) == 15);
  CHECK(si("250mW", Dimension::power) == 0.25);
  CHECK(si("2kg", Dimension::mass) == 2000);
  CHECK(si("1t", Dimension::mass) == 1e6);
  CHECK(si("11Gf", Dimension::work) == 11e9);
  CHECK(si("11Gf", Dimension::speed) == 11e9);
  CHECK(si("56g/kWh", Dimension::carbon_intensity) == 56);
  CHECK(si("56kg/MWh", Dimension::carbon_intensity) == 56);
}

TEST_CASE("a number without a unit is SI, and blanks do not matter") {
  CHECK(si("5", Dimension::time) == 5);
  CHECK(si(" 44.7 MB\t", Dimension::data) == 44.7e6);
  CHECK(si("1e3", Dimension::data) == 1000);
  CHECK(si("-1.5E-2", Dimension::one) == -0.015);
  CHECK(si(".5", Dimension::one) == 0.5);
}

TEST_CASE("a wrong unit is refused with the nearest right one") {
  CHECK(problem("5sec", Dimension::time) == "'sec' is no unit here. Units: s, ms, us, ns, min, m, h, d, w");
  CHECK(problem("5mim", Dimension::time) == "'mim' is no unit here. Did you mean min? Units: s, ms, us, ns, min, m, h, d, w");
  CHECK(problem("5 MB/s", Dimension::data) == "'MB/s' is no unit here. Units: B, kB, MB, GB, TB, KiB, MiB, GiB, TiB");
  CHECK(problem("5s", Dimension::one) == "'5s' has a unit, but this is a plain number");
  // Case matters: mW and MW are nine orders of magnitude apart.
  CHECK(si("1mW", Dimension::power) == 1e-3);
  CHECK(si("1MW", Dimension::power) == 1e6);
}

TEST_CASE("what is no finite number is refused") {
  CHECK(problem("", Dimension::time) == "'' is not a number");
  CHECK(problem("abc", Dimension::time) == "'abc' is not a number");
  CHECK(problem("s", Dimension::time) == "'s' is not a number");
  CHECK(problem("nan", Dimension::time) == "'nan' is not a finite number");
  CHECK(problem("-inf", Dimension::time) == "'-inf' is not a finite number");
  CHECK(problem("1e400", Dimension::time) == "1e400 is outside the range of a double");
  CHECK_FALSE(parse_number("1 2"));
  CHECK_FALSE(parse_number("0x10"));
  CHECK_FALSE(parse_number("1,5"));
}

TEST_CASE("every unit that is named can be read") {
  for (const Dimension dimension : {Dimension::time, Dimension::data, Dimension::work, Dimension::speed, Dimension::bandwidth,
                                    Dimension::power, Dimension::energy, Dimension::mass, Dimension::carbon_intensity}) {
    CHECK_FALSE(si_unit(dimension).empty());
    for (const std::string& unit : unit_names(dimension)) CHECK(si("1" + unit, dimension) > 0);
  }
  CHECK(unit_names(Dimension::one).empty());
}

TEST_CASE("a number is printed so that it reads back as the same double") {
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(1e6) == "1000000");
  CHECK(number_text(1e300) == "1e+300");
  CHECK(rc::check("print, then read", [](std::uint64_t bits) {
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    RC_PRE(std::isfinite(value));
    RC_ASSERT(parse_number(number_text(value)) == value);
  }));
}

TEST_CASE("quantities for people have four significant digits and a unit that fits") {
  CHECK(human_energy(3.6e6) == "1 kWh");
  CHECK(human_energy(1.8) == "0.5 mWh");
  CHECK(human_energy(0) == "0 mWh");
  CHECK(human_energy(4.44444e6) == "1.235 kWh");
  CHECK(human_grams(0.0123) == "12.3 mg");
  CHECK(human_grams(-1500) == "-1.5 kg");
  CHECK(human_bytes(4.2e6) == "4.2 MB");
  CHECK(human_bytes(999) == "999 B");
  CHECK(human_duration(0.25) == "0.25 s");
  CHECK(human_duration(62) == "1 min 02 s");
  CHECK(human_duration(3720) == "1 h 02 min");
  CHECK(human_duration(86400 * 3 + 3600) == "3 d 1 h");
}

}  // namespace roundwatt
