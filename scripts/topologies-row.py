"""One row of scripts/topologies.sh: means over seeds.

usage: topologies-row.py TOPOLOGY CARBON.json TRACE...      JSON of analyze carbon
"""

import json
import sys

import h5py
import numpy

COLUMNS = (f"{'topology':<12} {'reached':>7} {'epochs/board':>12} {'time, min':>9} {'MB/board':>9} {'boards, Wh':>10} {'network, Wh':>11}"
           f" {'servers, Wh':>11} {'all, Wh':>8} {'g CO2e':>7} {'consensus':>9}")

if sys.argv[1] == "--heading":
    print(COLUMNS)
    sys.exit()

topology, traces = sys.argv[1], sys.argv[3:]
with open(sys.argv[2]) as carbon:
    ledgers = json.load(carbon)["results"]
seeds = len(traces)
boards = 36

totals = dict.fromkeys(["reached", "epochs", "minutes", "bytes", "device", "network", "server", "aggregator", "all_j", "grams"], 0.0)
consensus = []
for path, ledger in zip(traces, ledgers):
    with h5py.File(path) as trace:
        totals["reached"] += trace.attrs["end_reason"] in ("target_accuracy", b"target_accuracy")
        totals["minutes"] += trace.attrs["end_s"] / 60
        parts = trace["participations"]
        of_boards = parts["client"][:] >= 0
        totals["epochs"] += parts["epochs"][:][of_boards].sum() / boards
        totals["bytes"] += (parts["bytes_up"][:] + parts["bytes_down"][:])[of_boards].sum() / boards
        # Between peers: one board sends it, another receives it.
        if trace.attrs["mode"] in ("gossip", b"gossip"):
            totals["bytes"] += 2 * trace["transfers"]["bytes"][:].sum() / boards
        metrics = trace.get("learning_metrics")
        if metrics is not None and "consensus_distance" in metrics:
            consensus.append(metrics["consensus_distance"][-1])
    for row in ledger["tables"]["by_kind"]:
        totals[row["kind"]] += row["meter_energy_j"]
        totals["all_j"] += row["meter_energy_j"]
        totals["grams"] += row["co2e_g"]

mean = {key: value / seeds for key, value in totals.items()}
distance = f"{numpy.nanmean(consensus):.3f}" if numpy.isfinite(consensus).any() else "-"
servers = mean["server"] + mean["aggregator"]
print(
    f"{topology:<12} {int(totals['reached'])} of {seeds:<2} {mean['epochs']:>12.1f} {mean['minutes']:>9.2f} {mean['bytes'] / 1e6:>9.2f}"
    f" {mean['device'] / 3600:>10.2f} {mean['network'] / 3600:>11.2f} {servers / 3600:>11.2f} {mean['all_j'] / 3600:>8.2f}"
    f" {mean['grams']:>7.3f} {distance:>9}"
)
