"""Levels of devices that live on batteries: docs/methods/batteries.md. Joules, watts, seconds."""

import math

NEAR_J = 1e-9
JUST_AFTER_S = 2e-9  # at min_charge a device is still asked


class Battery:
    def __init__(self, host, keys):
        watt_hours, self.charge_w, self.efficiency = host.battery
        self.host = host
        self.capacity = watt_hours * 3600
        self.level = keys["initial"] * self.capacity
        self.ready, self.floor = keys["min_charge"] * self.capacity, keys["floor"] * self.capacity
        self.is_plugged = keys["charging"] == "always"
        self.drawn = self.from_grid = self.direct = 0.0

    @property
    def is_ready(self):
        return self.level >= self.ready - NEAR_J

    def flows(self, power):
        """Watts from the grid, and those of them that go past the battery."""
        if not self.is_plugged:
            return 0.0, 0.0
        if self.level >= self.capacity - NEAR_J and power <= self.charge_w:
            return power, power
        return self.charge_w, 0.0

    def slope(self, power):
        grid, direct = self.flows(power)
        return self.efficiency * (grid - direct) - (power - direct)

    def seconds_to_change(self, power, is_on):
        """Until it is empty, full, ready or no longer ready."""
        slope = self.slope(power)
        if slope < 0:
            if self.is_ready:
                return (self.level - self.ready) / -slope + JUST_AFTER_S
            return max(0.0, self.level - self.floor) / -slope if is_on else math.inf
        goals = [goal for goal in (self.ready, self.capacity) if goal > self.level + NEAR_J]
        return (min(goals) - self.level) / slope if slope > 0 and goals else math.inf

    def advance(self, power, seconds):
        grid, direct = self.flows(power)
        self.level = min(self.capacity, self.level + self.slope(power) * seconds)
        self.drawn += power * seconds
        self.from_grid += grid * seconds
        self.direct += direct * seconds


class Batteries:
    """Of the clients' devices, in order."""

    def __init__(self, hosts, keys):
        self.of = {host: Battery(host, keys) for host in hosts if host.battery}

    def next_change(self, world):
        return min((world.now + battery.seconds_to_change(world.power_of(host), world.is_on(host)) for host, battery in self.of.items()),
                   default=math.inf)

    def advance(self, world, seconds):
        for host, battery in self.of.items():
            battery.advance(world.power_of(host), seconds)

    def happen(self, world):
        """Devices go off at the floor, and come back once they are ready."""
        for host, battery in self.of.items():
            if world.is_on(host) and battery.level <= battery.floor + NEAR_J:
                world.turn(host, False)
            elif not world.is_on(host) and battery.is_ready:
                world.turn(host, True)

    def is_ready(self, host):
        return host not in self.of or self.of[host].is_ready

    def can_become_ready(self, world, host):
        """Charged at rest, or after it has gone off."""
        if self.is_ready(host):
            return True
        battery = self.of[host]
        return battery.is_plugged and battery.slope(host.idle_w if world.is_on(host) else host.off_w) != 0
