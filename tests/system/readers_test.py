#!/usr/bin/env python3
"""Reads traces with h5py, pandas and xarray as their users do, and computes again what can be computed from them alone.

usage: readers_test.py ROUNDWATT SOURCE_DIR      exit 77: a library is not installed
"""

import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import h5netcdf  # noqa: F401  (engine of xarray)
    import h5py
    import netCDF4  # noqa: F401  (engine of xarray)
    import numpy as np
    import pandas as pd
    import xarray as xr
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

SCENARIOS = {
    "one-client": [],
    "failing": ["--set", "trace.plugin_check=true"],
    "two-stations": ["--set", "trace.bucket=1s"],
    "deadline-finish": ["--set", "trace.host_energy=totals", "--set", "trace.link_energy=totals"],
    "centralized-upload": [],
    "learning": [],
    "learning-metrics": [],
    "energy-budget": ["--set", "stop.carbon.grams=100"],
}


def tables(h5):
    """The names of all groups that are tables."""
    found = []
    h5.visititems(lambda name, item: found.append(name) if isinstance(item, h5py.Group) and "row" in item else None)
    return found


def data_frame(h5, table):
    """The line that docs/formats/trace.md shows."""
    return pd.DataFrame({k: v[:] for k, v in h5[table].items()})


def check_readers(file, h5):
    for table in tables(h5):
        frame = data_frame(h5, table)
        assert list(frame["row"]) == list(range(len(frame))), table
        for engine in ("netcdf4", "h5netcdf"):
            with xr.open_dataset(file, group=table, engine=engine) as data:
                assert set(data.variables) == set(frame.columns), (engine, table)
                for column in frame.columns:
                    check_column(h5[table][column], frame[column], data[column], f"{engine} {table}/{column}")


def check_column(dataset, series, variable, where):
    """What xarray shows is what is in the file: values, and what they mean."""
    assert variable.dims == ("row",), where
    shown = variable.values
    if series.dtype == object:
        as_text = [value.decode() if isinstance(value, bytes) else value for value in series]
        assert list(shown) == as_text, where
    else:
        assert np.array_equal(shown.astype(float), series.to_numpy().astype(float), equal_nan=True), where
    assert variable.attrs["long_name"], where
    if "flag_meanings" in dataset.attrs:
        meanings = variable.attrs["flag_meanings"].split()
        assert len(meanings) == len(np.atleast_1d(variable.attrs["flag_values"])), where
        assert series.empty or series.max() < len(meanings), where


def powers(intervals, hosts):
    """Equation 1 of docs/methods/energy.md, for each interval."""
    host = hosts.loc[intervals["host"]].reset_index(drop=True)
    load = intervals["cpu_load"]
    compute = np.where(load > 0, host["epsilon_w"] - host["idle_w"] + (host["busy_w"] - host["epsilon_w"]) * load, 0)
    radio = intervals["rx"] * host["radio_rx_w"] + intervals["tx"] * host["radio_tx_w"]
    return np.where(intervals["activity"] == 0, host["off_w"], host["idle_w"] + compute + radio)


def check_energy(h5):
    end_s = h5.attrs["end_s"]
    hosts = data_frame(h5, "hosts")
    links = data_frame(h5, "links")
    intervals = data_frame(h5, "energy/hosts")
    if len(intervals):
        duration = intervals["end_s"] - intervals["start_s"]
        assert (duration > 0).all()
        np.testing.assert_allclose(intervals["energy_j"], powers(intervals, hosts) * duration, rtol=1e-12, atol=1e-12)
        for host, rows in intervals.groupby("host"):
            assert rows["start_s"].iloc[0] == 0 and rows["end_s"].iloc[-1] == end_s, host
            assert (rows["start_s"].to_numpy()[1:] == rows["end_s"].to_numpy()[:-1]).all(), host
    else:
        totals = data_frame(h5, "energy/host_totals")
        np.testing.assert_allclose(totals.groupby("host")["duration_s"].sum(), end_s, rtol=1e-12)
    carried = data_frame(h5, "energy/links")
    link = links.loc[carried["link"]].reset_index(drop=True)
    dynamic = (link["busy_w"] - link["idle_w"]) * carried["airtime_s"]
    np.testing.assert_allclose(carried["energy_j"], dynamic, rtol=1e-12, atol=1e-12)


def check_metrics(h5):
    """What was found client by client, against /evaluations, /clients and what figures in [0, 1] allow."""
    metrics = data_frame(h5, "learning_metrics")
    found = metrics.merge(data_frame(h5, "evaluations"), on=["round", "time_s"], validate="one_to_one")
    clients = data_frame(h5, "clients")
    assert len(found) == len(metrics) > 0
    assert (found["step_norm"] > 0).all() and (found["update_norm_mean"] > 0).all()
    asked = found[found["clients"] > 0]
    assert (asked["clients"] == (clients["samples"] > 0).sum()).all()
    assert (asked["samples"] == clients["samples"].sum()).all()
    assert (asked["worst10_accuracy"] < asked["mean_accuracy"]).all()
    assert (asked["mean_accuracy"] < asked["best10_accuracy"]).all()
    assert (asked["accuracy_variance"] > 0).all()
    right = asked["client_accuracy"] * asked["samples"]
    np.testing.assert_allclose(right, right.round(), rtol=1e-12)  # samples are right or wrong
    assert (asked["gradient_variance"] > 0).all() and (asked["gradient_ratio"] > 1).all()
    return len(asked)


def main(program, source):
    with tempfile.TemporaryDirectory() as folder:
        for scenario, options in SCENARIOS.items():
            file = Path(folder) / f"{scenario}.h5"
            subprocess.run([program, "run", source / f"scenarios/small/{scenario}.yaml", "-o", file, "--quiet", *options],
                           check=True)
            with h5py.File(file) as h5:
                assert h5.attrs["filetype"] == "roundwatt trace" and h5.attrs["complete"] == 1
                assert {"sites", "hosts", "rounds", "participations", "energy/hosts", "energy/links"} <= set(tables(h5))
                check_energy(h5)
                if scenario.startswith("learning"):
                    assert (check_metrics(h5) > 0) == (scenario == "learning-metrics")
                check_readers(file, h5)
            print(f"{scenario}: read by all")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
