#!/usr/bin/env python3
"""scripts/compare-traces.py finds what differs between two traces, and nothing else.

usage: compare_traces_test.py ROUNDWATT SOURCE      exit 77: a library is not installed
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import h5py
    import numpy as np
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

roundwatt, source = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()


def compare(*words):
    done = subprocess.run(
        ["/usr/bin/python3", source / "scripts/compare-traces.py", *words], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def altered(trace, name, change):
    """A copy of a trace after change(h5)."""
    copy = trace.with_name(name)
    shutil.copy(trace, copy)
    with h5py.File(copy, "r+") as h5:
        change(h5)
    return copy


def scale(column, row, factor):
    def change(h5):
        values = h5[column][:]
        values[row] *= factor
        h5[column][:] = values

    return change


def reorder(table, order):
    def change(h5):
        for column in h5[table].values():
            if isinstance(column, h5py.Dataset) and column.name.rsplit("/", 1)[1] != "row":
                column[:] = column[:][order(len(column))]

    return change


def renumber_links(h5):
    """The rows of /links the other way round, and those who name them with them."""
    reorder("links", lambda rows: np.arange(rows)[::-1])(h5)
    h5["energy/links/link"][:] = len(h5["links/name"]) - 1 - h5["energy/links/link"][:]


def lose_last_row(h5):
    for column in h5["transfers"].values():
        column.resize((len(column) - 1,))


with tempfile.TemporaryDirectory() as folder:
    trace = Path(folder) / "one.h5"
    subprocess.run(
        [roundwatt, "run", source / "scenarios/small/hierarchical-learning.yaml", "--quiet", "-o", trace], check=True
    )

    assert compare(trace, trace) == (0, "1 traces: the same, largest relative difference 0\n")

    # Numbers: to 1e-9 unless something else is said, and learned ones to a tolerance of their own.
    close = altered(trace, "close.h5", scale("energy/hosts/energy_j", 3, 1 + 1e-12))
    assert compare(trace, close)[0] == 0
    assert compare(trace, close, "--tolerance", "1e-13")[0] == 1
    code, words = compare(trace, altered(trace, "far.h5", scale("energy/hosts/energy_j", 3, 1 + 1e-6)))
    assert code == 1 and "one.h5: /energy/hosts/energy_j: " in words and "relative 1e-06, in 1 of" in words, words
    learned = altered(trace, "learned.h5", scale("evaluations/test_loss", 0, 1 + 1e-6))
    assert compare(trace, learned)[0] == 1
    assert compare(trace, learned, "--learned-tolerance", "1e-5")[0] == 0
    late = altered(trace, "late.h5", scale("evaluations/time_s", 0, 1 + 1e-6))
    assert compare(trace, late, "--learned-tolerance", "1e-5")[0] == 1
    code, words = compare(trace, altered(trace, "nan.h5", scale("participations/upload_end_s", 0, np.nan)))
    assert code == 1 and "/participations/upload_end_s: " in words, words
    code, words = compare(trace, altered(trace, "outcome.h5", scale("participations/client", 1, 0)))
    assert code == 1, words

    # Orders and numbers that mean nothing.
    backwards = altered(trace, "backwards.h5", reorder("energy/links", lambda rows: np.arange(rows)[::-1]))
    assert compare(trace, backwards)[0] == 0
    assert compare(trace, altered(trace, "renumbered.h5", renumber_links))[0] == 0
    only_names = altered(trace, "renamed.h5", reorder("links", lambda rows: np.arange(rows)[::-1]))
    assert compare(trace, only_names)[0] == 1

    # Shapes and attributes.
    code, words = compare(trace, altered(trace, "short.h5", lose_last_row))
    assert code == 1 and "/transfers: " in words and " rows" in words, words
    code, words = compare(trace, altered(trace, "lost.h5", lambda h5: h5.__delitem__("transfers")))
    assert code == 1 and "/transfers: only in one of them" in words, words
    code, words = compare(trace, altered(trace, "ended.h5", lambda h5: h5.attrs.modify("end_reason", "time")))
    assert code == 1 and "attribute end_reason: rounds and time" in words, words
    assert compare(trace, altered(trace, "built.h5", lambda h5: h5.attrs.modify("simgrid_version", "9")))[0] == 0
    other = altered(trace, "platform.h5", lambda h5: h5.attrs.modify("platform_sha256", "0"))
    assert compare(trace, other)[0] == 1
    assert compare(trace, other, "--other-platform")[0] == 0

    # Folders: by name, and a trace without its partner is a difference.
    for name in ("a", "b"):
        (Path(folder) / name).mkdir()
        shutil.copy(trace, Path(folder) / name)
    assert compare(Path(folder) / "a", Path(folder) / "b")[0] == 0
    shutil.copy(trace, Path(folder) / "b" / "two.h5")
    code, words = compare(Path(folder) / "a", Path(folder) / "b")
    assert code == 1 and "a/two.h5: not there" in words, words
    assert compare(trace, Path(folder) / "nowhere.h5")[0] == 1
    (Path(folder) / "empty").mkdir()
    assert compare(Path(folder) / "empty", Path(folder) / "empty")[0] == 2
