"""Random scenarios made of what happens at the same time: equal devices, work and ways that cost nothing, failures, departures, batteries
and deadlines at common instants. Their files go to a folder: p.xml, s.yaml, profiles and intervals.
"""

import json

GRID = '<prop id="site" value="{0}"/><prop id="site_kind" value="{1}"/><prop id="grid_zone" value="FRA"/>'


def common_instants(rng):
    """Times that many things share."""
    return [round(5.0 * k, 1) for k in range(1, 13)] if rng.random() < 0.7 else sorted(rng.uniform(0, 60) for _ in range(12))


def write_state_profile(rng, file, instants):
    chosen = sorted(rng.sample(instants, rng.randint(1, 4)))
    lines = [f"{time!r} {number % 2}" for number, time in enumerate(chosen)]
    if len(lines) % 2:  # back at the end
        lines.append(f"{chosen[-1] + 5!r} 1")
    file.write_text("\n".join(lines) + "\n")


def write_platform(rng, folder, clients, sites, instants):
    speeds = ["1Gf"] if rng.random() < 0.6 else ["1Gf", "0.5Gf", "2Gf"]
    latency = rng.choice(["0s", "100ms"])
    failing = rng.random() < 0.5
    links_fail = rng.random() < 0.25
    text = ['<?xml version="1.0"?><!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd"><platform version="4.1">',
            '<zone id="world" routing="Floyd">',
            '<zone id="dc" routing="Full">' + GRID.format("dc", "data-centre") + '<prop id="pue" value="1.5"/>',
            '<host id="server" speed="10Gf"><prop id="kind" value="server"/><prop id="model" value="server"/>'
            '<prop id="wattage_per_state" value="100:100:200"/><prop id="wattage_off" value="0"/><prop id="radio_rx_w" value="0"/>'
            '<prop id="radio_tx_w" value="0"/><prop id="reserved_share" value="1"/></host></zone>']
    routes = []
    for site in range(sites):
        text.append(f'<zone id="site{site}" routing="Floyd">' + GRID.format(f"site{site}", "edge") + '<prop id="kind" value="device"/>'
                    '<prop id="model" value="device"/><prop id="wattage_per_state" value="5:5:50"/><prop id="wattage_off" value="0"/>'
                    '<prop id="radio_rx_w" value="1"/><prop id="radio_tx_w" value="2"/>')
        inner = []
        for client in range(site, clients, sites):
            profile = ""
            if failing and rng.random() < 0.5:
                write_state_profile(rng, folder / f"d{client}.state", instants)
                profile = f' state_file="d{client}.state"'
            text.append(f'<host id="d{client}" speed="{rng.choice(speeds)}"{profile}/>')
            link_profile = ""
            if links_fail and rng.random() < 0.4:
                write_state_profile(rng, folder / f"l{client}.state", instants)
                link_profile = f' state_file="l{client}.state"'
            text.append(f'<link id="line{client}" bandwidth="1MBps" latency="{latency}"{link_profile}>'
                        '<prop id="wattage_range" value="2:4"/></link>')
            inner.append(f'<route src="d{client}" dst="x{site}"><link_ctn id="line{client}"/></route>')
        text.append(f'<host id="edge{site}" speed="5Gf"><prop id="kind" value="aggregator"/><prop id="model" value="edge"/><prop id="reserved_share" value="1"/></host>'
                    f'<link id="edge-line{site}" bandwidth="10MBps" latency="0s"><prop id="wattage_range" value="1:2"/></link>')
        inner.append(f'<route src="edge{site}" dst="x{site}"><link_ctn id="edge-line{site}"/></route>')
        text.append(f'<router id="x{site}"/>' + "".join(inner) + "</zone>")
        text.append(f'<link id="up{site}" bandwidth="{rng.choice(["1TBps", "2MBps"])}" latency="0s"><prop id="wattage_range" value="0:1"/>'
                    f'<prop id="site" value="site{site}"/></link>')
        routes.append(f'<zoneRoute src="site{site}" dst="dc" gw_src="x{site}" gw_dst="server"><link_ctn id="up{site}"/></zoneRoute>')
    (folder / "p.xml").write_text("\n".join(text + routes + ["</zone></platform>"]))


def availability(rng, folder, clients, instants):
    kind = rng.choice(["none", "none", "intervals", "renewal"])
    if kind == "renewal":
        return {"kind": "renewal", "renewal": {"mean_on": rng.choice([15, 40]), "mean_off": rng.choice([5, 20])}}
    if kind == "none":
        return None
    rows = ["client,start,end"]
    for client in range(clients):
        times = sorted({0.0, *rng.sample(instants, 3)})
        rows += [f"{client},{begin!r},{end!r}" for begin, end in zip(times[::2], times[1::2])]
    (folder / "away.csv").write_text("\n".join(rows) + "\n")
    return {"kind": "intervals", "intervals": {"file": "away.csv", "afterwards": rng.choice(["hold", "wrap"])}}


def stragglers(rng, mode, wanted, clients):
    chosen = {}
    is_edge = mode == "hierarchical"  # whose clients must be free for the next global round
    late = rng.choice(["wait", "drop", "partial"] + ([] if is_edge else ["stale"]))
    if late != "wait":
        chosen["late"] = late
        chosen["deadline"] = rng.choice([15, 20, 28, 30, 40])
        if late in ("drop", "stale"):
            chosen["after_deadline"] = "finish" if late == "stale" else rng.choice(["cancel"] + ([] if is_edge else ["finish"]))
    if rng.random() < 0.4 and clients > wanted:
        chosen["over_selection"] = clients / wanted
    return chosen


def write_scenario(rng, folder, number):
    mode = rng.choice(["synchronous", "asynchronous", "hierarchical", "gossip", "centralized"])
    clients, sites = rng.randint(3, 8), rng.randint(1, 2)
    instants = common_instants(rng)
    write_platform(rng, folder, clients, sites, instants)
    scenario = {
        "roundwatt": 1, "name": f"random-{number}", "seed": number, "start": "2021-02-16T00:00:00Z",
        "platform": {"file": "p.xml", "network": {"model": rng.choice(["textbook", "textbook", "LV08"])}},
        "workload": {"model": {"size": rng.choice([10_000_000, 5_000_000, 1])},
                     "compute": {"flops_per_sample": rng.choice([1e9, 1e9, 1])},
                     "aggregation": {"flops_per_update": rng.choice([0, 0, 1e9])}},
        "data": {"clients": clients, "samples_per_client": rng.choice([2, 10])},
        "learning": {"local": {"epochs": rng.choice([1, 5]), "batch_size": 10}},
        "federation": {"mode": mode},
        "stop": {"rounds": rng.randint(2, 8), "time": rng.choice([200, 90, 60])},
    }
    federation = scenario["federation"]
    if mode in ("synchronous", "hierarchical"):
        wanted = rng.randint(1, clients) if mode == "synchronous" else 1
        federation["clients_per_round"] = wanted
        federation["stragglers"] = stragglers(rng, mode, wanted, clients if mode == "synchronous" else clients // sites)
    if mode == "asynchronous":
        algorithm = rng.choice(["fedasync", "fedbuff"])
        federation["asynchronous"] = {"algorithm": algorithm, "max_concurrency": rng.randint(1, clients)}
        if algorithm == "fedbuff":
            federation["asynchronous"]["buffer_size"] = rng.randint(1, clients)
    if mode == "gossip":
        federation["topology"] = {"kind": rng.choice(["ring", "complete"]), "order": rng.choice(["atc", "dpsgd"])}
    if mode in ("synchronous", "asynchronous", "hierarchical"):
        present = availability(rng, folder, clients, instants)
        if present:
            federation["availability"] = present
        if rng.random() < 0.4:
            federation["failure_detection"] = {"timeout": rng.choice([5, 25])}
        if not any(folder.glob("d*.state")) and rng.random() < 0.5:  # profile and battery would both say when a device is on
            scenario["platform"]["defaults"] = {"hosts": {"battery_wh": rng.choice([0.1, 0.5]), "battery_charge_w": rng.choice([5, 20]),
                                                          "charge_efficiency": 1}}
            federation["battery"] = {"initial": rng.choice([1, 0.5]), "min_charge": 0.5, "floor": 0.2,
                                     "charging": rng.choice(["always", "never"])}
    if mode == "centralized":
        federation["upload_raw_data"] = False
    (folder / "s.yaml").write_text(json.dumps(scenario, indent=1))
