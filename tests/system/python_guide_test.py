#!/usr/bin/python3
"""Runs the pieces of docs/how-to/python.md on a trace, one after the other, and holds their figures against roundwatt-analyze.

usage: python_guide_test.py ROUNDWATT SOURCE      exit 77: a library is not installed
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import h5netcdf  # noqa: F401  (engine of xarray)
    import h5py
    import numpy as np
    import pandas  # noqa: F401
    import xarray  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


def analyze(*words):
    return json.loads(subprocess.run(["roundwatt-analyze", *words, "--json"], check=True, capture_output=True).stdout)["results"][0]


def check_figures(found):
    """What the guide computed, against the program."""
    with h5py.File("trace.h5") as trace:
        joules = trace["energy/hosts/energy_j"][:].sum()
        end_s = trace.attrs["end_s"]
    np.testing.assert_allclose(found["joules"].sum().sum(), joules, rtol=1e-12)
    np.testing.assert_allclose(found["joules_until"](end_s), joules, rtol=1e-12)
    assert list(found["curve"].energy_j) == sorted(found["curve"].energy_j) and len(found["curve"]) > 0
    power = found["power_w"]
    np.testing.assert_allclose((power.to_numpy()[:-1] * np.diff(power.index)).sum(), joules, rtol=1e-9)
    np.testing.assert_allclose(found["grams"].co2e_g.sum(), analyze("carbon", "trace.h5")["tables"]["total"][0]["co2e_g"], rtol=1e-9)
    rows = [f"{zone},{stamp:%Y-%m-%dT%H:%M:%SZ},{value!r},2021,average" for zone in ("FRA", "USA", "CHN", "DEU", "world")
            for stamp, value in found["grid"].items()]
    Path("grid.csv").write_text("\n".join(["zone,start,g_per_kwh,year,kind", *rows]) + "\n")
    fleet = analyze("carbon", "trace.h5", "--boundary", "fleet", "--grid", "grid.csv", "--by", "site,network")
    rows = [row for row in fleet["tables"]["by_site_network"] if row["network"] in ("not network", "radio of hosts")]
    np.testing.assert_allclose(sum(row["it_energy_j"] for row in rows), joules, rtol=1e-9)
    without_pue = sum(row["co2e_g"] * row["it_energy_j"] / row["meter_energy_j"] for row in rows if row["meter_energy_j"] > 0)
    np.testing.assert_allclose(found["by_hand_g"], without_pue, rtol=1e-9)
    assert end_s > 2 * 3600, "the run is to see more than two hours of the grid"


def check_pfllib():
    """Read as PFLlib's own scripts do: whole arrays by name."""
    subprocess.run(["roundwatt-analyze", "export", "pfllib", "trace.h5", "-o", "pfllib.h5"], check=True)
    subprocess.run(["roundwatt-analyze", "export", "pfllib", "trace.h5", "-o", "again.h5"], check=True)
    assert Path("pfllib.h5").read_bytes() == Path("again.h5").read_bytes()
    with h5py.File("pfllib.h5", "r") as exported, h5py.File("trace.h5") as trace:
        assert sorted(exported) == ["rs_test_acc", "rs_test_auc", "rs_train_loss"]
        of_server = trace["evaluations/scope"][:] == 0
        np.testing.assert_array_equal(np.array(exported.get("rs_test_acc")), trace["evaluations/test_accuracy"][:][of_server])
        np.testing.assert_array_equal(np.array(exported.get("rs_train_loss")), trace["evaluations/train_loss"][:][of_server])
        assert np.isnan(exported["rs_test_auc"][:]).all() and len(exported["rs_test_auc"]) == of_server.sum()


def main(program, source):
    pieces = re.findall(r"```python\n(.*?)```", (Path(source) / "docs/how-to/python.md").read_text(), re.S)
    assert len(pieces) > 5
    os.environ["PATH"] = f"{Path(program).parent.resolve()}:{os.environ['PATH']}"
    scenario = (Path(source) / "scenarios/small/learning.yaml").resolve()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        # Slow devices: the run goes over several hours of the grid.
        subprocess.run(["roundwatt", "run", scenario, "--set", "federation.devices.speed.factor=1e-7", "-o", "trace.h5", "--quiet"],
                       check=True)
        found = {}
        for piece in pieces:
            exec(compile(piece, "docs/how-to/python.md", "exec"), found)
        check_figures(found)
        check_pfllib()


main(*sys.argv[1:])
