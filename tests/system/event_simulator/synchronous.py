"""Rounds of a server with a cohort each: docs/methods/time.md and stragglers.md."""

import math

from .participation import Participation, stop_all
from .response_history import ResponseHistory
from .run import Disagreement, Run
from .world import PRECISION, RunFails

PAUSE_S = 1.0  # after a round that took no time and brought nothing


def mean_staleness(parts):
    return sum(part.staleness for part in parts) / len(parts) if parts else math.nan


class Leader:
    """A host that leads rounds with `members`: the server, or an edge aggregator. It decides when it is asked to."""

    pause_s = PAUSE_S

    def __init__(self, run, host, members):
        self.run, self.world, self.host, self.members = run, run.world, host, members
        stragglers = run.federation.get("stragglers", {})
        self.wanted = min(run.federation["clients_per_round"], len(members))
        cohort = math.ceil(stragglers.get("over_selection", 1) * run.federation["clients_per_round"] - 1e-9)
        self.asked = min(cohort, len(members))
        self.deadline = stragglers.get("deadline", math.inf)
        self.history = ResponseHistory(stragglers["deadline_history"]) if "deadline_history" in stragglers else None
        has_deadline = self.history or self.deadline < math.inf
        self.late = stragglers.get("late", "drop" if has_deadline else "wait")
        self.finishes = stragglers.get("after_deadline", "finish" if self.late == "stale" else "cancel") == "finish"
        self.cohort, self.stale = [], []
        self.number, self.edge_round, self.models = 0, 0, 0
        self.state, self.not_before_s = "resting", 0.0

    # A round.

    def begin_round(self):
        """False while nobody can be asked."""
        if not self.world.is_past(self.not_before_s):
            return False
        eligible = [client for client in self.members if self.run.can_be_asked(client)]
        if not eligible:
            self.wait_for_somebody()
            return False
        chosen = self.run.oracle.drawn(self.number, self.edge_round, self.host.name)
        expected = min(self.asked, len(eligible))
        if len(chosen) != expected or not set(chosen) <= set(eligible):
            raise Disagreement(f"round {self.number}.{self.edge_round} of {self.host.name} at {self.world.now!r} s: asked {chosen}; "
                               f"expected {expected} of {eligible}")
        self.state, self.staleness_mean = "collecting", math.nan
        self.start_s = self.world.now
        self.world.waits[self.host] = self.number
        self.quorum = min(self.wanted, len(chosen))
        self.cohort = []
        self.closes_s = closes = self.start_s + self.allowed_s()
        self.world.wake(closes)
        for client in sorted(chosen):
            part = Participation(self, self.number, client, self.edge_round, closes)
            part.model = self.models
            self.cohort.append(part)
            self.run.ask(part)
        return True

    def allowed_s(self):
        """From the start of a round to its deadline."""
        learned = self.history.deadline() if self.history else None
        return self.deadline if learned is None else learned

    def wait_for_somebody(self):
        self.run.watch(self.members)
        if self.run.nobody_comes_back(self.members):
            raise RunFails("no client can take part any more")

    def arrived(self, part):
        """Too late for its own round, or in time: the decision comes later."""
        if part in self.cohort and self.state == "collecting":
            return
        if self.late == "stale":
            self.stale.append(part)
        else:
            part.outcome = "late"

    def decide(self):
        """Closes its round, or ends it; whether it did."""
        if self.state == "collecting":
            reason = self.reason_to_close()
            if reason:
                self.close_round(reason)
            return bool(reason)
        if self.is_tested:
            self.end_round()
        return self.is_tested

    def models_since(self, part):
        return self.models - part.model

    def reason_to_close(self):
        there = [part for part in self.cohort if part.outcome == "arrived"]
        if len(there) >= self.quorum:
            return "quorum" if self.quorum == self.wanted else "nobody_left"
        if all(part.outcome == "arrived" or self.world.is_past(part.given_up_s) for part in self.cohort):
            return "nobody_left"
        if self.world.is_past(self.closes_s):
            return "deadline"
        return None

    def close_round(self, reason):
        there = sorted((part for part in self.cohort if part.outcome == "arrived"), key=lambda part: (part.end_s, part.client))
        self.closed_s, self.closed_by = self.world.now, reason
        self.merged = there[: self.quorum] + self.stale
        beyond, self.stale = there[self.quorum:], []
        for part in beyond:
            if self.late == "stale":
                self.stale.append(part)
            else:
                part.outcome = "dropped"
        for part in self.cohort:
            if part.is_under_way and not self.finishes:
                part.stop("cancelled")
        self.state, self.is_tested, self.staleness_mean = "aggregating", False, math.nan
        self.world.work_through(self.host, self.run.flop_per_update * len(self.merged), "aggregate", self.number, self.aggregated)

    def aggregated(self):
        for part in self.merged:
            part.staleness = self.models_since(part)
            part.outcome = "aggregated"
        self.staleness_mean = mean_staleness(self.merged)
        self.world.work_through(self.host, self.evaluation_flop(), "evaluate", self.number, self.tested)

    def evaluation_flop(self):
        return self.run.evaluation_flop(self.number)

    def tested(self):
        self.is_tested = True

    def end_round(self):
        self.models += 1
        if self.history:
            self.history.remember(self.cohort, self.closed_s - self.start_s)
        self.write_row()
        is_without_time = not self.merged and self.start_s >= self.world.now - PRECISION
        self.not_before_s = self.world.now + (self.pause_s if is_without_time else 0)
        self.world.wake(self.not_before_s)
        self.cohort, self.state = [], "resting"  # the host goes on waiting within this round until the next begins

    def write_row(self):
        self.run.round_row(round=self.number, edge_round=self.edge_round, aggregator=self.host.name, start_s=self.start_s,
                           closed_s=self.closed_s, end_s=self.world.now, closed_by=self.closed_by, staleness_mean=self.staleness_mean)

    def end_run(self):
        """What is under way stops with the run."""
        stop_all([part for part in self.run.participations if part.owner is self], "cancelled")
        if self.state == "collecting":
            self.closed_s, self.closed_by = self.world.now, "end_of_run"
        if self.state != "resting":
            self.write_row()


class Synchronous(Run):
    def __init__(self, folder, oracle):
        super().__init__(folder, oracle)
        self.leader = Leader(self, self.server, list(range(len(self.clients))))
        self.leader.number = 1
        self.world.deciders.append(self.decide)

    def decide(self):
        if self.leader.state == "resting":
            return not self.is_time_up() and self.leader.begin_round()
        has_decided = self.leader.decide()
        if self.leader.state == "resting":
            self.leader.number += 1
            if self.leader.number > self.stop_rounds:
                self.world.stop("rounds")
        return has_decided

    def end(self):
        self.leader.end_run()
