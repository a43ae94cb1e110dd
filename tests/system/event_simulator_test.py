#!/usr/bin/python3
"""Random scenarios, predicted by an event simulator that was written from the documentation alone, and compared with their traces:
times, outcomes, reasons, bytes and joules, to 1e-9.

usage: event_simulator_test.py ROUNDWATT SOURCE [COUNT [FIRST [MODE...]]]    COUNT scenarios (300), numbered from FIRST (1)
A scenario on which both differ is left in the folder that is named, with its files.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import h5py  # noqa: F401
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

from event_simulator.comparison import Trace, compare
from event_simulator.run import Disagreement
from event_simulator.simulation import MODES, simulate
from simultaneous_scenarios import availability, common_instants, stragglers, write_platform, write_state_profile

roundwatt = Path(sys.argv[1]).resolve()
count = int(sys.argv[3]) if len(sys.argv) > 3 else 300
first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
modes = sys.argv[5:] or list(MODES)


LATENCIES = ["0s", "20ms", "100ms", "250ms"]

def write_scenario(rng, folder, number):
    mode = modes[number % len(modes)]
    clients, sites = rng.randint(3, 8), rng.randint(1, 2)
    instants = common_instants(rng)
    write_platform(rng, folder, clients, sites, instants)
    scenario = {
        "roundwatt": 1, "name": f"random-{number}", "seed": number, "start": "2021-02-16T00:00:00Z",
        "platform": {"file": "p.xml", "network": {"model": "textbook"}},
        "workload": {"model": {"size": rng.choice([10_000_000, 5_000_000, 1])},
                     "compute": {"flops_per_sample": rng.choice([1e9, 1e9, 100])},
                     "aggregation": {"flops_per_update": rng.choice([0, 0, 1e9])}},
        "data": {"clients": clients, "samples_per_client": rng.choice([2, 10])},
        "learning": {"local": {"epochs": rng.choice([1, 5]), "batch_size": rng.choice([3, 10])}},
        "federation": {"mode": mode, **MODE_KEYS[mode](rng, clients, sites)},
        "stop": {"rounds": rng.randint(2, 8), "time": rng.choice([200, 90, 60])},
    }
    if rng.random() < 0.3:
        scenario["workload"]["evaluation"] = {"flops_per_sample": rng.choice([1e8, 1e9])}
        scenario["learning"]["evaluate"] = {"samples": rng.choice([1, 10]), "every": rng.randint(1, 3)}
    if rng.random() < 0.3:
        vary_latencies(rng, folder)
    if mode == "hierarchical" and rng.random() < 0.3:
        let_aggregators_fail(rng, folder, sites, instants)
    if mode != "gossip":
        add_absences(rng, folder, scenario["federation"], clients, instants)
        if not any(folder.glob("d*.state")) and rng.random() < 0.5:  # profile and battery would both say when a device is on
            add_batteries(rng, scenario)
    (folder / "s.yaml").write_text(json.dumps(scenario, indent=1))


def let_aggregators_fail(rng, folder, sites, instants):
    text = (folder / "p.xml").read_text()
    for site in range(sites):
        if rng.random() < 0.6:
            write_state_profile(rng, folder / f"e{site}.state", instants)
            text = text.replace(f'<host id="edge{site}" ', f'<host id="edge{site}" state_file="e{site}.state" ')
    (folder / "p.xml").write_text(text)


def vary_latencies(rng, folder):
    """Of each client's line."""
    text = (folder / "p.xml").read_text()
    lines = r'(<link id="line[^>]* latency=)"[^"]*"'
    (folder / "p.xml").write_text(re.sub(lines, lambda line: f'{line[1]}"{rng.choice(LATENCIES)}"', text))


def add_absences(rng, folder, federation, clients, instants):
    present = availability(rng, folder, clients, instants)
    if present and present["kind"] == "intervals":
        federation["availability"] = present
    if rng.random() < 0.4:
        federation["failure_detection"] = {"timeout": rng.choice([5, 25])}


def add_batteries(rng, scenario):
    scenario["platform"]["defaults"] = {"hosts": {"battery_wh": rng.choice([0.1, 0.5]), "battery_charge_w": rng.choice([5, 20]),
                                                  "charge_efficiency": rng.choice([1, 0.8])}}
    scenario["federation"]["battery"] = {"initial": rng.choice([1, 0.5]), "min_charge": 0.5, "floor": 0.2,
                                         "charging": rng.choice(["always", "never"])}


def synchronous_keys(rng, clients, _):
    wanted = rng.randint(1, clients)
    chosen = stragglers(rng, "synchronous", wanted, clients)
    if "deadline" in chosen and rng.random() < 0.4:
        chosen["deadline_history"] = {"percentile": rng.choice([50, 80, 100]), "rounds": rng.randint(1, 4)}
        if rng.random() < 0.3:
            del chosen["deadline"]
    return {"clients_per_round": wanted, "stragglers": chosen}


def asynchronous_keys(rng, clients, _):
    algorithm = rng.choice(["fedasync", "fedbuff"])
    keys = {"algorithm": algorithm, "max_concurrency": rng.randint(1, clients)}
    if algorithm == "fedbuff":
        keys["buffer_size"] = rng.randint(1, clients)
    if rng.random() < 0.3:
        keys["max_staleness"] = rng.randint(0, 2)
    return {"asynchronous": keys}


def hierarchical_keys(rng, clients, sites):
    wanted = rng.choice([1, 1, 2, 3])
    wanted = min(wanted, clients // sites)
    keys = {"edge_rounds": rng.choice([1, 2, 3]), "assignment": rng.choice(["by_site", "by_site", "round_robin"])}
    return {"clients_per_round": wanted, "hierarchical": keys, "stragglers": stragglers(rng, "hierarchical", wanted, clients // sites)}


def gossip_keys(rng, *_):
    return {"topology": {"kind": rng.choice(["ring", "complete"]), "order": rng.choice(["atc", "dpsgd"])}}


MODE_KEYS = {"synchronous": synchronous_keys, "asynchronous": asynchronous_keys, "hierarchical": hierarchical_keys,
             "gossip": gossip_keys}
# What the program may say beside "done": there is nobody left to go on with.
NOBODY_LEFT = ("no client can take part any more", "no aggregator can take part any more", "no peer can go on any more", "is off at")


def complaint_about(folder):
    file = folder / "trace.h5"
    done = subprocess.run([roundwatt, "run", folder / "s.yaml", "--quiet", "-o", file], capture_output=True, text=True, timeout=120,
                          check=False)
    words = done.stderr.strip()
    if done.returncode not in (0, 1) or done.returncode == 1 and not any(known in words for known in NOBODY_LEFT):
        return f"exit {done.returncode}: {words[:300]}"
    trace = Trace(file)
    try:
        run = simulate(folder, trace)
    except Disagreement as reason:
        return str(reason)
    if bool(run.failure) != bool(done.returncode):
        return f"expected: {run.failure or 'a run that ends'}; got: exit {done.returncode} {words[:300]}"
    return compare(run, trace)


def try_one(number, folder):
    folder.mkdir()
    write_scenario(random.Random(number), folder, number)
    return complaint_about(folder)


def main():
    scratch = Path(tempfile.mkdtemp(prefix="roundwatt-events-"))
    wrong = 0
    for number in range(first, first + count):
        complaint = try_one(number, scratch / str(number))
        if complaint:
            wrong += 1
            print(f"{scratch / str(number)}: {complaint}", file=sys.stderr)
        else:
            subprocess.run(["rm", "-rf", scratch / str(number)], check=True)
    print(f"{count} scenarios, {wrong} wrong")
    if not wrong:
        scratch.rmdir()
    sys.exit(1 if wrong else 0)


main()
