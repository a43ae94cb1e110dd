#!/usr/bin/env python3
"""Runs scenarios/small and checks that a scenario and a seed decide every byte of a trace.

usage: determinism_test.py ROUNDWATT SOURCE_DIR golden [--update]    digests by table against golden_digests.json
       determinism_test.py ROUNDWATT SOURCE_DIR surroundings         locales, time zones, memory layouts, order of keys
exit 77: a library is not installed
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import h5py
    import numpy as np
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

# What tells versions apart, not results. The file itself is the same bytes for the same build: see `surroundings`.
VERSIONS = {"program_version", "git_commit", "simgrid_version"}


# What models did: another version of Eigen adds up in another order.
LEARNED = {"evaluations", "validations", "learning_metrics"}


def as_bytes(value):
    """Numbers as they lie in the file, texts with their lengths."""
    array = np.asarray(value)
    if array.dtype != object:
        return array.dtype.str.encode() + array.tobytes()
    texts = [text if isinstance(text, bytes) else str(text).encode() for text in array.ravel()]
    return b"".join(b"%d:%s" % (len(text), text) for text in texts)


def attributes(item):
    """Without what HDF5 keeps for its dimension scales: addresses in the file."""
    left_out = VERSIONS | {"DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME"}
    return b"".join(name.encode() + as_bytes(item.attrs[name]) for name in item.attrs if name not in left_out)


def digests(file):
    """SHA-256 of each table with its columns' attributes, of the root and of what stands in it, shortened for people."""
    parts = {}
    with h5py.File(file) as h5:
        parts["/"] = hashlib.sha256(attributes(h5))

        def visit(name, item):
            table = str(Path(name).parent) if isinstance(item, h5py.Dataset) and "/" in name else name
            part = parts.setdefault(table, hashlib.sha256())
            part.update(name.encode() + attributes(item))
            if isinstance(item, h5py.Dataset):
                part.update(as_bytes(item[()]))

        h5.visititems(visit)
    return {name: part.hexdigest()[:16] for name, part in parts.items()}


def run(roundwatt, scenario, trace, environment=None, prefix=(), overrides=()):
    words = [*prefix, roundwatt, "run", str(scenario), "--quiet", "-o", str(trace)]
    for text in overrides:
        words += ["--set", text]
    subprocess.run(words, check=True, env={**os.environ, **(environment or {})})
    return trace


def small_scenarios(source):
    return sorted((source / "scenarios/small").glob("*.yaml"))


def eigen_version(roundwatt):
    lines = subprocess.run([roundwatt, "--version"], check=True, capture_output=True, text=True).stdout.splitlines()
    return next(line.split()[1] for line in lines if line.startswith("Eigen "))


def check_golden(roundwatt, source, folder, update):
    """The same digests with SimGrid 3.32 to 4.1 and HDF5 1.10 to 2.2; those of learned figures with one version of Eigen."""
    golden_file = source / "tests/system/golden_digests.json"
    golden = json.loads(golden_file.read_text()) if golden_file.exists() else {"eigen": "", "digests": {}}
    found = {}
    for scenario in small_scenarios(source):
        found[scenario.stem] = digests(run(roundwatt, scenario, folder / f"{scenario.stem}.h5"))
    eigen = eigen_version(roundwatt)
    if update:
        golden_file.write_text(json.dumps({"eigen": eigen, "digests": found}, indent=1) + "\n")
        print(f"{golden_file}: look at the difference before you commit it")
        return
    left_out = set()
    if eigen != golden["eigen"]:
        left_out = LEARNED
        print(f"not compared with Eigen {eigen}, the digests are of {golden['eigen']}: {', '.join(sorted(LEARNED))}")
    changed = []
    for name in sorted(golden["digests"].keys() | found.keys()):
        before, now = golden["digests"].get(name, {}), found.get(name, {})
        tables = [table for table in sorted(before.keys() | now.keys()) if before.get(table) != now.get(table)]
        tables = [table for table in tables if table not in left_out]
        if tables:
            changed.append(f"{name}: {', '.join(tables)}")
    assert not changed, (
        "these tables are not what they were:\n  "
        + "\n  ".join(changed)
        + "\nIf that is meant: determinism_test.py ROUNDWATT SOURCE_DIR golden --update, and say why in the commit."
    )


def german_locale(folder):
    """A folder with de_DE.UTF-8, whose decimal point is a comma; None where localedef has no sources for it."""
    place = folder / "locales"
    place.mkdir()
    made = subprocess.run(
        ["localedef", "-i", "de_DE", "-f", "UTF-8", str(place / "de_DE.UTF-8")], capture_output=True, check=False
    )
    return place if made.returncode == 0 else None


def surroundings(folder):
    """Environments and launchers under which nothing may change."""
    time.sleep(1.1)  # object times, if any crept into a file, are whole seconds
    yield "a second later", {}, ()
    yield "far from home", {"TZ": "America/St_Johns", "HOSTNAME": "x", "LC_ALL": "C"}, ()
    yield "no address randomisation", {}, ("setarch", "-R")
    yield "another heap", {"MALLOC_PERTURB_": "165", "MALLOC_MMAP_THRESHOLD_": "4096", "MALLOC_ARENA_MAX": "1"}, ()
    yield "another stack", {f"FILLER_{i}": "x" * 997 for i in range(90)}, ()
    locale = german_locale(folder)
    if locale is None:
        print("not tested: German locale (package locales)")
    else:
        yield "German locale", {"LOCPATH": str(locale), "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}, ()


def shuffled(value, dice):
    """The same mapping in another order of keys, on all levels."""
    if isinstance(value, dict):
        keys = list(value)
        dice.shuffle(keys)
        return {key: shuffled(value[key], dice) for key in keys}
    if isinstance(value, list):
        return [shuffled(item, dice) for item in value]
    return value


def check_order_of_keys(roundwatt, scenario, folder, expected):
    printed = subprocess.run(
        [roundwatt, "validate", str(scenario), "--print"], check=True, capture_output=True, text=True
    ).stdout
    # As text throughout: YAML readers disagree on what a date or 1e9 is.
    tree = yaml.load(printed, Loader=yaml.BaseLoader)
    # Paths are kept as they were written, from the folder of the scenario.
    copy = folder / f"{scenario.stem}-copy"
    shutil.copytree(scenario.parents[2] / "platforms", copy / "platforms")
    shutil.copytree(scenario.parents[2] / "scenarios", copy / "scenarios")
    for seed in range(3):
        file = copy / "scenarios/small/shuffled.yaml"
        file.write_text(yaml.dump(shuffled(tree, random.Random(seed)), sort_keys=False))
        trace = run(roundwatt, file, copy / f"shuffled-{seed}.h5", overrides=["trace.plugin_check=true"])
        assert trace.read_bytes() == expected, f"{scenario.stem}: the order of keys decides something"


def check_surroundings(roundwatt, source, folder):
    several = [source / f"scenarios/small/{name}.yaml" for name in ("two-stations", "failing", "over-selection", "replay")]
    every_table = ["trace.plugin_check=true"]
    expected = {s.stem: run(roundwatt, s, folder / f"{s.stem}.h5", overrides=every_table).read_bytes() for s in several}
    for i, (name, environment, prefix) in enumerate(surroundings(folder)):
        for scenario in several:
            trace = run(roundwatt, scenario, folder / f"{scenario.stem}-{i}.h5", environment, prefix, every_table)
            assert trace.read_bytes() == expected[scenario.stem], f"{scenario.stem} changes with: {name}"
    for scenario in several:
        check_order_of_keys(roundwatt, scenario, folder, expected[scenario.stem])


def main():
    roundwatt, source, what = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    with tempfile.TemporaryDirectory() as scratch:
        if what == "golden":
            check_golden(roundwatt, source, Path(scratch), "--update" in sys.argv)
        else:
            check_surroundings(roundwatt, source, Path(scratch))


if __name__ == "__main__":
    main()
