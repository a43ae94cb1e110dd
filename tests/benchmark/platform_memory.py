#!/usr/bin/python3
"""What `roundwatt run` takes for platforms of several shapes, against the estimate of docs/formats/platform.md ("size").

  tests/benchmark/platform_memory.py [ROUNDWATT]
"""

import os
import resource
import subprocess
import sys
import tempfile

PROPERTIES = "".join(
    f'<prop id="{name}" value="{value}"/>'
    for name, value in {
        "site": "x", "site_kind": "edge", "grid_zone": "FRA", "wattage_per_state": "1:1:2", "wattage_off": 0, "radio_rx_w": 0,
        "radio_tx_w": 0, "reserved_share": 1, "link_wattage_range": "0:1", "wattage_range": "0:1"}.items())
SCENARIO = """roundwatt: 1
name: any
platform: {file: p.xml, network: {model: textbook}}
workload: {model: {size: 10MB}, compute: {flops_per_sample: 1Gf, overhead_per_batch: 0}, aggregation: {flops_per_update: 0f}}
data: {clients: all, samples_per_client: 10}
learning: {local: {epochs: 1, batch_size: 10}}
federation: {server: n-0, clients_per_round: 10}
stop: {rounds: 1}
"""


def cluster(count):
    text = f'<zone id="w" routing="Full">{PROPERTIES}<cluster id="c" prefix="n-" suffix="" radical="0-{count - 1}" speed="1Gf" bw="1MBps" lat="1ms"/></zone>'
    return text, count * (4100 + 2 * 600)


def declared(routing, pair_bytes):
    def platform(count):
        lines = [f'<zone id="w" routing="{routing}">{PROPERTIES}']
        lines += [f'<host id="n-{i}" speed="1Gf"/><link id="l-{i}" bandwidth="1MBps" latency="1ms"/>' for i in range(count)]
        if routing == "Cluster":
            lines += ['<router id="r"/>'] + [f'<host_link id="n-{i}" up="l-{i}" down="l-{i}"/>' for i in range(count)]
        else:
            lines += [f'<route src="n-0" dst="n-{i}"><link_ctn id="l-{i}"/></route>' for i in range(1, count)]
        text = "\n".join(lines + ["</zone>"])
        return text, count * (4100 + 600) + pair_bytes * count**2 + 3 * len(text)

    return platform


def peak_bytes(program, folder):
    subprocess.run([program, "run", "s.yaml", "-o", "any.h5", "--quiet", "--force"], cwd=folder, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024  # of the largest child so far: shapes go up in size


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/bin/roundwatt")
    shapes = [("Floyd", declared("Floyd", 40), 1000), ("Full", declared("Full", 12.5), 2000), ("cluster", cluster, 20000),
              ("Full", declared("Full", 12.5), 5000), ("Cluster", declared("Cluster", 0), 100000), ("cluster", cluster, 200000)]
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "s.yaml"), "w", encoding="utf-8") as scenario:
            scenario.write(SCENARIO)
        for name, shape, count in shapes:
            text, estimate = shape(count)
            with open(os.path.join(folder, "p.xml"), "w", encoding="utf-8") as platform:
                platform.write('<?xml version="1.0"?>\n<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">\n'
                               f'<platform version="4.1">{text}</platform>')
            taken = peak_bytes(program, folder)
            estimate += 50e6
            print(f"{name} {count}: {taken / 1e6:.0f} MB taken, {estimate / 1e6:.0f} MB estimated, ratio {taken / estimate:.2f}")


if __name__ == "__main__":
    main()
