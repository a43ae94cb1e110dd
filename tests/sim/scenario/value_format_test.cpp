#include "sim/scenario/value_format.hpp"

#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// What is wrong with \p value of \p key, without the place.
std::string problem_of(const std::string& key, const std::string& value) {
  try {
    parse_scenario(short_scenario, "", {key + "=" + value});
  } catch (const UserError& error) {
    return error.problems().front().message;
  }
  return "accepted";
}

}  // namespace

TEST_CASE("quantities carry their units") {
  const auto size = [](const std::string& text) {
    return parse_scenario(short_scenario, "", {"workload.model.size=" + text}).workload.model.size.value();
  };
  CHECK(size("44.7MB") == 44.7e6);
  CHECK(size("1 MiB") == 1048576);
  CHECK(size("'5'") == 5);
  CHECK(size("1e3") == 1000);
  CHECK(problem_of("workload.model.size", "44.7Mb") ==
        "workload.model.size = 44.7Mb: 'Mb' is no unit here. Did you mean MB? Units: B, kB, MB, GB, TB, KiB, MiB, GiB, TiB.");
  CHECK(problem_of("workload.model.size", "0") ==
        "workload.model.size = 0, but it must be a size > 0, in byte or with a unit, such as 44.7MB.");
  CHECK(problem_of("workload.model.size", "-1kB") ==
        "workload.model.size = -1kB, but it must be a size > 0, in byte or with a unit, such as 44.7MB.");
  CHECK(problem_of("workload.model.size", "[1, 2]") ==
        "workload.model.size = [1, 2], but it must be a size > 0, in byte or with a unit, such as 44.7MB.");
  CHECK(problem_of("workload.model.size", "1e400") ==
        "workload.model.size = 1e400, but it must be a size > 0, in byte or with a unit, such as 44.7MB. Double precision "
        "holds no such number: "
        "it ends at 1.8e308, and 2.2e-308 is its least above 0.");
  CHECK(problem_of("workload.model.size", "1e308TB") ==
        "workload.model.size = 1e308TB, but it must be a size > 0, in byte or with a unit, such as 44.7MB.");
  CHECK(problem_of("workload.model.size", ".nan") ==
        "workload.model.size = .nan, but it must be a size > 0, in byte or with a unit, such as 44.7MB.");
  CHECK(problem_of("workload.model.size", "inf") ==
        "workload.model.size = inf, but it must be a size > 0, in byte or with a unit, such as 44.7MB.");
  CHECK(problem_of("stop.target_accuracy.value", "1.5") ==
        "stop.target_accuracy.value = 1.5, but it must be a number in (0, 1].");
}

TEST_CASE("whole numbers are whole") {
  CHECK(problem_of("stop.rounds", "1e3") == "accepted");
  CHECK(problem_of("stop.rounds", "2.5") == "stop.rounds = 2.5, but it must be a whole number ≥ 1.");
  CHECK(problem_of("stop.rounds", "5s") == "stop.rounds = 5s, but it must be a whole number ≥ 1.");
  CHECK(problem_of("stop.rounds", "9223372036854775808") ==
        "stop.rounds = 9223372036854775808, but it must be a whole number ≥ 1. "
        "The largest that is counted is 9223372036854775807.");
  CHECK(problem_of("seed", "18446744073709551615") == "accepted");
  CHECK(problem_of("seed", "18446744073709551616") ==
        "seed = 18446744073709551616, but it must be a whole number from 0 to 2^64 - 1.");
}

TEST_CASE("other notations of numbers are refused with what to write") {
  CHECK_THAT(problem_of("stop.rounds", "010"), EndsWith("write it in decimal, without the zero."));
  CHECK_THAT(problem_of("seed", "0x1F"), EndsWith("Hexadecimal numbers are not read: write it in decimal."));
  CHECK_THAT(problem_of("stop.rounds", "1_000"), EndsWith("Write the digits without _."));
  CHECK_THAT(problem_of("stop.time", "1:30"), EndsWith("give a unit, such as 90s."));
  CHECK_THAT(problem_of("workload.model.size", "'44,7MB'"), EndsWith("It has a decimal comma: write 44.7MB."));
  CHECK_THAT(problem_of("start", "2021-02-30"), ContainsSubstring("The calendar has no such day or hour"));
}

TEST_CASE("truth values are true and false, nothing else") {
  CHECK(problem_of("trace.transfers", "false") == "accepted");
  CHECK(problem_of("trace.transfers", "yes") == "trace.transfers = yes, but it must be true or false.");
  CHECK(problem_of("trace.transfers", "True") == "trace.transfers = True, but it must be true or false. Did you mean true?");
}

TEST_CASE("a choice names its words and the nearest one") {
  CHECK(problem_of("federation.mode", "centralised") ==
        "federation.mode = centralised, but it must be synchronous, asynchronous, hierarchical, centralized or gossip. Did you "
        "mean centralized?");
  CHECK(problem_of("carbon.boundary", "all") == "carbon.boundary = all, but it must be participation, incremental or fleet.");
}

TEST_CASE("quantiles ascend, and the wrong one is named") {
  CHECK(problem_of("data.samples_quantiles", "[16, 30") ==
        "this is no valid YAML: end of sequence flow not found. Close the [, or put the missing comma.");
  CHECK(problem_of("data.samples_quantiles", "[30, 16]") ==
        "data.samples_quantiles = [30, 16], but it must be an ascending list of two numbers or more, each ≥ 1.");
  CHECK(problem_of("data.samples_quantiles", "[30]") ==
        "data.samples_quantiles = [30], but it must be an ascending list of two numbers or more, each ≥ 1.");
  CHECK(problem_of("data.samples_quantiles", "30") ==
        "data.samples_quantiles = 30, but it must be an ascending list of two numbers or more, each ≥ 1.");
  CHECK(problem_of("data.samples_quantiles", "[30, 40, some]") ==
        "data.samples_quantiles[2] = some, but it must be a number ≥ 1.");
}

TEST_CASE("the wrong entry of a mapping is named") {
  CHECK(problem_of("workload.compute.samples_per_second", "{tx2: 60, nx: fast}") ==
        "workload.compute.samples_per_second.nx = fast, but it must be a number > 0.");
  CHECK(problem_of("workload.compute.samples_per_second", "60") ==
        "workload.compute.samples_per_second = 60, but it must be a mapping from hardware model to a number > 0.");
  CHECK(problem_of("platform.defaults.hosts", "{\"a\\nb\": 1}") ==
        "platform.defaults.hosts: a name in it must be text of one line.");
}

TEST_CASE("names are fit for files and tables") {
  CHECK(problem_of("name", "cifar10_x.y-2") == "accepted");
  for (const std::string bad : {"a b", "../x", "-x", "é", "\"\"", "a/b"}) {
    CHECK_THAT(problem_of("name", bad),
               EndsWith("it must be a name of letters, digits, . _ and -, beginning with a letter or digit."));
  }
}

TEST_CASE("long and wild values are shortened in messages") {
  const std::string told = problem_of("federation.mode", std::string(5000, 'x'));
  CHECK(told == "federation.mode = " + std::string(60, 'x') +
                    "…, but it must be synchronous, asynchronous, hierarchical, centralized or gossip.");
  CHECK_THAT(problem_of("federation.mode", "\"a\\e[31mb\""), ContainsSubstring("a [31mb"));
}

}  // namespace roundwatt
