#!/usr/bin/env python3
"""Random profiles of a line's bandwidth and a device's speed, and ways that cross the line once or twice: times and joules are what a
sum over the pieces of the profiles says, made here from docs/methods alone.

usage: profile_energy_test.py ROUNDWATT SOURCE [COUNT [FIRST]]    COUNT runs (60), numbered from FIRST (1)
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py

roundwatt, source = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
count = int(sys.argv[3]) if len(sys.argv) > 3 else 60
first = int(sys.argv[4]) if len(sys.argv) > 4 else 1

# scenarios/small/one-client.yaml: 10 MB each way over 1 MB/s and 0.1 s a crossing, 10 Gf at 1 Gf/s.
BYTES, WORK, BANDWIDTH, SPEED, LATENCY = 10e6, 10e9, 1e6, 1e9, 0.1
IDLE, BUSY, RX, TX, LINE = 5.0, 50.0, 1.0, 2.0, 2.0  # W; of the line above idle


def random_profile(rng, values):
    """Steps (date, value), the last one later than all and above 0, so that every run ends."""
    dates = sorted(round(rng.uniform(0, 60), rng.choice([0, 1, 3])) for _ in range(rng.randint(0, 5)))
    return [(date, rng.choice(values)) for date in dates] + [(70.0, max(values))]


def pieces(profile, before, start):
    """(from, to, value) from start on; of several steps at one date the last counts."""
    steps = [(0.0, before), *profile]
    for number, (date, value) in enumerate(steps):
        end = steps[number + 1][0] if number + 1 < len(steps) else float("inf")
        if end > max(date, start):
            yield max(date, start), end, value


def done_at(amount, profile, before, start):
    """When an amount is through at the rates of a profile, and what was used of each piece: (seconds, rate)."""
    used = []
    for begin, end, rate in pieces(profile, before, start):
        if rate * (end - begin) >= amount:
            return begin + amount / rate, [*used, (amount / rate, rate)]
        amount -= rate * (end - begin)
        used.append((end - begin, rate))
    raise AssertionError("the last piece has no end")


def close(found, expected):
    return abs(found - expected) <= 1e-9 * max(1.0, abs(expected))


def try_one(number, folder):
    rng = random.Random(number)
    crossings = rng.choice([1, 2])
    line = random_profile(rng, [0, 1, 2.5e5, 1e6, 2e6, 4e6])
    speed = random_profile(rng, [1e-3, 0.25, 0.5, 1, 2, 4])
    text = (source / "platforms/small/one-client.xml").read_text()
    text = text.replace('<link id="line"', '<link id="line" bandwidth_file="line.profile"')
    text = text.replace('<host id="client"', '<host id="client" speed_file="speed.profile"')
    if crossings == 2:
        text = text.replace('<link_ctn id="line" direction="UP"/>', '<link_ctn id="line" direction="UP"/><link_ctn id="line" direction="DOWN"/>')
    (folder / "p.xml").write_text(text)
    for name, profile in (("line", line), ("speed", speed)):
        (folder / f"{name}.profile").write_text("".join(f"{date!r} {value!r}\n" for date, value in profile))
    trace = folder / "t.h5"
    subprocess.run([roundwatt, "run", source / "scenarios/small/one-client.yaml", "--set", f"platform.file={folder / 'p.xml'}", "--quiet",
                    "--force", "-o", trace], check=True, capture_output=True)
    subprocess.run([roundwatt.with_name("roundwatt-analyze"), "verify", trace], check=True, capture_output=True)

    latency = crossings * LATENCY
    down, _ = done_at(BYTES, line, BANDWIDTH, latency)
    shares, share = [(date, value * SPEED) for date, value in speed], SPEED
    trained, used = done_at(WORK, shares, share, down)
    up, _ = done_at(BYTES, line, BANDWIDTH, trained + latency)
    training = sum(seconds * (BUSY - IDLE) * min(1.0, rate / SPEED) for seconds, rate in used)
    # A way that crosses both halves of the line has half of its power on each.
    airtime = 2 * crossings * BYTES / BANDWIDTH / 2
    with h5py.File(trace) as file:
        part, hosts, names = file["participations"], file["energy/hosts"], file["hosts/name"].asstr()[:]
        client = list(names).index("client")
        rows = hosts["host"][:] == client
        links = file["energy/links"]
        found = {
            "download_end_s": (part["download_end_s"][0], down), "train_end_s": (part["train_end_s"][0], trained),
            "upload_end_s": (part["upload_end_s"][0], up), "compute_j": (hosts["compute_j"][rows].sum(), training),
            "base_j": (hosts["base_j"][rows].sum(), IDLE * up), "rx_j": (hosts["rx_j"][rows].sum(), RX * down),
            "tx_j": (hosts["tx_j"][rows].sum(), TX * (up - trained)), "airtime_s": (links["airtime_s"][:].sum(), airtime),
            "energy_j of the line": (links["energy_j"][:].sum(), LINE * airtime),
        }
    return [f"{name}: expected {expected!r}, got {value!r}" for name, (value, expected) in found.items() if not close(value, expected)]


wrong = 0
for number in range(first, first + count):
    with tempfile.TemporaryDirectory() as scratch:
        complaints = try_one(number, Path(scratch))
    if complaints:
        wrong += 1
        print(f"{number}: {'; '.join(complaints)}", file=sys.stderr)
print(f"{count} runs, {wrong} wrong")
sys.exit(1 if wrong else 0)
