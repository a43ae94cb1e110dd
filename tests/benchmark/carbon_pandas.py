#!/usr/bin/python3
"""What `roundwatt-analyze carbon TRACE` adds up, boundary participation, by a pandas script as one would write it: for the ratio of times
in tests/benchmark/carbon.sh. Intensities are constants.

usage: carbon_pandas.py TRACE ZONE=G_PER_KWH...
"""

import sys

import h5py
import pandas as pd

intensity = {zone: float(value) for zone, value in (word.split("=") for word in sys.argv[2:])}


def frame(group, columns):
    return pd.DataFrame({column: group[column][:] for column in columns})


with h5py.File(sys.argv[1]) as trace:
    sites = frame(trace["sites"], ["pue"])
    sites["g_per_kwh"] = [intensity[zone.decode()] for zone in trace["sites"]["grid_zone"][:]]
    hosts = frame(trace["hosts"], ["kind", "site", "reserved_share"])
    links = frame(trace["links"], ["kind", "site", "idle_w", "router_share"])
    rows = frame(trace["energy/hosts"], ["host", "round", "activity", "start_s", "end_s", "base_j", "compute_j", "rx_j", "tx_j"])
    carried = frame(trace["energy/links"], ["link", "round", "busy_s", "energy_j"])
    parts = frame(trace["participations"], ["host", "round", "outcome"])
    meanings = trace["energy/hosts"]["activity"].attrs["flag_meanings"]
    idle = [meanings.split().index(word) for word in ("idle", "off")]

rows = rows.merge(hosts, left_on="host", right_index=True)
device = rows["kind"] == 2
takes_part = ~rows["activity"].isin(idle)
rows["base"] = rows["base_j"] * takes_part.where(device, rows["reserved_share"]).astype(float)
added = takes_part.where(device, True).astype(float)
for part in ("compute", "rx", "tx"):
    rows[part] = rows[f"{part}_j"] * added
rows = rows.merge(parts, on=["host", "round"], how="left")
rows = rows.melt(["site", "kind", "activity", "round", "outcome"], ["base", "compute", "rx", "tx"], "part", "it_j")
carried = carried.merge(links, left_on="link", right_index=True)
carried["it_j"] = carried["idle_w"] * carried["busy_s"] * carried["router_share"] + carried["energy_j"]
items = pd.concat([rows, carried[["site", "round", "it_j"]].assign(kind=-1, activity=-1, outcome=-1, part="link")])
items = items.merge(sites, left_on="site", right_index=True)
items["meter_j"] = items["it_j"] * items["pue"]
items["grams"] = items["meter_j"] * items["g_per_kwh"] / 3.6e6
for by in ("site", "kind", "activity", "round", "outcome", "part"):
    items.groupby(by, dropna=False)[["it_j", "meter_j", "grams"]].sum()
print(items["grams"].sum())
