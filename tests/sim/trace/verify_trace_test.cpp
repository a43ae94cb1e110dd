#include "sim/trace/verify_trace.hpp"

#include <functional>

#include "tests/sim/trace/hand_trace.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

TraceVerdict verdict(const HandTrace& written) {
  const ScratchFile file;
  written.write(file.path());
  return verify_trace(TraceReader{file.path()});
}

/// All violations of the trace of one round after \p change, as text.
std::string broken_by(const std::function<void(HandTrace&)>& change) {
  HandTrace trace = one_round();
  change(trace);
  const TraceVerdict found = verdict(trace);
  std::string text;
  for (const Violation& violation : found.violations.first()) text += violation.text() + "\n";
  return text;
}

}  // namespace

TEST_CASE("a trace that keeps every rule passes, and nothing is left unchecked") {
  const TraceVerdict found = verdict(one_round());
  CHECK(broken_by([](HandTrace&) {}) == "");
  CHECK(found.holds());
  CHECK(found.not_checked.empty());
}

TEST_CASE("intervals of a host tile the run") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.host_energy[2].start_s = 11; }),
             ContainsSubstring("energy/hosts, row 2: expected start_s = 10"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.host_energy.erase(trace.host_energy.begin() + 2); }),
             ContainsSubstring("energy/hosts, row 3: expected start_s = 10, where the host's interval before ends, found 20"));
  CHECK_THAT(
      broken_by([](HandTrace& trace) { trace.host_energy.pop_back(); }),
      ContainsSubstring("energy/hosts: expected intervals of host device up to 100 s, the end of the run, found up to 30 s"));
  CHECK_THAT(broken_by([](HandTrace& trace) { std::swap(trace.host_energy[6], trace.host_energy[7]); }),
             ContainsSubstring("rows in the order of end_s"));
}

TEST_CASE("intervals are maximal") {
  CHECK_THAT(broken_by([](HandTrace& trace) {
               trace.host_energy[7] = interval(0, -1, Activity::idle, 40, 70, {100});
               trace.host_energy.push_back(interval(0, -1, Activity::idle, 70, 100, {100}));
             }),
             ContainsSubstring("expected a maximal interval"));
}

TEST_CASE("energy is power times time") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.host_energy[3].compute_j += 1; }),
             ContainsSubstring("energy/hosts, row 3: expected energy_j = 501 J, the sum of its parts, found 500 J") &&
                 ContainsSubstring("expected base, compute, rx, tx = 50, 450, 0, 0 J, power x time, found 50, 451, 0, 0 J"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.hosts[1].busy_w = 49; }), ContainsSubstring("row 3"));
  CHECK_THAT(
      broken_by([](HandTrace& trace) { trace.plugin[1].energy_j = 950.1; }),
      ContainsSubstring("energy/plugin, row 1: expected energy_j = 950 J, base_j + compute_j of host device, found 950.1 J"));
}

TEST_CASE("a host with several pstates may draw the power of any of them") {
  const auto at_half_speed = [](HandTrace& trace) {
    trace.host_energy[3] = interval(1, 1, Activity::train, 10, 20, {4, 20}, 1);
    trace.plugin[1].energy_j = 950 - 500 + 240;
  };
  CHECK_THAT(broken_by(at_half_speed), ContainsSubstring("power x time"));
  CHECK(broken_by([&](HandTrace& trace) {
          at_half_speed(trace);
          trace.host_states = {{1, 0, 1e9, 5, 5, 50}, {1, 1, 5e8, 4, 4, 24}};
        }) == "");
}

TEST_CASE("nothing happens on a host that is off") {
  CHECK_THAT(
      broken_by([](HandTrace& trace) { trace.host_energy[3].activity = Activity::off; }),
      ContainsSubstring("nothing on a host that is off") && ContainsSubstring("training inside the host's train intervals"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.host_energy[5] = interval(1, -1, Activity::off, 20, 30, {0}); }),
             ContainsSubstring("participations, row 0: expected no transfer while the host is off, found from 20 to 30 s"));
}

TEST_CASE("training lies inside train intervals") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.participations[0].train_start_s = 9; }),
             ContainsSubstring("expected training inside the host's train intervals, found from 9 to 20 s"));
}

TEST_CASE("a link is not on the air for longer than it is busy, nor busy for longer than there was time") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.link_energy[0].busy_s = 19; }),
             ContainsSubstring("energy/links: expected airtime_s of link router at most 19 s in each bucket: its busy_s"));
  CHECK(broken_by([](HandTrace& trace) {
          trace.link_energy[0].busy_s = 19;
          trace.links[0].peak_byte_s = 2 * trace.links[0].bandwidth_byte_s;
        }) == "");
  CHECK(broken_by([](HandTrace& trace) {
          trace.link_energy[0].busy_s = 19;
          trace.links[0].duplex = Duplex::fatpipe;
        }) == "");
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.link_energy[0].busy_s = 31; }),
             ContainsSubstring("energy/links, row 0: expected busy_s at most end_s - start_s = 30, found 31"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.link_energy[0].energy_j = 41; }),
             ContainsSubstring("expected energy_j = 40 J, (busy_w - idle_w) x airtime_s, found 41 J"));
}

TEST_CASE("rounds that share a link share its busy time equally, whatever their airtime") {
  CHECK(broken_by([](HandTrace& trace) {
          trace.link_energy = {{0, 1, 0, 30, 20e6, 18, 10, 36}, {0, -1, 0, 30, 2e6, 2, 10, 4}};
        }) == "");
}

TEST_CASE("a row of a link lies within one UTC bucket") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.header.start_utc = "2021-02-15T23:59:50Z"; }),
             ContainsSubstring("expected end_s at most 10, the end of its UTC bucket, found 30"));
}

TEST_CASE("links carry what participations and transfers send, no more and no less") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.link_energy[0].bytes = 41e6; }),
             ContainsSubstring("at most 40000000 bytes of round 1"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.link_energy[0].bytes = 19e6; }),
             ContainsSubstring("at least 20000000 bytes of round 1"));
}

TEST_CASE("links may carry what a trace without transfers does not tell") {
  CHECK_THAT(broken_by([](HandTrace& trace) {
               trace.header.scenario_yaml = "trace:\n  transfers: false\n";
               trace.link_energy[0].bytes = 41e6;
             }),
             !ContainsSubstring("of round 1"));
}

TEST_CASE("rounds count their participations") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.participations[0].outcome = Outcome::late; }),
             ContainsSubstring("rounds, row 0: expected aggregated = 0, the rows of /participations, found 1"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.rounds[0].selected = 2; }), ContainsSubstring("2 outcomes"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.rounds[0].bytes_up = 1; }), ContainsSubstring("bytes_up = 10000000"));
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.participations[0].bytes_lost = 3e7; }),
             ContainsSubstring("bytes_lost from 0 to"));
}

TEST_CASE("row numbers lead somewhere") {
  CHECK_THAT(broken_by([](HandTrace& trace) { trace.host_energy[0].host = 2; }),
             ContainsSubstring("energy/hosts, row 0: expected host from 0 to 1, a row of /hosts, found 2"));
}

TEST_CASE("totals fill their buckets") {
  HandTrace trace = one_round();
  trace.host_energy.clear();
  trace.plugin.clear();
  trace.host_totals = {{0, Activity::aggregate, 0, 100, 10, 1000, 1000, 0, 0, 2000},
                       {0, Activity::idle, 0, 100, 90, 9000, 0, 0, 0, 9000},
                       {1, Activity::train, 0, 100, 10, 50, 450, 0, 0, 500},
                       {1, Activity::idle, 0, 100, 90, 450, 0, 0, 0, 450}};
  CHECK(verdict(trace).holds());
  trace.host_totals[3].duration_s = 80;
  CHECK_FALSE(verdict(trace).holds());
}

TEST_CASE("of a run that was cut off the rules are checked to its last flush and no further") {
  const auto cut_off = [](HandTrace& trace) {
    trace.header.complete = false;
    trace.rounds.clear();
    trace.evaluations.clear();
    trace.participations.clear();
    trace.link_energy.clear();
    trace.host_energy.clear();
    // Intervals are maximal: the radio goes on and off.
    for (int i = 0; i < 20000; ++i) {
      trace.host_energy.push_back(interval(1, -1, Activity::download, i, i + 1, {5, 0, i % 2 * 1.0, 0}));
    }
  };
  HandTrace trace = one_round();
  cut_off(trace);
  CHECK(broken_by(cut_off) == "");
  CHECK_THAT(verdict(trace).not_checked.back(), ContainsSubstring("the trace is incomplete"));
  CHECK_THAT(broken_by([&](HandTrace& broken) {
               cut_off(broken);
               broken.host_energy[7].energy_j = 7;
             }),
             ContainsSubstring("energy/hosts, row 7"));
}

TEST_CASE("what an evaluation found client by client agrees with itself and with the clients") {
  const auto with = [](const std::function<void(EvaluationRow&, LearningMetricsRow&)>& change) {
    return broken_by([&](HandTrace& trace) {
      LearningMetricsRow row{1, 40, 0.5, 0.6, 1, 100, 1.2, 0.4, 0.5, 0.25, 0, 1};
      trace.evaluations[0].worst10_accuracy = 0.1;
      trace.evaluations[0].best10_accuracy = 0.9;
      change(trace.evaluations[0], row);
      trace.learning_metrics = {row};
    });
  };
  CHECK(with([](auto&, auto&) {}) == "");
  CHECK_THAT(with([](auto& evaluation, auto&) { evaluation.worst10_accuracy = 0.6; }),
             ContainsSubstring("learning_metrics, row 0: expected mean_accuracy from 0.6 to 0.9, the worst and the best tenth, "
                               "found 0.5"));
  CHECK_THAT(with([](auto& evaluation, auto&) { evaluation.best10_accuracy = not_a_number; }),
             ContainsSubstring("from 0.1 to nan"));
  CHECK_THAT(with([](auto&, auto& row) { row.accuracy_variance = 0.26; }),
             ContainsSubstring("accuracy_variance from 0 to 0.25"));
  CHECK_THAT(with([](auto&, auto& row) { row.clients = 2; }), ContainsSubstring("clients = 1, those of /clients with samples"));
  CHECK_THAT(with([](auto&, auto& row) { row.samples = 99; }), ContainsSubstring("samples = 100, the sum over /clients"));
  CHECK_THAT(with([](auto&, auto& row) { row.time_s = 41; }), ContainsSubstring("a later row of /evaluations"));
  CHECK_THAT(with([](auto&, auto& row) { row.gradient_ratio = 0.9; }), ContainsSubstring("gradient_ratio at least 1"));
  CHECK_THAT(with([](auto&, auto& row) { row.update_norm_mean = -1; }), ContainsSubstring("update_norm_mean at least 0"));
  CHECK_THAT(with([](auto&, auto& row) { row.clients = 0; }), ContainsSubstring("mean_accuracy = nan, without clients"));
  CHECK_THAT(with([](auto& evaluation, auto&) { evaluation.best10_accuracy = 1.1; }),
             ContainsSubstring("evaluations, row 0: expected best10_accuracy in [0, 1]"));
}

TEST_CASE("the first twenty violations are kept and all are counted") {
  HandTrace trace = one_round();
  for (int i = 0; i < 50; ++i) trace.host_energy.push_back(interval(1, -1, Activity::idle, 30, 100, {5}));
  const ViolationList violations = verdict(trace).violations;
  CHECK(violations.first().size() == 20);
  CHECK(violations.count() >= 50);
}

TEST_CASE("a stale update is known when a later round merges it") {
  // The second client arrives at 25 s in round 1, and is merged by round 2, which ends with the run at 100 s: it stands last.
  const auto with_stale = [](std::int32_t staleness) {
    return [=](HandTrace& trace) {
      trace.clients.push_back({1, 1, 100});
      ParticipationRow second = trace.participations[0];
      second.client = 1;
      second.upload_end_s = second.end_s = 25;
      second.bytes_down = second.bytes_up = 0;
      second.staleness = staleness;
      RoundRow next = trace.rounds[0];
      next.round = 2;
      next.start_s = next.closed_s = 50;
      next.end_s = 60;
      next.selected = 1;
      next.aggregated = 0;
      next.cancelled = 1;
      next.bytes_down = next.bytes_up = 0;
      ParticipationRow third = second;
      third.round = 2;
      third.outcome = Outcome::cancelled;
      third.staleness = 0;
      for (auto* time : {&third.selected_s, &third.end_s}) *time = 50;
      third.download_start_s = third.download_end_s = third.train_start_s = third.train_end_s = not_a_number;
      third.upload_start_s = third.upload_end_s = not_a_number;
      trace.rounds[0].selected = 2;
      trace.rounds[0].aggregated += 1;
      trace.participations.push_back(third);
      trace.participations.push_back(second);
      trace.rounds.push_back(next);
      std::swap(trace.rounds[0], trace.rounds[1]);
    };
  };
  CHECK(broken_by(with_stale(1)) == "");
  CHECK_THAT(broken_by(with_stale(0)),
             ContainsSubstring("participations, row 2: expected rows in the order in which outcomes were"));
}

TEST_CASE("participations stand in the order in which their outcomes were known") {
  const auto with_second = [](Outcome outcome, double end_s) {
    return [=](HandTrace& trace) {
      trace.clients.push_back({1, 1, 100});
      ParticipationRow second = trace.participations[0];
      second.client = 1;
      second.outcome = outcome;
      second.upload_end_s = second.end_s = end_s;
      second.bytes_down = second.bytes_up = 0;
      trace.participations.push_back(second);
      trace.rounds[0].selected = 2;
      (outcome == Outcome::aggregated ? trace.rounds[0].aggregated : trace.rounds[0].late) += 1;
    };
  };
  // The first arrived at 30 s, the second at 25 s; both were aggregated with their round.
  CHECK(broken_by(with_second(Outcome::aggregated, 25)) == "");
  CHECK_THAT(
      broken_by(with_second(Outcome::late, 25)),
      ContainsSubstring("participations, row 1: expected rows in the order in which outcomes were known, at least 30 s"));
}

TEST_CASE("without participations it is not known when a round that had clients was over") {
  // Round 2 had none and is over with itself; the row of round 1 comes after it, for a client that was at work until then.
  CHECK(broken_by([](HandTrace& trace) {
          trace.participations.clear();
          RoundRow second = trace.rounds[0];
          second.round = 2;
          second.selected = second.aggregated = 0;
          second.bytes_down = second.bytes_up = second.bytes_lost = 0;
          second.start_s = second.closed_s = second.end_s = 40;
          trace.rounds.insert(trace.rounds.begin(), second);
          trace.rounds[1].end_s = trace.rounds[1].closed_s;
        }) == "");
}
