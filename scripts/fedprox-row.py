"""One row of scripts/fedprox.sh from its traces, and from the JSON of `roundwatt-analyze compare` of them.

usage: fedprox-row.py DATA LATE WORK MU TRACE... < COMPARISON
"""

import json
import sys

import h5py
import numpy

TARGET = 0.70


def curve(path):
    """Test accuracy and loss by round."""
    with h5py.File(path) as trace:
        table = trace["evaluations"]
        return table["test_accuracy"][:], table["test_loss"][:]


def first_at_target(accuracy):
    reached = numpy.flatnonzero(accuracy >= TARGET)
    return reached[0] + 1 if len(reached) else None


def rounds_text(firsts, most):
    """A run that never reached the target says only that it takes more: a mean without it would be too low."""
    missed = firsts.count(None)
    mean = numpy.mean([most if first is None else first for first in firsts])
    return f"{mean:.1f}" if missed == 0 else f"> {mean:.1f} ({missed})"


data, late, work, mu = sys.argv[1:5]
curves = [curve(path) for path in sys.argv[5:]]
rounds = len(curves[0][0])
accuracy = numpy.mean([accuracy[-1] for accuracy, _ in curves])
loss = numpy.mean([loss[-1] for _, loss in curves])
change = numpy.mean([numpy.abs(numpy.diff(loss[rounds // 2 :])).mean() for _, loss in curves])
runs = json.load(sys.stdin)["results"][0]["tables"]["runs"]
energy = numpy.mean([run["meter_energy_j"] for run in runs])
target = rounds_text([first_at_target(accuracy) for accuracy, _ in curves], rounds)
print(f"{data:<8} {late:<5} {work:<8} {mu:>2} {accuracy:>9.3f} {loss:>8.3f} {change:>8.4f} {target:>12} {energy:>9.0f}")
