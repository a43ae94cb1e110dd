#include "analysis/study/sensitivity.hpp"

#include <cmath>

#include "sim/base/error.hpp"
#include "tests/analysis/carbon/accounted.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

StudiedRun studied(const HandTrace& written, Boundary boundary = Boundary::participation) {
  const Accounted run{written, boundary};
  const GridChoice choice = grid("FRA,,360,2023,average\nCHN,,3600,2023,average\n");
  return study_run(*run.energy, assign_grids(*run.energy, choice));
}

double grams_at(const StudiedRun& run, const std::string& input, double value) {
  return GramModel{run, {parse_input(input)}}.at({value});
}

}  // namespace

TEST_CASE("the grams of a run are taken apart into what they are linear in") {
  const StudiedRun run = studied(one_round());
  // Server 0.15 g of idle power and 0.15 g of load; device 0.15 g of idle power, 0.45 g of load and 0.03 g of radio; link 0.08
  // g of idle power and 0.04 g of traffic.
  CHECK(run.cells.grams() == soft(1.05));
  CHECK(grams_at(run, "grid", 2) == soft(2.1));
  CHECK(grams_at(run, "grid.FRA", 2) == soft(1.35));
  CHECK(grams_at(run, "grid.edge", 2) == soft(1.8));
  CHECK(grams_at(run, "pue", 1) == soft(0.95));
  CHECK(grams_at(run, "pue.dc", 3) == soft(1.35));
  CHECK(grams_at(run, "device_power", 0) == soft(0.42));
  CHECK(grams_at(run, "device_idle", 0) == soft(0.9));
  CHECK(grams_at(run, "server_power", 0) == soft(0.75));
  CHECK(grams_at(run, "network_power", 0) == soft(0.93));
  CHECK(grams_at(run, "reserved_share", 0.2) == soft(1.2));
  CHECK(grams_at(run, "router_share", 1) == soft(1.13));
  CHECK(grams_at(run, "rounds", 3) == soft(3.15));
}

TEST_CASE("a share that is set counts as a run with that share does") {
  HandTrace changed = one_round();
  changed.hosts[0].reserved_share = 0.7;
  changed.links[0].router_share = 0.2;
  const GramModel model{studied(one_round()), {parse_input("reserved_share"), parse_input("router_share")}};
  CHECK(model.at({0.7, 0.2}) == soft(studied(changed).cells.grams()));
}

TEST_CASE("Monte Carlo of one linear input has the exact mean and variance") {
  const StudiedRun run = studied(one_round());
  constexpr std::size_t samples = 40000;
  for (const char* spread : {"uniform", "normal", "triangular"}) {
    CAPTURE(spread);
    const auto ranges = parse_input_ranges({std::string{"grid.edge=0.7:1.3:"} + spread});
    const Sensitivity result = sensitivity_of(run, ranges, {samples, 3});
    // 0.3 + 0.75 x: the deviation is 0.75 times that of x.
    CHECK(result.exact_mean == soft(1.05));
    CHECK(result.exact_deviation == soft(0.75 * std::sqrt(ranges[0].variance())));
    // Five standard errors; of a deviation at most 1 / sqrt(2 n) of it.
    CHECK(std::abs(result.mean - 1.05) < 5 * result.exact_deviation / std::sqrt(samples));
    CHECK(std::abs(result.deviation / result.exact_deviation - 1) < 5 / std::sqrt(2.0 * samples));
    CHECK(result.effects[0].variance_share == soft(1));
  }
}

TEST_CASE("a uniform input has the quantiles of its range") {
  const Sensitivity result = sensitivity_of(studied(one_round()), parse_input_ranges({"grid=0:1"}), {40000, 1});
  CHECK(result.p5 == Approx(0.05 * 1.05).margin(0.01));
  CHECK(result.p50 == Approx(0.5 * 1.05).margin(0.02));
  CHECK(result.p95 == Approx(0.95 * 1.05).margin(0.01));
}

TEST_CASE("inputs that multiply share the variance with what they make together") {
  // G = 0.42 + 0.63 x for devices; all of it times y: Var = E[G^2] E[y^2] - (E[G] E[y])^2 with E = 1.05 and 1.
  const auto ranges = parse_input_ranges({"device_power=0:2", "grid=0.5:1.5"});
  const Sensitivity result = sensitivity_of(studied(one_round()), ranges, {1000, 1});
  const double devices = 0.63 * 0.63 * 4 / 12, all = 1. / 12;
  const double variance = (1.05 * 1.05 + devices) * (1 + all) - 1.05 * 1.05;
  CHECK(result.exact_deviation == soft(std::sqrt(variance)));
  CHECK(result.effects[0].range.input.name == "device_power");
  CHECK(result.effects[0].swing() == soft(1.26));
  CHECK(result.effects[0].variance_share == soft(devices / variance));
  CHECK(result.effects[1].variance_share == soft(1.05 * 1.05 * all / variance));
}

TEST_CASE("the same seed draws the same and an input draws the same beside others") {
  const StudiedRun run = studied(one_round());
  const auto one = parse_input_ranges({"grid=0.5:1.5"});
  const Sensitivity first = sensitivity_of(run, one, {100, 5}), again = sensitivity_of(run, one, {100, 5});
  CHECK(first.p50 == again.p50);
  CHECK(first.mean == again.mean);
  CHECK(sensitivity_of(run, one, {100, 6}).mean != first.mean);
  const auto two = parse_input_ranges({"device_power=0.999999999999:1.000000000001", "grid=0.5:1.5"});
  CHECK(sensitivity_of(run, two, {100, 5}).mean == soft(first.mean));
}

TEST_CASE("inputs that are wrong are told all at once") {
  CHECK_THROWS_WITH(parse_input_ranges({"gird=0.8:1.2", "pue=0.9:1", "grid=2:1", "router_share=0.5:1:normal", "grid"}),
                    ContainsSubstring("Did you mean grid?") && ContainsSubstring("pue=0.9:1: must be at least 1.") &&
                        ContainsSubstring("grid=2:1: the first number must be below") && ContainsSubstring("reaches beyond") &&
                        ContainsSubstring("--input grid: needs NAME=low:high"));
  CHECK_THROWS_WITH(parse_input_ranges({"grid=0:1", "grid=0:2"}), ContainsSubstring("is there twice"));
  CHECK_THROWS_WITH(parse_input("device_power.x"), ContainsSubstring("only grid and pue are of a part"));
}

TEST_CASE("inputs that a run cannot have are refused") {
  const auto shares = parse_input_ranges({"reserved_share=0.1:0.2"});
  CHECK_THROWS_WITH(sensitivity_of(studied(one_round(), Boundary::fleet), shares, {}),
                    ContainsSubstring("no gram of this run depends on reserved_share"));
  CHECK_THROWS_WITH(sensitivity_of(studied(one_round()), parse_input_ranges({"pue=1:2", "pue.dc=1:2"}), {}),
                    ContainsSubstring("pue and pue.dc set the same number"));
  HandTrace unused = one_round();
  unused.links[0].router_share = 0;
  CHECK_THROWS_WITH(sensitivity_of(studied(unused), parse_input_ranges({"router_share=0.1:0.2"}), {}),
                    ContainsSubstring("links of router_share 0"));
}
