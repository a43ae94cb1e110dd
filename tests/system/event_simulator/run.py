"""What all modes of a scenario share, and what comes out: rows as they stand in the trace. Seconds, bytes, flop."""

import json
import math
from pathlib import Path

from .availability import availability_of
from .batteries import Batteries
from .participation import ENDED
from .platform import Platform
from .world import PRECISION, World


class Disagreement(Exception):
    """The trace cannot be of this scenario."""


class Run:
    """`oracle.drawn` says who was drawn: clients by round, edge round, aggregator's name and instant."""

    def __init__(self, folder, oracle):
        folder = Path(folder)
        self.scenario = scenario = json.loads((folder / "s.yaml").read_text(encoding="utf-8"))
        self.federation = scenario["federation"]
        self.oracle = oracle
        platform = Platform(folder / scenario["platform"]["file"], scenario["platform"].get("defaults", {}).get("hosts", {}))
        self.platform = platform
        self.clients = [host for host in platform.hosts.values() if host.kind == "device"][: scenario["data"]["clients"]]
        self.world = World(platform, list(platform.hosts.values()), scenario["stop"].get("time", math.inf))
        self.stop_rounds = scenario["stop"].get("rounds", math.inf)
        self.availability = availability_of(scenario, folder)
        self.detection_timeout = self.federation.get("failure_detection", {}).get("timeout", 0)
        self.participations, self.rounds, self.transfers = [], [], []
        self.failure = None
        keys = self.federation.get("battery")
        self.batteries = self.world.batteries = Batteries(self.clients if keys else [], keys)
        self.read_work()
        self.world.leavers.append(self.leave)

    def read_work(self):
        workload, local = self.scenario["workload"], self.scenario["learning"]["local"]
        self.model_bytes = float(workload["model"]["size"])
        self.flop_per_update = workload["aggregation"]["flops_per_update"]
        self.samples, self.batch = self.scenario["data"]["samples_per_client"], local["batch_size"]
        self.epochs = local.get("epochs", 1)
        self.flop_per_sample = workload["compute"]["flops_per_sample"]
        self.flop_per_epoch = self.samples * self.flop_per_sample
        self.evaluate_every = self.scenario["learning"].get("evaluate", {}).get("every", 1)
        test_samples = self.scenario["learning"].get("evaluate", {}).get("samples", 0)
        self.flop_per_evaluation = test_samples * workload.get("evaluation", {}).get("flops_per_sample", 0)
        stragglers = self.federation.get("stragglers", {})
        self.work_is_partial = stragglers.get("late") == "partial"
        self.cut_is_epochs = stragglers.get("cut", "epochs" if self.epochs > 1 else "steps") == "epochs"
        self.units_per_epoch = 1 if self.cut_is_epochs else math.ceil(self.samples / self.batch)

    @property
    def server(self):
        return next(host for host in self.platform.hosts.values() if host.kind == "server")

    def flop_of(self, units):
        """Of so many units from the first on: whole epochs, or batches, the last of a pass short."""
        return self.samples_of(units) * self.flop_per_sample

    def evaluation_flop(self, number):
        """After round `number`: each `evaluate_every`-th is tested."""
        return self.flop_per_evaluation if number % self.evaluate_every == 0 else 0

    def samples_of(self, units):
        passes, batches = divmod(units, self.units_per_epoch)
        return passes * self.samples + min(batches * self.batch, self.samples)

    def units_of(self, part):
        """That a client trains: all, or what fits before the deadline of its round (stragglers.md, equation 2)."""
        units = self.epochs * self.units_per_epoch
        if self.work_is_partial:
            there_s = self.world.now + self.upload_seconds(part)
            while units > 1 and there_s + self.flop_of(units) / part.host.speed > part.deadline + PRECISION:
                units -= 1
        return units

    def upload_seconds(self, part):
        """That it expects: of an empty network, stretched as its download was."""
        links = self.platform.route(part.at.name, part.host.name)
        alone = sum(link.latency for link in links) + self.model_bytes / min(link.bandwidth for link in links)
        return alone * max(1, (part.download_end_s - part.download_start_s) / alone)

    def ask(self, participation):
        self.participations.append(participation)
        participation.begin()

    def is_available(self, client):
        return self.availability.holds(client, self.world.now + PRECISION)

    def change_of(self, client):
        """When it comes or leaves next."""
        return self.availability.change_after(client, self.world.now + PRECISION)

    def leave(self):
        for participation in self.participations:
            participation.leave_if_away()

    def can_be_asked(self, client):
        """On, available and not busy: a client that is lost is not busy, whether or not its server knows."""
        host = self.clients[client]
        there = self.world.is_on(host) and self.is_available(client) and self.batteries.is_ready(host)
        return there and not any(one.client == client and one.is_under_way for one in self.participations)

    def watch(self, clients):
        """Wakes when one of them comes back."""
        for client in clients:
            self.world.wake(self.change_of(client))

    def nobody_comes_back(self, clients):
        """Whether none of them, who cannot be asked now, ever can."""
        busy = any(one.client in clients and one.is_under_way for one in self.participations)
        return not busy and not any(self.can_come_back(client) for client in clients)

    def can_come_back(self, client):
        host = self.clients[client]
        order = self.world.things.index(host)
        returns = host in self.batteries.of or any(thing == order and is_on for _, thing, is_on in self.world.switches)
        if not self.world.is_on(host) and not returns or not self.batteries.can_become_ready(self.world, host):
            return False
        return self.is_available(client) or self.change_of(client) < math.inf

    def is_time_up(self):
        return self.world.is_past(self.world.stop_time)

    def round_row(self, **columns):
        """A row of /rounds, but for what is counted from its participations."""
        self.rounds.append({"level": 0, "edge_round": 0, "aggregator": self.server.name, "staleness_mean": math.nan, **columns})

    def participations_of(self, row):
        return [one for one in self.participations if one.round == row["round"] and one.edge_round == row["edge_round"]
                and one.at.name == row["aggregator"]]

    def finish_rows(self):
        """Counts outcomes and bytes of each round."""
        for row in self.rounds:
            own = self.participations_of(row)
            row.setdefault("selected", len(own))
            for outcome in ENDED:
                row.setdefault(outcome, sum(one.outcome == outcome for one in own))
            for column in ("bytes_down", "bytes_up", "bytes_lost"):
                row[column] = sum(getattr(one, column) for one in own)
