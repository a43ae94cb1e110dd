#!/usr/bin/python3
"""The phones of scenarios/phones beside Meta's published shares, and beside the sum of `roundwatt-analyze carbon`.

usage: phones_test.py ROUNDWATT SOURCE
"""

import json
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

FARTHEST = 2.5  # percentage points outside a published range: what scenarios/phones/README.md says of the scenario


def main(program, source):
    row = runpy.run_path(str(Path(source) / "scripts/phones-row.py"))
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "phones.h5"
        subprocess.run([program, "run", Path(source) / "scenarios/phones/phones.yaml", "-o", trace, "--quiet"], check=True)
        analyze = Path(program).with_name("roundwatt-analyze")
        carbon = json.loads(subprocess.run([analyze, "carbon", trace, "--json"], check=True, capture_output=True).stdout)
        joules = row["joules_by_part"](trace)
    total = sum(joules.values())
    of_analyze = sum(kind["meter_energy_j"] for kind in carbon["results"][0]["tables"]["by_kind"])
    assert abs(total - of_analyze) < 1e-9 * total, f"{total} J here, {of_analyze} J by roundwatt-analyze carbon"
    for part, (low, high) in row["PUBLISHED"].items():
        share = 100 * joules[part] / total
        assert low - FARTHEST <= share <= high + FARTHEST, f"{part}: {share:.1f} %, published {low}-{high}"


main(*sys.argv[1:])
