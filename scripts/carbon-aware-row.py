"""One row of scripts/carbon-aware.sh: means over seeds.

usage: carbon-aware-row.py POLICY HOURLY.json YEARLY.json TRACE...      JSON of analyze carbon on two grids
"""

import json
import sys

import h5py

COLUMNS = (f"{'policy':<14} {'reached':>7} {'rounds':>7} {'hours':>6} {'devices, Wh':>11} {'server, Wh':>10} {'g, hourly':>9}"
           f" {'of server':>9} {'g, yearly':>9} {'FRA/USA/CHN':>12}")

if sys.argv[1] == "--heading":
    print(COLUMNS)
    sys.exit()

policy, traces = sys.argv[1], sys.argv[4:]
with open(sys.argv[2]) as hourly, open(sys.argv[3]) as yearly:
    ledgers = list(zip(json.load(hourly)["results"], json.load(yearly)["results"]))
seeds = len(traces)

totals = dict.fromkeys(["reached", "rounds", "hours", "device", "server", "aggregator", "network", "of_server", "hourly", "yearly"], 0.0)
by_country = dict.fromkeys(["fra", "usa", "chn"], 0.0)
for path, (hourly, yearly) in zip(traces, ledgers):
    with h5py.File(path) as trace:
        totals["reached"] += trace.attrs["end_reason"] in ("target_accuracy", b"target_accuracy")
        totals["rounds"] += trace["rounds"]["round"][:].max()
        totals["hours"] += trace.attrs["end_s"] / 3600
        names = [name.decode() for name in trace["hosts"]["name"][:]]
        for host in trace["participations"]["host"][:]:
            by_country[names[host][:3]] += 1
    for row in hourly["tables"]["by_kind"]:
        totals[row["kind"]] += row["meter_energy_j"]
        totals["of_server"] += row["co2e_g"] if row["kind"] in ("server", "aggregator") else 0
    totals["hourly"] += hourly["tables"]["total"][0]["co2e_g"]
    totals["yearly"] += yearly["tables"]["total"][0]["co2e_g"]

mean = {key: value / seeds for key, value in totals.items()}
asked = sum(by_country.values())
shares = "/".join(f"{count / asked:.0%}" for count in by_country.values())
print(
    f"{policy:<14} {int(totals['reached'])} of {seeds:<2} {mean['rounds']:>7.1f} {mean['hours']:>6.2f} {mean['device'] / 3600:>11.2f}"
    f" {(mean['server'] + mean['aggregator']) / 3600:>10.3f} {mean['hourly']:>9.3f} {mean['of_server']:>9.3f} {mean['yearly']:>9.3f} {shares:>12}"
)
