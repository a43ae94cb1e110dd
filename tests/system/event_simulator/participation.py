"""One client's part in one round: download, training, upload. Seconds, bytes."""

import math

from .world import PRECISION

NAN = math.nan
ENDED = ("aggregated", "late", "cancelled", "failed", "dropped", "left")


def whole_epochs(epochs, is_switching):
    """Of a fraction; what breaks as devices and links are switched is lost, even if it would have ended now."""
    return float(math.ceil(epochs - PRECISION) - 1 if is_switching else math.floor(epochs + PRECISION))


def stop_all(parts, outcome):
    """Those under way end as `outcome`; what has arrived is not used."""
    for part in parts:
        if part.is_under_way:
            part.stop(outcome)
        elif part.outcome == "arrived":
            part.outcome = "dropped"


class Participation:
    """`at` is the host that asks. `outcome` is None while it is under way, "arrived" until its server has decided."""

    def __init__(self, owner, number, client, edge_round=0, deadline=math.inf):
        self.owner, self.run, self.world = owner, owner.run, owner.run.world
        self.round, self.client, self.edge_round, self.deadline = number, client, edge_round, deadline
        self.at, self.host = owner.host, self.run.clients[client]
        self.outcome, self.activity = None, None
        self.selected_s = self.world.now
        self.download_start_s = self.download_end_s = self.train_start_s = self.train_end_s = NAN
        self.upload_start_s = self.upload_end_s = self.end_s = NAN
        self.bytes_down = self.bytes_up = self.bytes_lost = 0.0
        self.epochs = 0.0
        self.staleness = 0
        self.given_up_s = math.inf  # when its server learns that it is lost

    def begin(self):
        world = self.world
        self.download_start_s = world.now
        self.activity = world.send(self.at, self.host, self.run.model_bytes, self.round, self.downloaded, self.break_off)
        world.wake(self.run.change_of(self.client))

    def downloaded(self, flow):
        self.bytes_down = flow.sent
        self.download_end_s = self.train_start_s = self.world.now
        self.units = self.run.units_of(self)
        self.activity = self.world.compute(self.host, self.run.flop_of(self.units), "train", self.round, self.trained, self.break_off)

    def trained(self, _):
        self.train_end_s = self.upload_start_s = self.world.now
        self.epochs = self.run.samples_of(self.units) / self.run.samples
        self.activity = self.world.send(self.host, self.at, self.run.model_bytes, self.round, self.uploaded, self.break_off)

    def uploaded(self, flow):
        self.bytes_up = flow.sent
        self.upload_end_s = self.end_s = self.world.now
        self.activity = None
        self.outcome = "arrived"
        self.staleness = self.owner.models_since(self)
        self.owner.arrived(self)

    def break_off(self, _):
        """Its device or a link died."""
        self.lose("failed")

    def lose(self, outcome):
        self.stop(outcome)
        self.given_up_s = self.world.now + self.run.detection_timeout
        self.world.wake(self.given_up_s)

    def stop(self, outcome):
        """Ends it now, whatever it is at."""
        if self.activity:
            self.world.cancel(self.activity)
            self.count_done()
        self.activity = None
        self.end_s = self.world.now
        self.outcome = outcome

    def count_done(self):
        """Bytes that have left, or whole epochs."""
        if math.isnan(self.train_end_s) and not math.isnan(self.train_start_s):
            epochs = (self.world.now - self.train_start_s) * self.host.speed / self.run.flop_per_epoch
            self.epochs = whole_epochs(epochs, self.world.is_switching)
        elif not math.isnan(self.upload_start_s):
            self.bytes_up = self.bytes_lost = self.activity.sent
        else:
            self.bytes_down = self.bytes_lost = self.activity.sent

    @property
    def is_under_way(self):
        return self.outcome is None

    def leave_if_away(self):
        if self.is_under_way and not self.run.is_available(self.client):
            self.lose("left")
