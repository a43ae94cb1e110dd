"""Time, computations and flows; what happens at one instant happens in the order of docs/methods/time.md, "At one instant".

Seconds since the start of the run, bytes, flop, watts.
"""

import heapq
import math

from .energy import HostMeter, LinkMeter, State, powers_of
from .network import max_min_rates, weight_of

PRECISION = 1e-9  # s: instants that are nearer than this are one
ROUNDS_OF_AN_INSTANT = 10_000  # a run in which more follows at one instant does not get on


class RunFails(Exception):
    """The program must give up here: there is nobody left to go on with."""


class Activity:
    """A computation or a flow; `ended` and `broken` are called when it is over."""

    def __init__(self, number, ended, broken):
        self.round, self.ended, self.broken = number, ended, broken


class Computation(Activity):
    def __init__(self, host, flop, label, number, ended, broken):
        super().__init__(number, ended, broken)
        self.host, self.flop, self.label = host, flop, label

    def begin(self, now):
        self.start = now
        self.end = now + self.flop / self.host.speed

    def uses(self, thing):
        return thing is self.host

    def stop(self, world):
        pass


class Flow(Activity):
    """Latency first, then its bytes at the rate that the network gives it."""

    def __init__(self, source, destination, links, size, number, ended, broken):
        super().__init__(number, ended, broken)
        self.source, self.destination, self.links, self.size = source, destination, links, size

    def begin(self, now):
        self.start = self.since = now
        self.flows_from = now + sum(link.latency for link in self.links)
        self.is_flowing = False
        self.left, self.rate, self.end = self.size, 0.0, math.inf

    def uses(self, thing):
        return thing is self.source or thing is self.destination or thing in self.links

    def settle(self, now):
        """Counts what was sent at the rate until now."""
        self.left = max(0.0, self.left - self.rate * (now - self.since))
        self.since = now

    def set_rate(self, now, rate):
        self.settle(now)
        self.rate = rate
        self.end = now + self.left / rate

    def stop(self, world):
        self.settle(world.now)
        for link in self.links:
            world.link_meters[link.name].carry(self.round, self.sent)
        world.rates_are_old = True

    @property
    def sent(self):
        """Bytes that have left the sender."""
        return self.size - self.left


class World:
    """`deciders` are asked at each instant, in order, until none has anything left to do. `batteries` are set by the run."""

    def __init__(self, platform, hosts, stop_time):
        self.platform, self.hosts, self.stop_time = platform, hosts, stop_time
        self.now = 0.0
        self.activities, self.broken = [], []
        self.is_off = set()
        self.wakes = []
        self.rates_are_old = False
        self.deciders, self.leavers = [], []
        self.is_switching = False  # what breaks now does so before anything else at this instant ends
        self.end_reason = None
        self.waits = {}  # host: the round within which it waits
        self.host_meters = {host.name: HostMeter() for host in hosts}
        self.link_meters = {link.name: LinkMeter(link) for link in platform.links.values()}
        things = [*hosts, *platform.links.values()]
        self.switches = sorted(((time, order, is_on) for order, thing in enumerate(things) for time, is_on in thing.profile))
        self.things = things

    # What modes ask for.

    def compute(self, host, flop, label, number, ended, broken=lambda activity: None):
        return self.start(Computation(host, flop, label, number, ended, broken))

    def work_through(self, host, flop, label, number, ended):
        """A computation that takes no time if there is nothing to do."""
        if flop > 0:
            self.compute(host, flop, label, number, lambda _: ended())
        else:
            ended()

    def send(self, source, destination, size, number, ended, broken):
        return self.start(Flow(source, destination, self.platform.route(source.name, destination.name), size, number, ended, broken))

    def start(self, activity):
        activity.begin(self.now)
        if any(activity.uses(thing) for thing in self.is_off):
            self.broken.append(activity)
        else:
            self.activities.append(activity)
            self.rates_are_old = True
        return activity

    def cancel(self, activity):
        if activity in self.activities:
            self.activities.remove(activity)
            activity.stop(self)
        elif activity in self.broken:
            self.broken.remove(activity)

    def wake(self, time):
        """There is something to look at then."""
        if time < math.inf:
            heapq.heappush(self.wakes, time)

    def is_past(self, time):
        return time <= self.now + PRECISION

    def is_on(self, thing):
        return thing not in self.is_off

    def stop(self, reason):
        self.end_reason = self.end_reason or reason

    # Time.

    def run(self):
        while True:
            self.happen()
            if self.end_reason:
                return
            self.share_links()
            self.advance(self.next_instant())

    def next_instant(self):
        times = [self.stop_time, *self.wakes[:1], *(time for time, _, _ in self.switches[:1])]
        for activity in self.activities:
            times.append(activity.flows_from if isinstance(activity, Flow) and not activity.is_flowing else activity.end)
        times.append(self.batteries.next_change(self))
        return max(self.now, min(times))

    def advance(self, time):
        seconds = time - self.now
        for host in self.hosts:
            self.host_meters[host.name].add(host, self.state_of(host), seconds)
        for link in self.platform.links.values():
            rounds = {flow.round for flow in self.flows() if link in flow.links}
            self.link_meters[link.name].pass_time(rounds, seconds)
        self.batteries.advance(self, seconds)
        self.now = time

    def flows(self):
        return [activity for activity in self.activities if isinstance(activity, Flow)]

    def share_links(self):
        if not self.rates_are_old:
            return
        flowing = [flow for flow in self.flows() if flow.is_flowing]
        capacities = {link: link.bandwidth for flow in flowing for link in flow.links}
        routes = [flow.links for flow in flowing]
        for flow, rate in zip(flowing, max_min_rates(routes, [weight_of(route) for route in routes], capacities)):
            flow.set_rate(self.now, rate)
        self.rates_are_old = False

    # One instant.

    def happen(self):
        self.is_switching = True
        self.switch()
        self.is_switching = False
        for _ in range(ROUNDS_OF_AN_INSTANT):
            self.end_activities()
            self.batteries.happen(self)
            for leaver in self.leavers:
                leaver()
            while self.wakes and self.is_past(self.wakes[0]):
                heapq.heappop(self.wakes)
            decided = [decider() for decider in self.deciders]
            if self.end_reason or not any(decided):
                break
        else:
            raise RunFails("no end of an instant")
        if self.is_past(self.stop_time):
            self.stop("time")

    def switch(self):
        while self.switches and self.is_past(self.switches[0][0]):
            _, order, is_on = self.switches.pop(0)
            self.turn(self.things[order], is_on)

    def has_arrived_over(self, thing, activity):
        """What ends now has ended before a link goes off; a host that goes off comes first."""
        return isinstance(activity, Flow) and thing in activity.links and activity.is_flowing and self.is_past(activity.end)

    def turn(self, thing, is_on):
        if is_on:
            self.is_off.discard(thing)
            return
        self.is_off.add(thing)
        for activity in [one for one in self.activities if one.uses(thing) and not self.has_arrived_over(thing, one)]:
            if activity in self.activities:  # what follows from another may have ended it
                self.activities.remove(activity)
                activity.stop(self)
                activity.broken(activity)

    def end_activities(self):
        while True:
            self.begin_flowing()
            over = next((activity for activity in self.activities if self.is_past(activity.end)), None)
            if over:
                self.activities.remove(over)
                if isinstance(over, Flow):
                    over.rate, over.left = 0.0, 0.0
                over.stop(self)
                over.ended(over)
            elif self.broken:
                activity = self.broken.pop(0)
                activity.stop(self)
                activity.broken(activity)
            else:
                return

    def begin_flowing(self):
        for flow in self.flows():
            if not flow.is_flowing and self.is_past(flow.flows_from):
                flow.is_flowing = True
                flow.since = self.now
                self.rates_are_old = True

    # Power.

    def state_of(self, host):
        if host in self.is_off:
            return State(False, activity="off")
        sent = [flow for flow in self.flows() if flow.source is host]
        received = [flow for flow in self.flows() if flow.destination is host]
        work = [activity for activity in self.activities if isinstance(activity, Computation) and activity.host is host]
        state = State(True, float(bool(work)), bool(received), bool(sent))
        waits = self.waits.get(host)
        for label, active in (("", work), ("upload", sent), ("download", received)):
            if active:
                state.activity = label or work[0].label
                state.round = waits if waits is not None else max(activity.round for activity in active)
                return state
        if waits is not None:
            state.activity, state.round = "wait", waits
        return state

    def power_of(self, host):
        """Watts that it draws now."""
        return sum(powers_of(host, self.state_of(host)))
