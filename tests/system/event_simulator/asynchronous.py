"""A server that never waits for a cohort: docs/methods/federation.md, "Asynchronous"."""

import math

from .participation import Participation, stop_all
from .run import Disagreement, Run
from .synchronous import PAUSE_S, mean_staleness
from .world import PRECISION, RunFails


class Asynchronous(Run):
    """Round r is the making of version r of the model."""

    def __init__(self, folder, oracle):
        super().__init__(folder, oracle)
        keys = self.federation["asynchronous"]
        self.places = keys["max_concurrency"]
        self.buffer_size = keys.get("buffer_size", 1) if keys["algorithm"] == "fedbuff" else 1
        self.max_staleness = keys.get("max_staleness", math.inf)
        self.run, self.host = self, self.server
        self.version, self.start_s, self.not_before_s = 0, 0.0, 0.0
        self.answers, self.buffer = [], []
        self.is_merging, self.is_tested, self.staleness_mean = False, False, math.nan
        self.world.deciders.append(self.decide)

    @property
    def round(self):
        """That is being made."""
        return self.version + 1

    def arrived(self, part):
        self.answers.append(part)

    def models_since(self, part):
        return self.round - part.round

    def decide(self):
        if self.is_merging:
            if self.is_tested:
                self.end_merging()
                return True
            return False
        if not self.world.is_past(self.not_before_s):
            return False
        self.world.waits[self.host] = self.round
        if self.is_time_up() and self.start_s >= self.world.now - PRECISION:  # no version begins as the run ends
            return False
        if self.answers and not self.is_buffer_going_to_be_full():  # nothing lies between two questions of one version
            self.look_at_answers()
            return True
        has_asked = self.ask_clients()
        if self.answers:
            self.look_at_answers()
            return True
        return has_asked or self.give_up_waiting()

    def is_buffer_going_to_be_full(self):
        young = [part for part in self.answers if self.models_since(part) <= self.max_staleness]
        return len(self.buffer) + len(young) >= self.buffer_size

    def look_at_answers(self):
        """At what has come, the first first and at one instant by client, until the buffer is full."""
        for part in sorted(self.answers, key=lambda part: (part.end_s, part.client)):
            self.answers.remove(part)
            part.staleness = self.models_since(part)
            if part.staleness > self.max_staleness:
                part.outcome = "dropped"
                continue
            self.buffer.append(part)
            if len(self.buffer) == self.buffer_size:
                self.merge("quorum")
                return

    def merge(self, reason):
        self.closed_s, self.closed_by = self.world.now, reason
        self.is_merging, self.is_tested = True, False
        self.world.work_through(self.host, self.flop_per_update * len(self.buffer), "aggregate", self.round, self.merged)
        if self.is_tested:  # at once: the server does not look up in between
            self.end_merging()

    def merged(self):
        for part in self.buffer:
            part.staleness = self.models_since(part)
            part.outcome = "aggregated"
        self.staleness_mean = mean_staleness(self.buffer)
        self.world.work_through(self.host, self.evaluation_flop(self.round), "evaluate", self.round, self.tested)

    def tested(self):
        self.is_tested = True

    def end_merging(self):
        self.write_row()
        self.staleness_mean = math.nan
        if self.closed_by == "nobody_left" and self.start_s >= self.world.now - PRECISION:
            self.not_before_s = self.world.now + PAUSE_S
            self.world.wake(self.not_before_s)
        self.buffer, self.is_merging = [], False
        self.version += 1
        self.start_s = max(self.world.now, self.not_before_s)
        if self.version >= self.stop_rounds:
            self.world.stop("rounds")

    def write_row(self):
        self.round_row(round=self.round, start_s=self.start_s, closed_s=self.closed_s, end_s=self.world.now, closed_by=self.closed_by,
                       staleness_mean=self.staleness_mean)

    # Who is asked.

    def holds_a_place(self, part):
        """Under way, or not looked at yet, or lost and not given up yet."""
        return part.is_under_way or part in self.answers or part.outcome in ("left", "failed") and not self.world.is_past(part.given_up_s)

    def under_way(self):
        return [part for part in self.participations if self.holds_a_place(part)]

    def asked_in_round(self):
        return {part.client for part in self.participations if part.round == self.round}

    def eligible(self):
        lost = {part.client for part in self.under_way() if part.outcome in ("left", "failed")}
        taken = lost | self.asked_in_round()
        return [client for client in range(len(self.clients)) if client not in taken and self.can_be_asked(client)]

    def ask_clients(self):
        free = self.places - len(self.under_way())
        eligible = self.eligible()
        expected = min(free, len(eligible))
        if expected <= 0:
            return False
        drawn = [client for client in self.oracle.drawn(self.round, at=self.world.now) if client not in self.asked_in_round()]
        if len(drawn) < expected or not set(drawn) <= set(eligible):
            raise Disagreement(f"round {self.round} at {self.world.now!r} s: asked {drawn}; expected {expected} of {eligible}")
        # Who breaks off at once makes room for others at this instant, so it must have been asked before them.
        for client in sorted(drawn, key=lambda client: (self.is_reachable(client), client))[:expected]:
            self.ask(Participation(self, self.round, client))
        return True

    def is_reachable(self, client):
        return all(self.world.is_on(link) for link in self.platform.route(self.host.name, self.clients[client].name))

    def give_up_waiting(self):
        """Merges what is there, be it nothing, where nobody who is there now can add to it."""
        everybody = range(len(self.clients))
        self.watch(everybody)
        if self.under_way():
            return False
        if (self.buffer or self.asked_in_round()) and not self.eligible():
            self.merge("nobody_left")
            return True
        if not any(self.can_come_back(client) for client in everybody):
            raise RunFails("no client can take part any more")
        return False

    def end(self):
        stop_all(self.participations, "cancelled")
        has_begun = self.asked_in_round() or self.start_s < self.world.now - PRECISION  # none does as the run ends
        if has_begun and not self.failure:
            if not self.is_merging:
                self.closed_s, self.closed_by = self.world.now, "end_of_run"
            self.write_row()
