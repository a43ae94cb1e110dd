#include "sim/platform/simgrid_settings.hpp"

#include "sim/platform/platform_check.hpp"
#include "tests/catch.hpp"
#include "tests/sim/scratch_text.hpp"

namespace roundwatt {

TEST_CASE("settings of SimGrid that the meters know are accepted, to the bound") {
  for (const auto& [key, value] : {std::pair{"network/bandwidth-factor", "0.97"},
                                   {"network/latency-factor", "0"},
                                   {"network/TCP-gamma", "1e15"},
                                   {"network/crosstraffic", "0"},
                                   {"network/bandwidth-factor", "1"},
                                   {"contexts/stack-size", "64"},
                                   {"contexts/stack-size", "1048576"},
                                   {"contexts/guard-size", "1024"},
                                   {"network/model", "CM02"},
                                   {"cpu/optim", "Full"}}) {
    INFO(key);
    CHECK(objection_to_setting(key, value).empty());
  }
}

TEST_CASE("all others are refused, with what is right") {
  CHECK(objection_to_setting("network/bandwidth-factor", "0") ==
        "network/bandwidth-factor = 0, but it must be a number > 0 and ≤ 1.");
  CHECK(objection_to_setting("network/bandwidth-factor", "inf") ==
        "network/bandwidth-factor = inf, but it must be a number > 0 and ≤ 1.");
  CHECK(objection_to_setting("network/weight-S", "-1") ==
        "network/weight-S = -1, but it must be a number ≥ 0 and ≤ 1000000000.");
  CHECK_THAT(objection_to_setting("smpi/bw-factor", "1"), StartsWith("smpi/bw-factor is not among the settings"));
  CHECK_THAT(objection_to_setting("", ""), StartsWith(" is not among the settings"));
}

TEST_CASE("a number is one that SimGrid reads") {
  const auto is_refused = [](const char* key, const char* value) { return !objection_to_setting(key, value).empty(); };
  for (const char* value : {"1e3", "64.0", "-0", "64 ", "", "63", "1048577", "18446744073709551616", "help"}) {
    INFO(value);
    CHECK(is_refused("contexts/stack-size", value));
  }
  for (const char* value : {"1e-320", "1 ", " 1", "nan", "0x10", "1,5", "help"}) {
    INFO(value);
    CHECK(is_refused("network/latency-factor", value));
  }
  CHECK(objection_to_setting("contexts/stack-size", "1e3") ==
        "contexts/stack-size = 1e3, but it must be a whole number in digits, ≥ 64 and ≤ 1048576 (KiB).");
  CHECK(objection_to_setting("contexts/guard-size", "1025") ==
        "contexts/guard-size = 1025, but it must be a whole number in digits, ≥ 0 and ≤ 1024 (pages).");
  // Faster than the links are: their airtime would be longer than the flows over them.
  CHECK(is_refused("network/bandwidth-factor", "1.01"));
}

TEST_CASE("SimGrid lists the values of settings that are words") {
  CHECK(lists_its_values("network/optim"));
  CHECK_FALSE(lists_its_values("network/TCP-gamma"));
  CHECK_FALSE(lists_its_values("contexts/factory"));
  CHECK_FALSE(lists_its_values("network/optin"));
}

TEST_CASE("the same goes for a platform's config, with its line") {
  const ScratchText platform{R"(<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <config id="General">
    <prop id="cpu/optim" value="TI"/>
    <prop id="network/latency-factor" value="2"/>
  </config>
  <zone id="world" routing="Full"><host id="a" speed="1Gf"/></zone>
</platform>)",
                             "platform.xml"};
  CHECK(platform.complaint([](const std::string& file) { check_platform(file, MemoryLimit::machine); }) ==
        "platform.xml, line 5: config: cpu/optim = TI, but it must be Lazy or Full. SimGrid crashes over TI as soon as a speed "
        "is "
        "asked for.");
}

}  // namespace roundwatt
