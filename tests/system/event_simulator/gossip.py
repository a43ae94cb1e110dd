"""Peers without a server, timing synchronous: docs/methods/federation.md, "Peer to peer"."""

from types import SimpleNamespace

from .participation import NAN, whole_epochs
from .run import Run
from .world import RunFails


class Peer:
    """A client on its device, in one step after the other. `got` has the senders of models by step, `lost` of those that broke."""

    def __init__(self, run, number):
        self.run, self.world, self.number, self.host = run, run.world, number, run.clients[number]
        self.step, self.first, self.state, self.row = 0, 1, "resting", None  # `first`: the step with which it has joined in
        self.begun = 0  # the last step that it was in
        self.got, self.lost = {}, {}

    @property
    def is_on(self):
        return self.world.is_on(self.host)

    @property
    def takes_part(self):
        """On, and back among its neighbours."""
        return self.is_on and self.state != "off"

    # A step.

    def begin(self, step):
        now = self.world.now
        self.step, self.begun, self.state = step, step, "working"
        self.training, self.under_way, self.has_sent = None, 0, False
        self.row = SimpleNamespace(
            round=step, edge_round=0, client=self.number, selected_s=now, download_start_s=NAN, download_end_s=NAN, train_start_s=now,
            train_end_s=NAN, upload_start_s=NAN, upload_end_s=NAN, end_s=NAN, epochs=0.0, bytes_down=0.0, bytes_up=0.0, bytes_lost=0.0,
            staleness=0, outcome=None)
        self.run.participations.append(self.row)
        self.world.waits[self.host] = step
        flop = self.run.flop_of(self.run.epochs * self.run.units_per_epoch)
        self.training = self.world.compute(self.host, flop, "train", step, self.trained, self.training_breaks)
        if self.run.order == "dpsgd":
            self.send()

    def trained(self, _):
        self.training = None
        self.row.train_end_s = self.world.now
        self.row.epochs = float(self.run.epochs)
        if self.run.order == "atc":
            self.send()

    def training_breaks(self, _):
        self.count_epochs()
        self.training = None

    def count_epochs(self):
        epochs = (self.world.now - self.row.train_start_s) * self.host.speed / self.run.flop_per_epoch
        self.row.epochs = whole_epochs(epochs, self.world.is_switching)

    def send(self):
        """At once to all neighbours that take part and are not beyond this step."""
        self.has_sent = True
        self.row.upload_start_s = self.row.upload_end_s = self.world.now
        for peer in [peer for peer in self.run.neighbours(self) if peer.takes_part and max(peer.step, peer.first) <= self.step]:
            self.under_way += 1
            self.run.carry(self, peer)

    def sent(self, row, is_whole):
        """`upload_end_s` is the end of the last model that was sent whole."""
        self.under_way -= 1
        if is_whole:
            row.upload_end_s = self.world.now

    def awaits(self, peer):
        """Whether the model of `peer` for this step may still come."""
        has_come = peer.number in self.got.get(self.step, ()) or peer.number in self.lost.get(self.step, ())
        if has_come or not peer.takes_part or peer.first > self.step:
            return False
        return peer.step < self.step or peer.step == self.step and peer.state == "working"

    def has_all(self):
        is_done = self.training is None and self.has_sent and self.under_way == 0
        return is_done and not any(self.awaits(peer) for peer in self.run.neighbours(self))

    def mix(self):
        self.state, self.is_tested = "mixing", False
        models = len(self.got.get(self.step, ()))
        self.world.work_through(self.host, self.run.flop_per_update * models, "aggregate", self.step, self.mixed)

    def mixed(self):
        self.world.work_through(self.host, self.run.evaluation_flop(self.step), "evaluate", self.step, self.tested)

    def tested(self):
        self.is_tested = True

    def end(self, outcome):
        self.row.outcome, self.row.end_s = outcome, self.world.now
        self.state = "resting"
        self.world.waits.pop(self.host, None)

    # What happens to it.

    def look_at_host(self):
        if self.is_on:
            return
        if self.state in ("working", "mixing"):
            self.end("failed")
        self.state = "off"

    def decide(self):
        if not self.is_on:
            return False
        if self.state == "off":
            self.first = self.run.step_to_join(self)
            self.step = self.first - 1
            self.state = "resting"
        if self.state == "resting":
            if self.step >= self.run.stop_rounds or self.run.is_time_up():
                return False
            self.begin(self.step + 1)
            return True
        if self.state == "working":
            if not self.has_all():
                return False
            self.mix()
            return True
        if self.is_tested:
            self.end("aggregated")
        return self.is_tested


class Gossip(Run):
    def __init__(self, folder, oracle):
        super().__init__(folder, oracle)
        topology = self.federation["topology"]
        self.order, self.kind = topology["order"], topology["kind"]
        self.peers = [Peer(self, number) for number in range(len(self.clients))]
        self.steps_over = 0
        self.flows = []
        self.world.leavers[:0] = [peer.look_at_host for peer in self.peers]
        self.world.leavers.remove(self.leave)
        self.world.deciders += [peer.decide for peer in self.peers] + [self.decide]

    def neighbours(self, peer):
        count = len(self.peers)
        if self.kind == "complete":
            numbers = set(range(count)) - {peer.number}
        else:
            numbers = {(peer.number - 1) % count, (peer.number + 1) % count} - {peer.number}
        return [self.peers[number] for number in sorted(numbers)]

    def step_to_join(self, peer):
        """The first that none of its neighbours that are on has begun, and that is not over."""
        return max([peer.begun, self.steps_over, *(other.begun for other in self.neighbours(peer) if other.is_on)]) + 1

    # Models on their way.

    def carry(self, source, destination):
        step, start_s, row = source.step, self.world.now, source.row

        def record(flow, lost):
            self.flows.remove(entry)
            self.transfers.append({"round": step, "source": source.host.name, "destination": destination.host.name, "purpose": "model",
                                   "start_s": start_s, "end_s": self.world.now, "bytes": flow.sent, "bytes_lost": lost})

        def arrives(flow):
            record(flow, 0.0)
            destination.got.setdefault(step, set()).add(source.number)
            source.sent(row, True)

        def breaks(flow):
            record(flow, flow.sent)
            destination.lost.setdefault(step, set()).add(source.number)
            source.sent(row, False)

        entry = [None, record]
        self.flows.append(entry)
        entry[0] = self.world.send(source.host, destination.host, self.model_bytes, step, arrives, breaks)

    # Steps of all.

    def decide(self):
        """Step t is over when nobody who is on is in it or before it."""
        number = self.steps_over + 1
        on = [peer for peer in self.peers if peer.is_on]
        is_begun = any(row.round >= number for row in self.participations)
        if not on and not is_begun:
            return self.look_for_returns()
        if not is_begun or any(peer.step < number or peer.step == number and peer.state != "resting" for peer in on):
            return False
        self.steps_over = number
        self.write_row(number, "work_done")
        if number >= self.stop_rounds:
            self.world.stop("rounds")
        return True

    def look_for_returns(self):
        hosts = [peer.host for peer in self.peers]
        if not any(is_on and self.world.things[order] in hosts for _, order, is_on in self.world.switches):
            raise RunFails("no peer can go on any more")
        return False

    def write_row(self, number, reason):
        own = [row for row in self.participations if row.round == number]
        start_s = min((row.selected_s for row in own), default=self.world.now)
        self.round_row(round=number, aggregator="-", start_s=start_s, closed_s=self.world.now, end_s=self.world.now, closed_by=reason,
                       selected=len(own))

    def participations_of(self, row):
        return [one for one in self.participations if one.round == row["round"]]

    def end(self):
        for flow, record in list(self.flows):
            self.world.cancel(flow)
            record(flow, flow.sent)
        for peer in self.peers:
            if peer.state in ("working", "mixing"):
                if peer.training:
                    self.world.cancel(peer.training)
                    peer.count_epochs()
                peer.end("cancelled")
        begun = {row.round for row in self.participations}
        for number in sorted(step for step in begun if step > self.steps_over):
            self.write_row(number, "end_of_run")
