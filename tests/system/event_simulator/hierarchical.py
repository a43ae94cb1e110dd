"""Edge aggregators between server and clients: docs/methods/federation.md, "Hierarchical"."""

import math

from .participation import stop_all
from .run import Run
from .synchronous import PAUSE_S, Leader
from .world import PRECISION, RunFails


class Edge(Leader):
    """An aggregator: rests, receives the model, leads its edge rounds, sends its own up."""

    pause_s = 0.0  # its edge rounds are few

    def __init__(self, run, host, members):
        super().__init__(run, host, members)
        self.step = "resting"
        self.transfer = None
        self.has_given_up = False

    def begin(self, number):
        self.number, self.edge_round, self.step = number, 1, "receiving"
        self.exchange("model", self.run.server, self.host, self.received)

    def exchange(self, purpose, source, destination, ended):
        flow = self.world.send(source, destination, self.run.model_bytes, self.number, self.close_transfer, self.break_transfer)
        row = {"round": self.number, "source": source.name, "destination": destination.name, "purpose": purpose, "start_s": self.world.now}
        self.transfer = (flow, row, ended)

    def close_transfer(self, flow):
        ended = self.transfer[2]
        self.record_transfer(flow, 0.0)
        ended(flow)

    def break_transfer(self, flow):
        self.record_transfer(flow, flow.sent)

    def record_transfer(self, flow, lost):
        if flow.sent > 0:
            self.run.transfers.append({**self.transfer[1], "end_s": self.world.now, "bytes": flow.sent, "bytes_lost": lost})
        self.transfer = None

    def evaluation_flop(self):
        return 0

    def received(self, _):
        self.step = "leading"
        self.world.waits[self.host] = self.number

    def sent(self, _):
        self.step = "done"
        del self.world.waits[self.host]

    def decide(self):
        if self.step != "leading":
            return False
        if self.state == "resting":
            return not self.run.is_time_up() and self.begin_round() or self.step == "failed"
        has_decided = super().decide()
        if self.state == "resting":
            self.go_on()
        return has_decided

    def fail(self):
        """Its part of the round is over; the server learns of it by its silence."""
        self.step = "failed"
        self.learned_s = self.world.now + self.run.detection_timeout
        self.world.wake(self.learned_s)
        self.world.waits.pop(self.host, None)

    def look_at_host(self):
        """Stops its clients if it has gone off: after what ends at this instant has ended, before clients leave."""
        if self.step in ("receiving", "leading", "sending") and not self.world.is_on(self.host):
            self.go_off()

    def go_off(self):
        stop_all(self.cohort, "failed")
        if self.state == "collecting":
            self.closed_s, self.closed_by = self.world.now, "aggregator_lost"
        if self.state != "resting":
            self.write_row()
        self.cohort, self.state = [], "resting"
        self.fail()

    @property
    def is_over(self):
        """As far as the server knows."""
        return self.step == "done" or self.step == "failed" and self.world.is_past(self.learned_s)

    def go_on(self):
        self.edge_round += 1
        if self.edge_round > self.run.edge_rounds and not self.run.is_time_up():
            self.step = "sending"
            self.exchange("update", self.host, self.run.server, self.sent)

    def wait_for_somebody(self):
        self.run.watch(self.members)
        if self.run.nobody_comes_back(self.members):
            self.has_given_up = True
            self.fail()

    def write_row(self):
        self.run.round_row(level=1, round=self.number, edge_round=self.edge_round, aggregator=self.host.name, start_s=self.start_s,
                           closed_s=self.closed_s, end_s=self.world.now, closed_by=self.closed_by, staleness_mean=self.staleness_mean)

    def end_run(self):
        super().end_run()
        if self.transfer:
            flow = self.transfer[0]
            self.world.cancel(flow)
            self.break_transfer(flow)


class Hierarchical(Run):
    def __init__(self, folder, oracle):
        super().__init__(folder, oracle)
        keys = self.federation.get("hierarchical", {})
        self.edge_rounds = keys.get("edge_rounds", 1)
        hosts = [host for host in self.platform.hosts.values() if host.kind == "aggregator"]
        self.edges = [Edge(self, host, members) for host, members in zip(hosts, self.cohorts(hosts, keys)) if members]
        self.number, self.step, self.asked, self.not_before_s = 0, "resting", [], 0.0
        self.world.leavers[:0] = [edge.look_at_host for edge in self.edges]
        self.world.deciders += [edge.decide for edge in self.edges] + [self.decide]

    def cohorts(self, hosts, keys):
        """Clients of each aggregator."""
        if keys.get("assignment", "by_site") == "round_robin":
            return [list(range(first, len(self.clients), len(hosts))) for first in range(len(hosts))]
        return [[client for client, device in enumerate(self.clients) if device.site == host.site] for host in hosts]

    def decide(self):
        if self.step == "resting":
            return not self.is_time_up() and self.world.is_past(self.not_before_s) and self.begin_round()
        if self.step == "collecting":
            if not all(edge.is_over for edge in self.asked):
                return False
            self.close_round()
            return True
        if self.is_tested:
            self.end_round()
        return self.is_tested

    def begin_round(self):
        """False while no aggregator can be asked."""
        self.asked = [edge for edge in self.edges if self.world.is_on(edge.host) and not edge.has_given_up]
        if not self.asked:
            self.wait_for_aggregators()
            return False
        self.number += 1
        self.start_s, self.step = self.world.now, "collecting"
        self.world.waits[self.server] = self.number
        for edge in self.asked:
            edge.begin(self.number)
        return True

    def wait_for_aggregators(self):
        if all(edge.has_given_up for edge in self.edges):
            raise RunFails("no client can take part any more")
        coming = [time for time, order, is_on in self.world.switches
                  if is_on and self.world.things[order] in [edge.host for edge in self.edges]]
        if not coming:
            raise RunFails("no aggregator can take part any more")

    def close_round(self):
        self.merged = [edge for edge in self.asked if edge.step == "done"]
        self.closed_s, self.closed_by = self.world.now, "quorum" if len(self.merged) == len(self.asked) else "nobody_left"
        self.step, self.is_aggregated, self.is_tested = "aggregating", False, False
        self.world.work_through(self.server, self.flop_per_update * len(self.merged), "aggregate", self.number, self.aggregated)

    def aggregated(self):
        self.is_aggregated = True
        self.world.work_through(self.server, self.evaluation_flop(self.number), "evaluate", self.number, self.tested)

    def tested(self):
        self.is_tested = True

    def end_round(self):
        self.write_row(aggregated=len(self.merged), staleness_mean=0.0 if self.merged else math.nan)
        self.step = "resting"
        if not self.merged and self.start_s >= self.world.now - PRECISION:
            self.not_before_s = self.world.now + PAUSE_S
            self.world.wake(self.not_before_s)
        if self.number >= self.stop_rounds:
            self.world.stop("rounds")

    def write_row(self, **columns):
        failed = sum(edge.step == "failed" for edge in self.asked)
        self.round_row(round=self.number, start_s=self.start_s, closed_s=self.closed_s, end_s=self.world.now, closed_by=self.closed_by,
                       selected=len(self.asked), failed=failed, **columns)

    def end(self):
        for edge in self.edges:
            edge.end_run()
        if self.step == "collecting":
            self.closed_s, self.closed_by = self.world.now, "end_of_run"
        if self.step == "resting":
            return
        done = sum(edge.step == "done" for edge in self.asked)
        under_way = len(self.asked) - done - sum(edge.step == "failed" for edge in self.asked)
        if self.step == "aggregating" and self.is_aggregated:
            self.write_row(aggregated=done, staleness_mean=0.0 if done else math.nan, cancelled=under_way)
        else:
            self.write_row(dropped=done, cancelled=under_way)
