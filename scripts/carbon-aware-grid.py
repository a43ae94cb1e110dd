#!/usr/bin/python3
"""Writes an hourly grid file for scenarios/carbon-aware to the standard output: the yearly means of the table that ships, on days
that swing about them like a cosine. The swings are assumptions; scenarios/carbon-aware/README.md says after what.

    scripts/carbon-aware-grid.py > hourly.csv
"""

import csv
import math
from datetime import datetime, timedelta

FIRST_DAY, DAYS = datetime(2023, 2, 16), 3
SWINGS = {"FRA": (0.10, 20), "USA": (0.25, 4), "CHN": (0.05, 12), "world": (0, 0)}  # half of the swing, UTC hour of the peak

with open("sim/grid/yearly_intensity.csv", encoding="utf-8") as table:
    rows = csv.DictReader(line for line in table if not line.startswith("#"))
    means = {row["zone"]: float(row["g_per_kwh"]) for row in rows if row["kind"] == "average"}

print("zone,start,g_per_kwh,year,kind")
for zone, (swing, peak) in SWINGS.items():
    for hour in range(24 * DAYS):
        start = FIRST_DAY + timedelta(hours=hour)
        value = means[zone] * (1 + swing * math.cos(2 * math.pi * (start.hour - peak) / 24))
        print(f"{zone},{start:%Y-%m-%dT%H:%MZ},{value:.1f},{start.year},average")
