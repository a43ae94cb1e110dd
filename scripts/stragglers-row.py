"""One row of scripts/stragglers.sh: means over seeds.

usage: stragglers-row.py POLICY PARTICIPATION.json FLEET.json TRACE...      JSON of analyze carbon by two boundaries
"""

import json
import sys

import h5py

COLUMNS = f"{'policy':<18} {'reached':>7} {'models':>7} {'updates':>8} {'time, min':>9} {'devices, Wh':>11} {'mWh/update':>10} {'wasted':>7} {'whole fleet, Wh':>15}"

if sys.argv[1] == "--heading":
    print(COLUMNS)
    sys.exit()

policy, traces = sys.argv[1], sys.argv[4:]
with open(sys.argv[2]) as participation, open(sys.argv[3]) as fleet:
    ledgers = zip(json.load(participation)["results"], json.load(fleet)["results"])
seeds = len(traces)


def rows(table, key):
    return {row[key]: row["meter_energy_j"] for row in table}


totals = dict.fromkeys(["reached", "models", "updates", "minutes", "devices_j", "wasted_j", "fleet_j"], 0.0)
for path, (participation, fleet) in zip(traces, ledgers):
    tables = participation["tables"]
    with h5py.File(path) as trace:
        rounds = trace["rounds"]
        totals["reached"] += trace.attrs["end_reason"] in ("target_accuracy", b"target_accuracy")
        totals["models"] += rounds["round"][:].max()
        totals["updates"] += rounds["aggregated"][:].sum()
        totals["minutes"] += trace.attrs["end_s"] / 60
    devices = rows(tables["by_kind"], "kind")["device"]
    outcomes = rows(tables["by_outcome"], "outcome")
    totals["devices_j"] += devices
    # "-" is what belongs to nobody's participation: the server.
    totals["wasted_j"] += sum(joules for outcome, joules in outcomes.items() if outcome not in ("aggregated", "-"))
    totals["fleet_j"] += rows(fleet["tables"]["by_kind"], "kind")["device"]

mean = {key: value / seeds for key, value in totals.items()}
wh = mean["devices_j"] / 3600
print(
    f"{policy:<18} {int(totals['reached'])} of {seeds:<2} {mean['models']:>7.1f} {mean['updates']:>8.1f} {mean['minutes']:>9.1f}"
    f" {wh:>11.3f} {1000 * wh / mean['updates']:>10.3f} {mean['wasted_j'] / mean['devices_j']:>7.1%}"
    f" {mean['fleet_j'] / 3600:>15.2f}"
)
