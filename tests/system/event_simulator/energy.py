"""Joules of hosts and links, by docs/methods/energy.md: each interval between two events is multiplied out."""

from dataclasses import dataclass

PARTS = ("base_j", "compute_j", "rx_j", "tx_j")


@dataclass
class State:
    """What a host draws power for."""

    is_on: bool
    load: float = 0
    rx: bool = False
    tx: bool = False
    activity: str = "idle"
    round: int = -1


def powers_of(host, state):
    """Watts of each part: equation 1."""
    if not state.is_on:
        return host.off_w, 0.0, 0.0, 0.0
    load_w = host.epsilon_w - host.idle_w + (host.busy_w - host.epsilon_w) * state.load if state.load > 0 else 0.0
    return host.idle_w, load_w, state.rx * host.rx_w, state.tx * host.tx_w


class HostMeter:
    """Joules of one host by (round, activity): base, compute, rx, tx."""

    def __init__(self):
        self.sums = {}

    def add(self, host, state, seconds):
        sums = self.sums.setdefault((state.round, state.activity), [0.0] * len(PARTS))
        for part, power in enumerate(powers_of(host, state)):
            sums[part] += power * seconds


class LinkMeter:
    """What one link carried, by round: bytes, seconds of air and seconds with a flow."""

    def __init__(self, link):
        self.link, self.bytes, self.busy = link, {}, {}

    def carry(self, number, size):
        self.bytes[number] = self.bytes.get(number, 0.0) + size

    def pass_time(self, rounds, seconds):
        """Seconds in which flows of `rounds` cross it: they share them alike."""
        for number in rounds:
            self.busy[number] = self.busy.get(number, 0.0) + seconds / len(rounds)

    def rows(self):
        """Figures of /energy/links by round."""
        rows = {}
        for number in self.busy:
            size = self.bytes.get(number, 0.0)
            airtime = size / self.link.bandwidth
            rows[number] = {"bytes": size, "airtime_s": airtime, "busy_s": self.busy[number],
                            "energy_j": (self.link.busy_w - self.link.idle_w) * airtime}
        return rows
