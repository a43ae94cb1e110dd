#!/usr/bin/python3
"""Recomputes what `roundwatt-analyze carbon` says with h5py and NumPy alone, from docs/methods/carbon.md and batteries.md, for every
scenario of scenarios/small and a run of a week: on grids with odd steps, and on real hours where those are there
(ROUNDWATT_SHARED_DATA).

usage: carbon_test.py ROUNDWATT SOURCE
"""

import csv
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import h5py
    import numpy as np
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

IDLE, OFF, DEVICE = "idle", "off", "device"


def text(values):
    return [value.decode() if isinstance(value, bytes) else value for value in values]


def epoch(stamp):
    """Of an instant in UTC, with or without saying so."""
    return datetime.datetime.fromisoformat(stamp.replace("Z", "+00:00")).replace(tzinfo=datetime.timezone.utc).timestamp()


def start_of(trace):
    return epoch(text([trace.attrs["start_utc"]])[0])


def flags(dataset):
    """The meaning of each value of an enumeration."""
    names = dataset.attrs["flag_meanings"]
    names = names.decode() if isinstance(names, bytes) else names
    meanings = names.split()
    return np.array([meanings[value] for value in dataset[:]], dtype=object)


class Grid:
    """Piecewise constant intensities of one zone; the last holds."""

    def __init__(self, stamps, values):
        self.stamps, self.values = np.array(stamps), np.array(values)
        self.before = np.concatenate([[0], np.cumsum(np.diff(self.stamps) * self.values[:-1])])

    def step(self, time):
        return np.searchsorted(self.stamps, time, side="right") - 1

    def integral(self, time):
        step = self.step(time)
        return self.before[step] + (time - self.stamps[step]) * self.values[step]

    def mean(self, start, end):
        start, end = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
        inside = self.step(start) == self.step(end)  # where a difference of integrals would lose digits
        width = np.where(inside, 1, end - start)
        return np.where(inside, self.values[self.step(start)], (self.integral(end) - self.integral(start)) / width)


def make_grids(zones, start, folder):
    """Steps of odd lengths from before the run on."""
    dice = random.Random(7)
    grids, rows = {}, ["zone,start,g_per_kwh,year,kind"]
    for zone in zones:
        stamps, values, time = [], [], start - 1000
        for _ in range(3000):
            stamps.append(time)
            values.append(dice.randrange(0, 900))
            time += dice.choice([7, 61, 600, 3600])
        grids[zone] = Grid(stamps, values)
        rows += [f"{zone},{datetime.datetime.utcfromtimestamp(s):%Y-%m-%dT%H:%M:%SZ},{v},2021,average" for s, v in zip(stamps, values)]
    file = Path(folder) / "grid.csv"
    file.write_text("\n".join(rows) + "\n")
    return grids, file


class Recount:
    """The sums of one boundary."""

    def __init__(self, trace, grids, boundary):
        self.trace, self.boundary = trace, boundary
        self.start = start_of(trace)
        self.end = trace.attrs["end_s"]
        self.zones = [grids[zone] for zone in text(trace["sites"]["grid_zone"][:])]
        self.pue = trace["sites"]["pue"][:]
        self.it = self.meter = self.grams = self.embodied = 0.0
        self.batteries = self.supplies()
        self.hosts()
        self.links()

    def mean(self, site, start, end):
        return self.zones[site].mean(self.start + start, self.start + end)

    def add(self, sites, joules, start, end):
        for site in np.unique(sites):
            own = sites == site
            self.it += joules[own].sum()
            meter = joules[own] * self.pue[site]
            self.meter += meter.sum()
            self.grams += (meter * self.mean(site, start[own], end[own])).sum() / 3.6e6

    def supplies(self):
        """Of hosts on battery: joules from the grid and joules times intensity, for each joule drawn."""
        supplies = {}
        if "batteries" not in self.trace:
            return supplies
        rows, packs = self.trace["batteries"], self.trace["battery_packs"]
        for host, efficiency in zip(packs["host"][:], packs["efficiency"][:]):
            own = rows["host"][:] == host
            site = self.trace["hosts"]["site"][host]
            mean = self.mean(site, rows["start_s"][:][own], rows["end_s"][:][own])
            direct, grid, drawn = (rows[column][:][own] for column in ("direct_j", "from_grid_j", "drawn_j"))
            lack = max(0.0, rows["level_start_j"][:][own][0] - rows["level_end_j"][:][own][-1])
            through = drawn.sum() - direct.sum()
            lack = min(lack, through)
            stored = grid - direct
            charging = (stored * mean).sum() / stored.sum() if stored.sum() > 0 else 0
            meter = direct.sum() + through / efficiency
            priced = (direct * mean).sum() + (through - lack) / efficiency * charging
            priced += lack / efficiency * self.mean(site, np.array([0.0]), np.array([self.end]))[0]
            if drawn.sum() > 0:
                supplies[host] = (meter / drawn.sum(), priced / drawn.sum())
        return supplies

    def shares(self, rows, hosts):
        kind, activity = flags(hosts["kind"])[rows["host"][:]], flags(rows["activity"])
        ones = np.ones(len(kind))
        if self.boundary == "fleet":
            return ones, ones
        if self.boundary == "incremental":
            return 0 * ones, ones
        takes_part = ((activity != IDLE) & (activity != OFF)).astype(float)
        device = kind == DEVICE
        reserved = hosts["reserved_share"][:][rows["host"][:]]
        return np.where(device, takes_part, reserved), np.where(device, takes_part, ones)

    def hosts(self):
        hosts, energy = self.trace["hosts"], self.trace["energy"]
        for table in ("hosts", "host_totals"):
            if table not in energy or len(energy[table]["host"]) == 0:
                continue
            rows = energy[table]
            base, added = self.shares(rows, hosts)
            joules = rows["base_j"][:] * base + (rows["compute_j"][:] + rows["rx_j"][:] + rows["tx_j"][:]) * added
            host, start, end = rows["host"][:], rows["start_s"][:], rows["end_s"][:]
            site = hosts["site"][:][host]
            seconds = rows["duration_s"][:] if "duration_s" in rows else end - start
            rate = np.nan_to_num(1000 * hosts["embodied_kg"][:] / hosts["lifetime_s"][:])[host]
            self.embodied += (seconds * base * rate).sum()
            on_grid = ~np.isin(host, list(self.batteries))
            self.add(site[on_grid], joules[on_grid], start[on_grid], end[on_grid])
            for one, (meter, priced) in self.batteries.items():
                own = joules[host == one].sum()
                pue = self.pue[hosts["site"][one]]
                self.it += own
                self.meter += own * meter * pue
                self.grams += own * priced * pue / 3.6e6

    def links(self):
        links, rows = self.trace["links"], self.trace["energy"]["links"]
        link = rows["link"][:]
        share = {"participation": links["router_share"][:], "incremental": 0 * links["router_share"][:], "fleet": 0 * links["router_share"][:]}
        use = rows["busy_s"][:] * share[self.boundary][link]
        self.add(links["site"][:][link], links["idle_w"][:][link] * use + rows["energy_j"][:], rows["start_s"][:], rows["end_s"][:])
        rate = np.nan_to_num(1000 * links["embodied_kg"][:] / links["lifetime_s"][:])
        self.embodied += (use * rate[link]).sum()
        if self.boundary == "fleet":
            whole = np.full(len(links["site"]), self.end)
            self.add(links["site"][:], links["idle_w"][:] * self.end, 0 * whole, whole)
            self.embodied += (rate * self.end).sum()


def check(program, trace_file, grids, grid_file):
    with h5py.File(trace_file) as trace:
        for boundary in ("participation", "incremental", "fleet"):
            answer = subprocess.run([f"{program}-analyze", "carbon", trace_file, "--grid", grid_file, "--grid-unit", "g/kWh",
                                     "--boundary", boundary, "--json"], check=True, capture_output=True, text=True)
            total = json.loads(answer.stdout)["results"][0]["tables"]["total"][0]
            own = Recount(trace, grids, boundary)
            found = [total[key] for key in ("it_energy_j", "meter_energy_j", "co2e_g", "embodied_g")]
            if found[3] is None:  # not known of any equipment that the boundary counts
                assert own.embodied == 0
                found[3] = 0
            np.testing.assert_allclose([own.it, own.meter, own.grams, own.embodied], found, rtol=1e-9, atol=1e-12,
                                       err_msg=f"{trace_file} {boundary}")


def check_on_odd_steps(program, trace_file, folder):
    with h5py.File(trace_file) as trace:
        zones = sorted(set(text(trace["sites"]["grid_zone"][:])))
        start = start_of(trace)
    check(program, trace_file, *make_grids(zones, start, folder))


def real_series(file, stamp, columns):
    """Hours of a published file: the grid of each zone, by the name of its column."""
    with open(file, encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    grids = {}
    for zone, column in columns.items():
        there = [row for row in rows if row[column] != ""]
        grids[zone] = Grid([epoch(row[stamp]) for row in there], [float(row[column]) for row in there])
    return grids


def real_grids(source):
    """Zones of three published files: year, what to give to --grid, and the series by zone."""
    data = Path(os.environ.get("ROUNDWATT_SHARED_DATA", Path(source) / "../shared/data")) / "grid"
    if not data.is_dir():
        return []
    known = [(2022, "zones16_2022_hourly_decarb.csv", "", "datetime_utc", {"FR": "FR", "DE": "DE"}),
             (2023, "DE_2023_hourly_sustain-cluster.csv", "", "Datetime (UTC)", {"DE": "Carbon Intensity gCO₂eq/kWh (LCA)"}),
             (2022, "US-CISO_2022_hourly_dc-rl.csv", "US-CAL-CISO=", "timestamp", {"US-CAL-CISO": "avg_CI"})]
    return [(year, f"{zone}{data / name}", real_series(data / name, stamp, columns)) for year, name, zone, stamp, columns in known]


def check_on_real_hours(program, trace_file, grids, folder):
    """The run as if it had begun at an odd minute of a summer, in zones of each file."""
    moved = Path(folder) / "moved.h5"
    for year, grid_file, zones in grids:
        shutil.copy(trace_file, moved)
        with h5py.File(moved, "r+") as trace:
            trace.attrs["start_utc"] = f"{year}-07-01T05:37:11Z"
            names = list(zones)
            trace["sites"]["grid_zone"][:] = [names[i % len(names)] for i in range(len(trace["sites"]["grid_zone"]))]
        check(program, moved, zones, grid_file)


def main(program, source):
    scenarios = sorted(Path(source).glob("scenarios/small/*.yaml"))
    grids = real_grids(source)
    with tempfile.TemporaryDirectory() as folder:

        def run(scenario, *more):
            file = Path(folder) / f"{scenario.stem}.h5"
            subprocess.run([program, "run", scenario, "-o", file, "--quiet", "--force", *more], check=True)
            return file

        for scenario in scenarios:
            file = run(scenario)
            check_on_odd_steps(program, file, folder)
            check_on_real_hours(program, file, grids, folder)
        one_client = Path(source) / "scenarios/small/one-client.yaml"
        check_on_odd_steps(program, run(one_client, "--set", "trace.host_energy=totals"), folder)
        week = run(one_client, "--set", "stop.rounds=168", "--set", "workload.compute.flops_per_sample=360Gf")
        with h5py.File(week) as trace:
            assert trace.attrs["end_s"] > 160 * 3600, trace.attrs["end_s"]
        check_on_real_hours(program, week, grids, folder)
    print(f"{len(scenarios)} scenarios, three boundaries each, on odd steps and {len(grids)} files of real hours")


main(*sys.argv[1:])
