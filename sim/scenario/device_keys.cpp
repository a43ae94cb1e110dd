#include "sim/scenario/device_keys.hpp"

#include "sim/base/unit.hpp"
#include "sim/scenario/number_format.hpp"
#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

namespace {

const ValueRange spread{0, false, 10};
const ValueRange steepness{0.1, true, 10};

/// The keys of one rule for factors by client, at \p path.
void declare_factors(KeyList& keys, const std::string& path, SpeedRule& rule, FileReference& file) {
  keys.add_if_stated(path + ".distribution",
                     choice<SpeedDistribution>({{"constant", SpeedDistribution::constant},
                                                {"uniform", SpeedDistribution::uniform},
                                                {"log-normal", SpeedDistribution::lognormal},
                                                {"zipf", SpeedDistribution::zipf},
                                                {"pareto", SpeedDistribution::pareto},
                                                {"csv", SpeedDistribution::csv}}),
                     rule.distribution, when_absent("constant"),
                     "constant: factor; uniform: low to high; log-normal: median 1; zipf: rank^-exponent, ranks drawn; pareto: "
                     "times are Pareto-distributed from 1; csv: of file.");
  keys.add_unless_equal(path + ".factor", number(above(0)), rule.factor, 1.0, when_absent("1"),
                        "Factor of all clients, with constant.");
  keys.add_unless_equal(path + ".low", number(above(0)), rule.low, 1.0, when_absent("1"), "Least factor, with uniform.");
  keys.add_unless_equal(path + ".high", number(above(0)), rule.high, 1.0, when_absent("1"), "Largest factor, with uniform.");
  keys.add_if_stated(path + ".sigma", number(spread), rule.sigma, when_absent("not stated"),
                     "Standard deviation of the factor's logarithm, with log-normal.");
  keys.add_unless_equal(path + ".exponent", number(steepness), rule.exponent, 1.0, when_absent("1"),
                        "Exponent of zipf or pareto; of pareto the smaller, the slower the slowest.");
  keys.add_if_stated(path + ".file", file_value(), file, when_absent("not stated"),
                     "CSV with the columns client and speed, with csv; client is a number from 0 or the name of its device.");
}

void declare_slow_down(KeyList& keys, SlowDownRule& slow_down, const Scope& scope) {
  keys.section("federation.devices.slow_down", "A factor on the time of training, drawn for each client in each round.", scope);
  keys.add_if_stated(
      "federation.devices.slow_down.distribution",
      choice<SlowDown>({{"none", SlowDown::none}, {"log-normal", SlowDown::lognormal}, {"exponential", SlowDown::exponential}}),
      slow_down.distribution, when_absent("none"), "none: always 1; log-normal: of mean or median 1; exponential: of mean 1.");
  keys.add_if_stated("federation.devices.slow_down.sigma", number(spread), slow_down.sigma, when_absent("not stated"),
                     "Standard deviation of the factor's logarithm, with log-normal.");
  keys.add_if_stated("federation.devices.slow_down.centre",
                     choice<Centre>({{"mean", Centre::mean}, {"median", Centre::median}}), slow_down.centre,
                     when_absent("mean"), "What of the log-normal factor is 1.");
}

}  // namespace

void declare_device_speeds(KeyList& keys, DeviceChoice& devices, const Scope& scope) {
  keys.section("federation.devices.speed",
               "Factors by client on the speed of the platform's devices, for the whole run: docs/methods/stragglers.md.",
               scope);
  declare_factors(keys, "federation.devices.speed", devices.speed, devices.speed_file);
  declare_slow_down(keys, devices.slow_down, scope);
  keys.section("federation.devices.line",
               "Factors by line on the rate of what connects clients, for the whole run: docs/methods/stragglers.md.", scope);
  declare_factors(keys, "federation.devices.line", devices.line, devices.line_file);
}

namespace {

void check_factors(RuleBook& rules, const std::string& group, const SpeedRule& rule) {
  const std::string path = group + ".";
  const auto is = [&](SpeedDistribution distribution) { return rule.distribution == distribution; };
  const bool by_rank = is(SpeedDistribution::zipf) || is(SpeedDistribution::pareto);
  const std::string where = "with " + path + "distribution ";
  rules.reserve(path + "factor", is(SpeedDistribution::constant), where + "constant");
  rules.reserve(path + "low", is(SpeedDistribution::uniform), where + "uniform");
  rules.reserve(path + "high", is(SpeedDistribution::uniform), where + "uniform");
  rules.reserve(path + "sigma", is(SpeedDistribution::lognormal), where + "log-normal");
  rules.reserve(path + "exponent", by_rank, where + "zipf or pareto");
  rules.reserve(path + "file", is(SpeedDistribution::csv), where + "csv");
  if (is(SpeedDistribution::lognormal)) rules.require(path + "sigma", "a log-normal speed needs it");
  if (is(SpeedDistribution::csv)) rules.require(path + "file", "speeds are to be read from it");
  const KeyUse& low = rules.use(path + "low");
  const KeyUse& high = rules.use(path + "high");
  if (is(SpeedDistribution::uniform) && low.good && high.good && rule.low > rule.high) {
    rules.break_at(high.given ? high : low, fmt::format("{} = {}, but {} = {} is less. Swap them.", low.key->path,
                                                        number_text(rule.low), high.key->path, number_text(rule.high)));
  }
}

}  // namespace

std::vector<Problem> broken_device_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  RuleBook rules{uses};
  rules.reserve("federation.devices.binding_file", scenario.federation.devices.binding == Binding::from_file,
                "with federation.devices.binding file");
  if (!asks_clients(scenario.federation.mode)) return rules.take();
  check_factors(rules, "federation.devices.speed", scenario.federation.devices.speed);
  check_factors(rules, "federation.devices.line", scenario.federation.devices.line);
  const bool scattered = scenario.federation.devices.slow_down.distribution == SlowDown::lognormal;
  for (const char* name : {"federation.devices.slow_down.sigma", "federation.devices.slow_down.centre"}) {
    rules.reserve(name, scattered, "with federation.devices.slow_down.distribution log-normal");
  }
  if (scattered) rules.require("federation.devices.slow_down.sigma", "a log-normal slow-down needs it");
  return rules.take();
}

}  // namespace roundwatt
