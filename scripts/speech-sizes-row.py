"""One row of scripts/speech-sizes.sh from its traces, and from the JSON of `roundwatt-analyze compare` of them.

usage: speech-sizes-row.py SIZES POLICY TRACE... < COMPARISON
"""

import json
import sys

import h5py
import numpy

AGGREGATED = 0


def used(path):
    """Samples trained that went into the model, and updates, by round."""
    with h5py.File(path) as trace:
        rows = trace["participations"]
        aggregated = rows["outcome"][:] == AGGREGATED
        rounds = len(trace["rounds"]["round"])
        return (rows["epochs"][:] * rows["samples"][:])[aggregated].sum() / rounds, aggregated.sum() / rounds


sizes, policy = sys.argv[1:3]
samples, updates = numpy.mean([used(path) for path in sys.argv[3:]], axis=0)
runs = json.load(sys.stdin)["results"][0]["tables"]["runs"]
seconds = numpy.mean([run["duration_s"] / run["rounds"] for run in runs])
energy = numpy.mean([run["meter_energy_j"] / run["rounds"] for run in runs]) / 3600
print(f"{sizes:<8} {policy:<15} {seconds:>9.2f} {energy:>11.4f} {samples:>13.0f} {updates:>11.2f}")
