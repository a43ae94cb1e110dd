#include <rapidcheck.h>

#include "analysis/study/break_even.hpp"
#include "analysis/study/finding.hpp"
#include "analysis/study/flip_point.hpp"
#include "sim/base/error.hpp"
#include "sim/grid/read_grid.hpp"
#include "tests/sim/trace/hand_trace.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

RunSummary summary_of(const HandTrace& written, Boundary boundary = Boundary::participation) {
  const ScratchFile file;
  written.write(file.path());
  const TraceReader trace{file.path()};
  const EnergyLedger energy = account_energy(trace, boundary);
  const GridChoice choice{
      {parse_grid("zone,start,g_per_kwh,year,kind\nFRA,,360,2023,average\nCHN,,3600,2023,average\n", "g", {})},
      GridKind::average};
  return summarise(energy, assign_grids(energy, choice));
}

/// A run whose rounds emit these grams, 10 s each, and that emits \p outside grams beside.
RunSummary run_of(const std::string& name, const std::string& mode, const std::vector<double>& grams, double outside = 0) {
  RunSummary run;
  run.name = name;
  run.mode = mode;
  run.complete = true;
  run.duration_s = 10 * static_cast<double>(grams.size());
  run.grams_outside_rounds = run.total.grams = outside;
  for (std::size_t i = 0; i < grams.size(); ++i) {
    const auto number = static_cast<std::int32_t>(i + 1);
    run.rounds.push_back({number, 10.0 * number, grams[i]});
    run.total.grams += grams[i];
  }
  return run;
}

}  // namespace

TEST_CASE("a summary adds up a run") {
  const RunSummary run = summary_of(one_round());
  // Server 3000 J at 360 g/kWh = 1e-4 g/J, edge 750 J at 1e-3 g/J.
  CHECK(run.total.grams == soft(0.3 + 0.75));
  CHECK(run.total.meter_j == soft(3750));
  CHECK(run.bytes_moved == 20e6);
  CHECK(run.final_accuracy == 0.5);
  REQUIRE(run.rounds.size() == 1);
  // Outside rounds the server idles for 60 s: 0.1 x 6000 J x 1.5.
  CHECK(run.grams_outside_rounds == soft(900e-4));
  CHECK(run.rounds[0].grams == soft(1.05 - 0.09));
  CHECK(run.server_base.grams == soft(0.1 * 10000 * 1.5 * 1e-4));
  CHECK(run.server_base.value == 0.1);
  CHECK(run.device_base.grams == soft(150e-3));
  CHECK(run.device_base.value == 5);
}

TEST_CASE("break-even is the last round at or below the centralized run") {
  const RunSummary federated = run_of("fl", "synchronous", {1, 1, 1, 1, 1});
  CHECK(rounds_within(federated, 3).within == 3);
  CHECK(rounds_within(federated, 2.999).within == 2);
  CHECK(rounds_within(federated, 0.5).within == 0);
  CHECK_FALSE(rounds_within(federated, 3).extrapolated);
}

TEST_CASE("when all simulated rounds stay below, break-even is extrapolated at their mean") {
  // 3 g in 3 rounds: 1 g a round, 7 rounds in 7.5 g.
  const RoundLimit limit = rounds_within(run_of("fl", "synchronous", {0.5, 1.5, 1}), 7.5);
  CHECK(limit.all_within());
  CHECK(limit.within == 3);
  CHECK(limit.extrapolated == 7);
}

TEST_CASE("grams outside rounds count as time passes") {
  // After one of two equal rounds 1 + 0.5 x 2 = 2 g, in the end 4 g.
  const RunSummary federated = run_of("fl", "synchronous", {1, 1}, 2);
  CHECK(rounds_within(federated, 1.9).within == 0);
  CHECK(rounds_within(federated, 2).within == 1);
  CHECK(rounds_within(federated, 4).within == 2);
}

TEST_CASE("each federated run meets each centralized one") {
  const auto pairs = break_evens({run_of("c1", "centralized", {5}), run_of("f1", "synchronous", {1}),
                                  run_of("c2", "centralized", {1}), run_of("f2", "synchronous", {2, 2})});
  REQUIRE(pairs.size() == 4);
  CHECK(pairs[1].federated == "f1");
  CHECK(pairs[1].centralized == "c2");
  CHECK(pairs[3].limit.within == 0);
}

TEST_CASE("a server share, an idle power and a number of rounds bring two runs to the same grams") {
  const RunSummary left = summary_of(one_round());  // 1.05 g: 0.15 of them server idle at 0.1, 0.15 device idle at 5 W
  RunSummary right = run_of("centralized", "centralized", {1.2});
  auto flips = flip_points(left, right);
  REQUIRE(flips.size() == 3);
  CHECK(flips[0].quantity == FlipQuantity::rounds);
  CHECK(flips[0].at_equality == 1);  // 1.2 / 1.05, whole rounds
  // 0.9 + 0.15 x s / 0.1 = 1.2: s = 0.2; the same for idle power: 10 W.
  CHECK(flips[1].quantity == FlipQuantity::reserved_share);
  CHECK(*flips[1].at_equality == soft(0.2));
  CHECK(flips[2].quantity == FlipQuantity::device_idle_w);
  CHECK(*flips[2].at_equality == soft(10));

  right = run_of("centralized", "centralized", {0.5});  // even without any idle power, 0.9 g are left
  for (const FlipPoint& flip : flip_points(left, right)) CHECK_FALSE(flip.at_equality);

  right = run_of("centralized", "centralized", {100});  // the share would be above 1
  CHECK_FALSE(flip_points(left, right)[1].at_equality);
}

TEST_CASE("at its flip point a run emits exactly what the other does") {
  const RunSummary left = summary_of(one_round());
  CHECK(rc::check("reserved share", [&] {
    const double target = *rc::gen::inRange(901, 2000) / 1000.0;
    const auto flips = flip_points(left, run_of("other", "centralized", {target}));
    for (const FlipPoint& flip : flips) {
      if (flip.quantity == FlipQuantity::reserved_share && flip.at_equality) {
        HandTrace changed = one_round();
        changed.hosts[0].reserved_share = *flip.at_equality;
        RC_ASSERT(summary_of(changed).total.grams == soft(target));
      }
    }
  }));
}

TEST_CASE("several idle powers have a factor instead of a value") {
  HandTrace trace = one_round();
  HostRow other = trace.hosts[1];
  other.idle_w = 10;
  trace.hosts.push_back(other);
  trace.host_energy.push_back(interval(2, 1, Activity::wait, 0, 100, {10}));
  const auto flips = flip_points(summary_of(trace), run_of("other", "centralized", {3}));
  CHECK(flips.back().quantity == FlipQuantity::device_idle_factor);
}

TEST_CASE("a finding holds when every left run emits less than every right run") {
  const std::vector<RunSummary> runs{run_of("fl-france", "synchronous", {1}), run_of("fl-china", "synchronous", {4}),
                                     run_of("dc-china", "centralized", {3})};
  const auto verdicts = judge_findings({{"all", "", {"fl-*"}, {"dc-china"}}, {"france", "", {"fl-france"}, {"*-china"}}}, runs);
  CHECK(verdicts[0].holding() == 1);
  CHECK_FALSE(verdicts[0].holds());
  CHECK(verdicts[0].pairs[1].ratio() == soft(4.0 / 3));
  CHECK(verdicts[1].holds());
}

TEST_CASE("names that fit no run, and names used twice, are refused") {
  const std::vector<RunSummary> runs{run_of("fl-france", "synchronous", {1})};
  CHECK_THROWS_WITH(judge_findings({{"a", "", {"fl-frence"}, {"dc-*"}}}, runs),
                    ContainsSubstring("finding a: none of the traces is of a run named fl-frence. Did you mean fl-france?") &&
                        ContainsSubstring("dc-*"));
  CHECK_THROWS_WITH(judge_findings({}, {runs[0], runs[0]}), ContainsSubstring("has the name fl-france like another trace"));
}
