#!/usr/bin/python3
"""Says whether two traces, or the traces of the same names in two folders, hold the same results. Needs python3-h5py.

    scripts/compare-traces.py A.h5 B.h5
    scripts/compare-traces.py before/ after/ --tolerance 1e-12

The same are tables and columns, texts and whole numbers, and other numbers to a relative 1e-9 (NaN equals NaN). Hosts, links and
sites are compared by name and rows by what they are about: neither their numbers nor the order of rows that were closed at one
instant matters. What tells versions apart is left out: program_version, git_commit, simgrid_version.

exit 0: the same; 1: they differ, each difference with file, table, column and row; 2: a mistake of usage.
"""

import argparse
import sys
from pathlib import Path

import h5py
import numpy as np

VERSIONS = {"program_version", "git_commit", "simgrid_version"}
OF_PLATFORM = {"platform_sha256"}
LEARNED = ("evaluations", "validations", "learning_metrics")  # tables of what models did; times in them are as exact as others
NAMED_BY = {"host": "hosts", "source": "hosts", "destination": "hosts", "aggregator": "hosts", "link": "links", "site": "sites"}
MOST_SHOWN = 20


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def is_measured(column):
    return column.dtype.kind == "f"


def tables(h5):
    """The columns of each table by its path, without the row numbers that only serve as a dimension scale."""
    found = {}

    def visit(path, item):
        if isinstance(item, h5py.Dataset) and "/" in path:
            table, column = path.rsplit("/", 1)
            if column != "row":
                found.setdefault(table, {})[column] = item[:]

    h5.visititems(visit)
    return found


def by_name(all_tables):
    """The same tables with names for the numbers of hosts, links and sites; -1 stays nobody."""
    names = {table: [text(name) for name in all_tables[table]["name"]] for table in ("hosts", "links", "sites")}
    for columns in all_tables.values():
        for column, values in columns.items():
            if values.dtype == object:
                columns[column] = np.array([text(value) for value in values], dtype=str)
            elif column in NAMED_BY:
                known = names[NAMED_BY[column]]
                columns[column] = np.array([known[row] if row >= 0 else "" for row in values], dtype=str)
    return all_tables


def in_order(columns):
    """Row numbers, ordered by what rows are about and then by their measures in the order of the columns."""
    exact = [values for values in columns.values() if not is_measured(values)]
    measured = [values for values in columns.values() if is_measured(values)]
    return np.lexsort([*measured[::-1], *exact[::-1]]) if exact or measured else np.arange(0)


class Comparison:
    def __init__(self, tolerance, learned_tolerance, left_out):
        self.tolerance, self.learned_tolerance, self.left_out = tolerance, learned_tolerance, left_out
        self.differences, self.largest = [], 0.0

    def note(self, *words):
        self.differences.append(" ".join(str(word) for word in words))

    def files(self, one, other):
        with h5py.File(one) as left, h5py.File(other) as right:
            self.attributes(one.name, left.attrs, right.attrs)
            if "platform_sha256" not in self.left_out and left["scenario_yaml"][()] != right["scenario_yaml"][()]:
                self.note(one.name, "/scenario_yaml differs")
            self.all_tables(one.name, by_name(tables(left)), by_name(tables(right)))

    def attributes(self, file, left, right):
        for name in sorted(left.keys() | right.keys() - self.left_out):
            if name in self.left_out:
                continue
            if name not in left or name not in right:
                self.note(file, f"attribute {name}: only in one of them")
            elif isinstance(left[name], (float, np.floating)):
                self.numbers(f"{file}: attribute {name}", np.array([left[name]]), np.array([right[name]]))
            elif left[name] != right[name]:
                self.note(file, f"attribute {name}: {text(left[name])} and {text(right[name])}")

    def all_tables(self, file, left, right):
        for table in sorted(left.keys() | right.keys()):
            if table not in left or table not in right:
                self.note(f"{file}: /{table}: only in one of them")
            elif list(left[table]) != list(right[table]):
                self.note(f"{file}: /{table}: columns {list(left[table])} and {list(right[table])}")
            else:
                self.table(f"{file}: /{table}", left[table], right[table], table in LEARNED)

    def table(self, place, left, right, learned):
        lengths = {len(values) for columns in (left, right) for values in columns.values()}
        if len(lengths) != 1:
            self.note(f"{place}: {' and '.join(str(length) for length in sorted(lengths))} rows")
            return
        orders = in_order(left), in_order(right)
        for column in left:
            one, other = left[column][orders[0]], right[column][orders[1]]
            if is_measured(one):
                self.numbers(f"{place}/{column}", one, other, learned and not column.endswith("_s"))
            elif not np.array_equal(one, other):
                row = int(np.flatnonzero(one != other)[0])
                self.note(f"{place}/{column}: {one[row]} and {other[row]} in {int((one != other).sum())} of {len(one)} rows")

    def numbers(self, place, one, other, learned=False):
        if not len(one):
            return
        both_nan = np.isnan(one) & np.isnan(other)
        size = np.maximum(np.abs(one), np.abs(other))
        with np.errstate(invalid="ignore", divide="ignore"):
            error = np.where(both_nan | (one == other), 0.0, np.abs(one - other) / size)
        error = np.where(np.isnan(error), np.inf, error)
        worst = int(np.argmax(error))
        self.largest = max(self.largest, float(error[worst]))
        tolerance = self.learned_tolerance if learned else self.tolerance
        if error[worst] > tolerance:
            rows = int((error > tolerance).sum())
            self.note(f"{place}: {one[worst]:.17g} and {other[worst]:.17g}, relative {error[worst]:.3g}, in {rows} of {len(one)} rows")


def pairs(one, other):
    if not one.is_dir():
        return [(one, other)]
    names = sorted({path.name for folder in (one, other) for path in folder.glob("*.h5")})
    return [(one / name, other / name) for name in names]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--tolerance", type=float, default=1e-9, help="largest relative difference (1e-9)")
    parser.add_argument("--learned-tolerance", type=float, help="the same for losses, accuracies and norms, which differ between"
                        " versions of Eigen and instruction sets (as --tolerance)")
    parser.add_argument("--other-platform", action="store_true", help="the platform is another file that should mean the same")
    choice = parser.parse_args()
    learned_tolerance = choice.tolerance if choice.learned_tolerance is None else choice.learned_tolerance
    comparison = Comparison(choice.tolerance, learned_tolerance, VERSIONS | (OF_PLATFORM if choice.other_platform else set()))
    compared = pairs(choice.one, choice.other)
    for one, other in compared:
        absent = [str(path) for path in (one, other) if not path.is_file()]
        if absent:
            comparison.note(f"{', '.join(absent)}: not there")
        else:
            comparison.files(one, other)
    for difference in comparison.differences[:MOST_SHOWN]:
        print(difference)
    if len(comparison.differences) > MOST_SHOWN:
        print(f"and {len(comparison.differences) - MOST_SHOWN} more")
    if not compared:
        parser.error("no traces to compare")
    verdict = f"{len(comparison.differences)} differences" if comparison.differences else "the same"
    print(f"{len(compared)} traces: {verdict}, largest relative difference {comparison.largest:.2g}")
    sys.exit(1 if comparison.differences else 0)


main()
