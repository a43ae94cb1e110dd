"""When clients are there, from recorded intervals [start, end) in seconds: docs/methods/availability.md."""

import csv
import math


class Always:
    def holds(self, client, time):
        return True

    def change_after(self, client, time):
        return math.inf


NEAR_S = 1e-9  # edges that are nearer are one


class Intervals:
    def __init__(self, file, length, afterwards):
        self.recorded = {}
        with open(file, newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                start, end = float(row["start"]), float(row["end"])
                if start < end:
                    self.recorded.setdefault(int(row["client"]), []).append((start, end))
        self.length = length or max(end for own in self.recorded.values() for _, end in own)
        self.afterwards = afterwards

    def around(self, client, time):
        """Intervals from before `time` to some laps later; those that touch are one."""
        own = self.recorded.get(client, [])
        if self.afterwards == "wrap":
            lap = math.floor(time / self.length)
            own = [(start + k * self.length, end + k * self.length) for k in range(lap - 1, lap + 3) for start, end in own]
        elif self.afterwards == "hold":
            own = [(start, math.inf if end >= self.length else end) for start, end in own]
        merged = []
        for start, end in own:
            if merged and start - merged[-1][1] <= NEAR_S:
                start = merged.pop()[0]
            merged.append((start, end))
        return merged

    def holds(self, client, time):
        return any(start <= time < end for start, end in self.around(client, time))

    def change_after(self, client, time):
        """The first instant after `time` at which it comes or leaves; infinite if there is none."""
        return min((edge for interval in self.around(client, time) for edge in interval if edge > time), default=math.inf)


def availability_of(scenario, folder):
    keys = scenario["federation"].get("availability")
    if not keys or keys["kind"] == "always":
        return Always()
    own = keys["intervals"]
    return Intervals(folder / own["file"], own.get("length"), own["afterwards"])
