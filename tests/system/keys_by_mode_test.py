#!/usr/bin/python3
"""Whether each key of a scenario does something, or is refused, in each mode, with and without real learning.

usage: keys_by_mode_test.py ROUNDWATT SOURCE [--all] [PART OF A KEY]      exit 77: a library is not installed

Each key of docs/formats/scenario.schema.json is set to a value other than its default, in a scenario of each mode in which it
should matter, and the trace is compared with that of the same scenario without it. Either something in it differs beside what it
repeats of the scenario, or the program refuses the key by name (exit 2). A key that does nothing in silence is a fault. So is a key
of the schema that is not in KEYS below. --all prints every outcome.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import h5py
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

MODES = ("synchronous", "asynchronous", "hierarchical", "centralized", "gossip")
KINDS = ("rounds", "real")
REPEATED = {"name", "seed", "start_utc", "mode", "bucket_s", "depends_on", "platform_sha256", "network_model", "scenario_yaml"}

BASE = {
    "name": "base",
    "start": "2021-02-16T00:00:00Z",
    "platform.file": "@platform.xml",
    "data.clients": 4,
    "learning.local.batch_size": 10,
    "stop.rounds": 3,
}
OF_KIND = {
    "rounds": {
        "workload.model.size": "1MB",
        "workload.compute.flops_per_sample": "0.1Gf",
        "workload.compute.overhead_per_batch": 0,
        "workload.aggregation.flops_per_update": "1Gf",
        "data.samples_per_client": 20,
    },
    "real": {
        "learning.kind": "real",
        "data.dataset": "csv",
        "data.source.train_file": "@train.csv",
        "data.source.test_file": "@test.csv",
        "learning.solver.learning_rate": 0.1,
        "workload.model.size": "1MB",
        "workload.compute.flops_per_sample": "40Mf",
        "workload.compute.overhead_per_batch": 0,
    },
}
OF_MODE = {
    "synchronous": {"federation.clients_per_round": 2},
    "asynchronous": {
        "federation.mode": "asynchronous",
        "federation.asynchronous.algorithm": "fedbuff",
        "federation.asynchronous.buffer_size": 2,
        "federation.asynchronous.max_concurrency": 3,
    },
    "hierarchical": {
        "federation.mode": "hierarchical",
        "federation.clients_per_round": 1,
        "federation.devices.binding": "site",
        "federation.hierarchical.edge_rounds": 2,
    },
    "centralized": {"federation.mode": "centralized"},
    "gossip": {"federation.mode": "gossip", "federation.topology.kind": "ring", "federation.topology.order": "atc"},
}


def key(value, along=None, beside=None, **of_mode_or_kind):
    """How a key is walked: its value; what is given along with it; what is given beside it, in the run that it is compared with
    too. Modes and kinds of learning can add to `beside`, or say the others anew."""
    return {"value": value, "along": along or {}, "beside": beside or {}, **of_mode_or_kind}


# Keys that learning has to do with are walked with it too, those of one mode in that mode.
LEARNED = {
    "workload.": MODES,
    "data.": MODES,
    "learning.": MODES,
    "stop.": MODES,
    "federation.compression.": MODES,
    "federation.selection.kind": MODES,
    "federation.selection.candidates": MODES,
    "federation.selection.oort.": ["synchronous"],
    "federation.stragglers.staleness.": ["synchronous"],
    "federation.secure_aggregation.": ["synchronous"],
    "federation.asynchronous.": ["asynchronous"],
    "federation.topology.weights": ["gossip"],
    "federation.gossip.": ["gossip"],
}


def ways(path):
    """Modes and kinds of learning in which a key is walked."""
    yield from ((mode, "rounds") for mode in MODES)
    for section, modes in LEARNED.items():
        if path.startswith(section) and path != "learning.kind":
            yield from ((mode, "real") for mode in modes)


RAW = {"federation.upload_raw_data": "true", "workload.sample.size": "100kB"}  # gives mode centralized clients and a network
UPLOAD = {"centralized": {"beside": RAW}}
PAIRWISE = {"federation.gossip.timing": "pairwise"}
RANDOM = {"federation.devices.binding": "random"}
LEAVING = {
    "federation.availability.kind": "intervals",
    "federation.availability.intervals.file": "@intervals.csv",
    "federation.availability.intervals.afterwards": "wrap",
}
RENEWAL = {
    "federation.availability.kind": "renewal",
    "federation.availability.renewal.mean_on": 10,
    "federation.availability.renewal.mean_off": 10,
}
DIURNAL = {
    "federation.availability.kind": "diurnal",
    "federation.availability.diurnal.from": '"01:00"',
    "federation.availability.diurnal.to": '"01:05"',
}
BATTERY = {
    "federation.battery.initial": 0.2,
    "federation.battery.min_charge": 0.1,
    "federation.battery.floor": 0.05,
    "federation.battery.charging": "never",
}
DAILY = {
    "federation.battery.charging": "daily",
    "federation.battery.daily.from": '"01:00"',
    "federation.battery.daily.to": '"01:05"',
}
WAIT = {"federation.wait.slack": "6h", "carbon.grid": "@valley.csv"}
LATE = {"federation.stragglers.deadline": "4s"}
STALE = {
    "federation.stragglers.late": "stale",
    "federation.stragglers.deadline": "4s",
    "federation.clients_per_round": 4,
    "workload.compute.flops_per_sample": "0.1Gf",
    "data.clients": 8,
    "stop.rounds": 6,
}
SECAGG = {
    "federation.secure_aggregation.threshold": 1,
    "federation.secure_aggregation.key_agreement_flops": "0.1Gf",
    "federation.secure_aggregation.share_flops": "1Mf",
    "federation.secure_aggregation.mask_flops_per_element": "100f",
}
SECRET = {"federation.secure_aggregation.kind": "secagg", **SECAGG}
OORT = {"federation.selection.kind": "oort", "stop.rounds": 8, "data.clients": 8}
REPLAY = {"learning.kind": "replay", "learning.replay.file": "@replay.csv"}
TORUS = {"federation.topology.kind": "torus", "data.clients": 8}
GIVEN = {"federation.topology.kind": "edge-list", "federation.topology.file": "@edges.csv"}
ASYNCHRONOUS = "federation.asynchronous."
FEDASYNC = {
    ASYNCHRONOUS + "algorithm": "fedasync",
    ASYNCHRONOUS + "buffer_size": "null",
    ASYNCHRONOUS + "max_concurrency": 4,
    "stop.rounds": 8,
}
MIXED = {**FEDASYNC, ASYNCHRONOUS + "mixing_rate": 0.5}
HINGE = {
    **MIXED,
    ASYNCHRONOUS + "staleness_discount.kind": "hinge",
    ASYNCHRONOUS + "staleness_discount.slope": 1,
    ASYNCHRONOUS + "staleness_discount.grace": 1,
}
DIRICHLET = {"data.partition.kind": "dirichlet", "data.partition.variant": "per-class", "data.partition.alpha": 0.3}
IDX = {
    "data.dataset": "idx",
    "data.source.train_file": "@train-images.idx",
    "data.source.test_file": "@test-images.idx",
    "data.source.train_labels_file": "@train-labels.idx",
    "data.source.test_labels_file": "@test-labels.idx",
}
NO_FILES = {"data.source.train_file": "null", "data.source.test_file": "null"}
SYNTHETIC = {"data.dataset": "synthetic", "data.source.synthetic_devices": 4, **NO_FILES}
CIFAR = {"data.dataset": "cifar10", "data.source.folder": "@cifar", **NO_FILES}
ADAPTIVE = {"learning.server.optimizer": "fedyogi", "learning.server.learning_rate": 0.01}
TESTED = {"learning.evaluate.samples": 100, "workload.evaluation.flops_per_sample": "0.1Gf"}
FORECAST = {**WAIT, "stop.rounds": 2}

KEYS = {
    # the run
    "seed": key(7, beside=RANDOM, gossip={"beside": {"federation.devices.binding": "order", **PAIRWISE}}, **UPLOAD),
    "start": key("2021-02-16T00:59:59Z", beside={"trace.host_energy": "totals"}),
    # platform
    "platform.file": key("@other-platform.xml"),
    "platform.defaults.hosts": key(
        '{wattage_per_state: "1:1:9"}',
        beside={"platform.file": "@no-watts.xml", "platform.defaults.hosts": '{wattage_per_state: "1:1:8"}'},
    ),
    "platform.defaults.hosts_by_model": key(
        '{phone: {wattage_per_state: "1:1:9"}, board: {wattage_per_state: "1:1:9"}, server: {wattage_per_state: "1:1:9"}}',
        beside={"platform.file": "@no-watts.xml", "platform.defaults.hosts": '{wattage_per_state: "1:1:8"}'},
    ),
    "platform.defaults.hosts_by_pstates": key(
        '{1: {wattage_per_state: "1:1:9"}}',
        beside={"platform.file": "@no-watts.xml", "platform.defaults.hosts": '{wattage_per_state: "1:1:8"}'},
    ),
    "platform.defaults.links": key(
        '{wattage_range: "1:9"}',
        beside={"platform.file": "@no-link-watts.xml", "platform.defaults.links": '{wattage_range: "1:8"}'},
        **UPLOAD,
    ),
    "platform.defaults.zones": key(
        "{grid_zone: DEU}",
        beside={"platform.file": "@no-grid-zones.xml", "platform.defaults.zones": "{grid_zone: FRA}"},
    ),
    "platform.network.model": key("textbook", **UPLOAD),
    "platform.background.links": key('["line-*"]', along={"platform.background.share": 0.8}, **UPLOAD),
    "platform.background.share": key(
        0.8, beside={"platform.background.links": '["line-*"]', "platform.background.share": 0.2}, **UPLOAD
    ),
    "platform.background.file": key(
        "@background.csv",
        beside={"platform.background.links": '["line-*"]', "platform.background.file": "@background-2.csv"},
        **UPLOAD,
    ),
    # workload
    "workload.model.size": key("2MB"),
    "workload.compute.flops_per_sample": key("0.2Gf"),
    "workload.compute.samples_per_second": key("{server: 3, phone: 3, board: 3}"),
    "workload.compute.overhead_per_batch": key("1s"),
    "workload.compute.overhead_per_batch_by_model": key("{phone: 1s, board: 1s, server: 1s}"),
    "workload.sample.size": key("200kB", beside=RAW),
    "workload.aggregation.flops_per_update": key("2Gf"),
    "workload.evaluation.flops_per_sample": key("0.2Gf", beside=TESTED),
    # data
    "data.dataset": key("fcube", along=NO_FILES, rounds={"value": "some-name", "along": {}}),
    "data.clients": key(3, beside={"federation.asynchronous.max_concurrency": 3}, **UPLOAD),
    "data.samples_per_client": key(30, real={"beside": {"data.partition.kind": "resampled", "data.partition.alpha": 1,
                                                        "data.samples_per_client": 20}}),
    "data.samples_quantiles": key("[10, 40]", along={"data.samples_per_client": "null"}),
    "data.samples_file": key("@samples.csv", along={"data.samples_per_client": "null"}),
    "data.label_map_file": key("@labels.csv", along={"data.samples_per_client": "null"}),
    "data.source.folder": key("@cifar-2", beside=CIFAR),
    "data.source.train_file": key("@train-2.csv"),
    "data.source.test_file": key("@test-2.csv"),
    "data.source.train_labels_file": key("@train-labels-2.idx", beside=IDX),
    "data.source.test_labels_file": key("@test-labels-2.idx", beside=IDX),
    "data.source.label_column": key("other"),
    "data.source.standardise": key("true"),
    "data.source.shape": key("[1, 3]"),
    "data.source.synthetic_alpha": key(0.3, beside=SYNTHETIC),
    "data.source.synthetic_beta": key(0.3, beside=SYNTHETIC),
    "data.source.synthetic_devices": key(5, beside=SYNTHETIC),
    "data.source.validation_share": key(0.2),
    "data.partition.kind": key("shards"),
    "data.partition.variant": key("per-client-equal", beside=DIRICHLET),
    "data.partition.alpha": key(0.9, beside=DIRICHLET),
    "data.partition.min_samples": key(45, beside={**DIRICHLET, "data.partition.alpha": 1}),
    "data.partition.fair_share_cap": key("true", beside=DIRICHLET),
    "data.partition.shards_per_client": key(3, beside={"data.partition.kind": "shards"}),
    "data.partition.labels_per_client": key(1, beside={"data.partition.kind": "labels-per-client"}),
    "data.partition.skew": key(
        "power-law",
        beside={"data.partition.kind": "quantity", "data.partition.skew": "log-normal", "data.partition.sigma": 1},
    ),
    "data.partition.sigma": key(
        2, beside={"data.partition.kind": "quantity", "data.partition.skew": "log-normal", "data.partition.sigma": 1}
    ),
    "data.partition.file": key(
        "@owners-2.csv", beside={"data.partition.kind": "preassigned", "data.partition.file": "@owners.csv"}
    ),
    # learning
    "learning.kind": key("replay", along={"learning.replay.file": "@replay.csv"}),
    "learning.replay.file": key("@replay-2.csv", rounds={"beside": REPLAY}),
    "learning.model.kind": key("mlp", along={"learning.model.hidden": "[4]"}),
    "learning.model.hidden": key("[5]", beside={"learning.model.kind": "mlp", "learning.model.hidden": "[4]"}),
    "learning.local.epochs": key(2),
    "learning.local.steps": key(7),
    "learning.local.batch_size": key(5, rounds={"beside": {"workload.compute.overhead_per_batch": "1s"}}),
    "learning.solver.kind": key("fedprox", along={"learning.solver.mu": 0.5}, centralized={"value": "feddyn", "along": {}}),
    "learning.solver.learning_rate": key(0.2),
    "learning.solver.rate_decay": key(0.5),
    "learning.solver.momentum": key(0.5),
    "learning.solver.weight_decay": key(0.1),
    "learning.solver.mu": key(
        1, beside={"learning.solver.kind": "fedprox", "learning.solver.mu": 0.1, "learning.local.epochs": 2}
    ),
    "learning.solver.option": key("gradient-at-global", beside={"learning.solver.kind": "scaffold"}),
    "learning.solver.alpha": key(0.3, beside={"learning.solver.kind": "feddyn"}),
    "learning.server.optimizer": key("fedyogi", along={"learning.server.learning_rate": 0.01}),
    "learning.server.weights": key("uniform", beside=DIRICHLET),
    "learning.server.learning_rate": key(0.5),
    "learning.server.momentum": key(0.5, beside={"learning.server.optimizer": "fedavgm"}),
    "learning.server.beta1": key(0.5, beside=ADAPTIVE),
    "learning.server.beta2": key(0.5, beside=ADAPTIVE),
    "learning.server.tau": key(0.1, beside=ADAPTIVE),
    "learning.server.q": key(3, beside={"learning.server.optimizer": "qfedavg"}),
    "learning.server.trim": key(
        0.3, beside={"learning.server.optimizer": "trimmed-mean", "federation.clients_per_round": 4},
        hierarchical={"beside": {"federation.clients_per_round": 2}},
    ),
    "learning.evaluate.every": key(2, rounds={"beside": TESTED}),
    "learning.evaluate.per_epoch": key(2, rounds={"beside": TESTED}),
    "learning.evaluate.set": key(
        "validation",
        beside={"data.source.validation_share": 0.02, "stop.rounds": 6, "stop.target_accuracy.value": 0.5},
        rounds={"beside": REPLAY},
    ),
    "learning.evaluate.samples": key(100, along={"workload.evaluation.flops_per_sample": "0.1Gf"}),
    "learning.evaluate.metrics.per_client": key("true"),
    "learning.evaluate.metrics.dissimilarity": key("true"),
    # federation
    "federation.server": key("spare-server"),
    "federation.clients_per_round": key(3, hierarchical={"value": 2}),
    "federation.upload_raw_data": key("true", along={"workload.sample.size": "100kB"}),
    "federation.devices.sites": key(
        "[wired]", beside={"federation.devices.binding": "site", "data.clients": 3}, **UPLOAD
    ),
    "federation.devices.models": key("[board]", **UPLOAD),
    "federation.devices.binding_file": key(
        "@binding.csv", beside={"federation.devices.binding": "file", "federation.devices.binding_file": "@binding-2.csv"}, **UPLOAD
    ),
    "federation.devices.binding": key("random", gossip={"value": "site", "beside": {"data.clients": 3}}, **UPLOAD),
}
for group in ("federation.devices.speed.", "federation.devices.line."):
    KEYS |= {
        group + "distribution": key("zipf"),
        group + "factor": key(0.5),
        group + "low": key(0.5, beside={group + "distribution": "uniform", group + "high": 2}),
        group + "high": key(2, beside={group + "distribution": "uniform"}),
        group + "sigma": key(2, beside={group + "distribution": "log-normal", group + "sigma": 1}),
        group + "exponent": key(2, beside={group + "distribution": "zipf"}),
        group + "file": key("@speeds-2.csv", beside={group + "distribution": "csv", group + "file": "@speeds.csv"}),
    }
KEYS |= {
    "federation.devices.slow_down.distribution": key("exponential"),
    "federation.devices.slow_down.sigma": key(
        2,
        beside={"federation.devices.slow_down.distribution": "log-normal", "federation.devices.slow_down.sigma": 1},
    ),
    "federation.devices.slow_down.centre": key(
        "median",
        beside={"federation.devices.slow_down.distribution": "log-normal", "federation.devices.slow_down.sigma": 1},
    ),
    "federation.selection.kind": key("round-robin"),
    "federation.selection.filters": key("[wifi]", beside={"federation.devices.binding": "site"}),
    "federation.selection.fairness": key(0.5, beside={"federation.selection.kind": "fastest"}),
    "federation.selection.candidates": key(
        3, beside={"federation.selection.kind": "power-of-choice", "federation.selection.candidates": 2}
    ),
    "federation.selection.oort.exploration": key(0.1, beside=OORT),
    "federation.selection.oort.exploration_decay": key(0.1, beside=OORT),
    "federation.selection.oort.exploration_min": key(
        0.9, beside={**OORT, "federation.selection.oort.exploration_decay": 0.1}
    ),
    "federation.selection.oort.round_threshold": key(100, beside={**OORT, "federation.selection.oort.exploration": 0}),
    "federation.selection.oort.round_penalty": key(0, beside={**OORT, "federation.selection.oort.exploration": 0.2}),
    "federation.selection.oort.clip": key(0, beside=OORT),
    "federation.selection.oort.cut_off": key(1, beside=OORT),
    "federation.selection.oort.pacer_step": key(2, beside={**OORT, "federation.selection.oort.pacer_delta": 50}),
    "federation.selection.oort.pacer_delta": key(50, beside={**OORT, "federation.selection.oort.pacer_step": 2}),
    "federation.stragglers.deadline": key("4s"),
    "federation.stragglers.over_selection": key(2, hierarchical={"beside": {"data.clients": 4}}),
    "federation.stragglers.late": key("partial", beside=LATE),
    "federation.stragglers.after_deadline": key("finish", beside=LATE),
    "federation.stragglers.cut": key(
        "steps", beside={**LATE, "federation.stragglers.late": "partial", "learning.local.epochs": 2}
    ),
    "federation.stragglers.share": key(
        0.5,
        along={"federation.stragglers.late": "drop"},
        hierarchical={"beside": {"federation.clients_per_round": 2}},
    ),
    "federation.stragglers.deadline_history.percentile": key(50),
    "federation.stragglers.deadline_history.rounds": key(
        1, beside={"federation.stragglers.deadline_history.percentile": 50, "stop.rounds": 6}
    ),
    "federation.stragglers.staleness.weight": key("constant", beside=STALE),
    "federation.stragglers.staleness.a": key(2, beside={**STALE, "federation.stragglers.staleness.weight": "polynomial"}),
    "federation.stragglers.staleness.b": key(0, beside={**STALE, "federation.stragglers.staleness.weight": "hinge"}),
    "federation.compression.kind": key("fp16"),
    "federation.compression.levels": key(
        127, beside={"federation.compression.kind": "qsgd", "federation.compression.levels": 7}
    ),
    "federation.compression.share": key(
        0.5, beside={"federation.compression.kind": "top-k", "federation.compression.share": 0.1}
    ),
    "federation.secure_aggregation.kind": key("secagg", along=SECAGG),
    "federation.secure_aggregation.threshold": key(
        0.5, beside={**SECRET, "federation.clients_per_round": 4}, hierarchical={"beside": SECRET}
    ),
    "federation.secure_aggregation.input_bits": key(8, beside=SECRET),
    "federation.secure_aggregation.key_agreement_flops": key("2Gf", beside=SECRET),
    "federation.secure_aggregation.share_flops": key("2Gf", beside=SECRET),
    "federation.secure_aggregation.mask_flops_per_element": key("2kf", beside=SECRET),
    "federation.availability.kind": key("renewal", along=RENEWAL),
    "federation.availability.intervals.file": key("@intervals-2.csv", beside=LEAVING),
    "federation.availability.intervals.length": key("25s", beside={**LEAVING, "stop.rounds": 8}),
    "federation.availability.intervals.afterwards": key("hold", beside={**LEAVING, "stop.rounds": 8}),
    "federation.availability.renewal.mean_on": key(20, beside=RENEWAL),
    "federation.availability.renewal.mean_off": key(20, beside=RENEWAL),
    "federation.availability.renewal.shape_on": key(2, beside=RENEWAL),
    "federation.availability.renewal.shape_off": key(2, beside=RENEWAL),
    "federation.availability.diurnal.from": key('"01:01"', beside=DIURNAL),
    "federation.availability.diurnal.to": key('"01:01"', beside={**DIURNAL, "stop.rounds": 40}),
    "federation.availability.diurnal.share": key(0.3, beside=DIURNAL),
    "federation.availability.diurnal.jitter": key(60, beside=DIURNAL),
    "federation.failure_detection.timeout": key("30s", beside={**LEAVING, "stop.rounds": 8}),
    "federation.wait.slack": key("6h", beside={"carbon.grid": "@valley.csv"}),
    "federation.wait.saving": key(0.99, beside=WAIT),
    "federation.wait.total": key("1h", beside=WAIT),
    "federation.battery.initial": key(0.3, along={k: v for k, v in BATTERY.items() if k != "federation.battery.initial"}),
    "federation.battery.initial_to": key(0.9, beside=BATTERY),
    "federation.battery.min_charge": key(
        0.3, beside={**BATTERY, "federation.battery.charging": "always"}
    ),
    "federation.battery.floor": key(0.08, beside=BATTERY),
    "federation.battery.charging": key("always", beside=BATTERY),
    "federation.battery.daily.from": key('"01:01"', beside={**BATTERY, **DAILY, "federation.battery.min_charge": 0.3}),
    "federation.battery.daily.to": key(
        '"01:01"', beside={**BATTERY, **DAILY, "federation.battery.min_charge": 0.3, "stop.rounds": 40}
    ),
    "federation.battery.daily.jitter": key(
        600, beside={**BATTERY, **DAILY, "federation.battery.min_charge": 0.3}
    ),
    # single modes
    ASYNCHRONOUS + "algorithm": key("fedasync", along={ASYNCHRONOUS + "buffer_size": "null"},
                                    real={"along": {ASYNCHRONOUS + "buffer_size": "null", ASYNCHRONOUS + "mixing_rate": 0.5}}),
    ASYNCHRONOUS + "max_concurrency": key(2),
    ASYNCHRONOUS + "max_staleness": key(0, beside=MIXED, rounds={"beside": {ASYNCHRONOUS + "mixing_rate": "null"}}),
    ASYNCHRONOUS + "buffer_size": key(3),
    ASYNCHRONOUS + "mixing_rate": key(0.9, beside=FEDASYNC, real={"beside": MIXED}),
    ASYNCHRONOUS + "staleness_discount.kind": key("constant", beside=MIXED),
    ASYNCHRONOUS + "staleness_discount.exponent": key(
        2, beside={**MIXED, ASYNCHRONOUS + "staleness_discount.kind": "polynomial"}
    ),
    ASYNCHRONOUS + "staleness_discount.slope": key(3, beside=HINGE),
    ASYNCHRONOUS + "staleness_discount.grace": key(0, beside=HINGE),
    "federation.hierarchical.edge_rounds": key(3),
    "federation.hierarchical.aggregators": key(
        "[wired-aggregator]", beside={"federation.hierarchical.assignment": "round_robin"}
    ),
    "federation.hierarchical.assignment": key("round_robin", beside={"federation.devices.binding": "random"}),
    "federation.topology.kind": key("complete"),
    "federation.topology.order": key("dpsgd"),
    "federation.topology.weights": key(
        "given",
        along={"federation.topology.file": "@edges.csv"},
        beside={**GIVEN, "federation.topology.file": "@edges-3.csv"},
    ),
    "federation.topology.rows": key(4, beside=TORUS),
    "federation.topology.columns": key(2, beside=TORUS),
    "federation.topology.degree": key(
        4, beside={"federation.topology.kind": "random-regular", "federation.topology.degree": 3, "data.clients": 8}
    ),
    "federation.topology.p": key(1, beside={"federation.topology.kind": "erdos-renyi", "federation.topology.p": 0.7}),
    "federation.topology.k": key(
        4,
        beside={"federation.topology.kind": "watts-strogatz", "federation.topology.k": 2, "federation.topology.beta": 0,
                "data.clients": 8},
    ),
    "federation.topology.beta": key(
        0.8,
        beside={"federation.topology.kind": "watts-strogatz", "federation.topology.k": 4, "federation.topology.beta": 0,
                "data.clients": 8},
    ),
    "federation.topology.m": key(
        2, beside={"federation.topology.kind": "barabasi-albert", "federation.topology.m": 1, "data.clients": 8}
    ),
    "federation.topology.file": key("@edges-2.csv", beside={**GIVEN, "federation.topology.weights": "given"}),
    "federation.gossip.timing": key("pairwise"),
    "federation.gossip.exchange": key("ring-all-reduce"),
    # carbon
    "carbon.grid": key(
        "@valley-2.csv",
        beside={"carbon.grid": "@valley.csv", "stop.rounds": 50, "stop.carbon.grams": 0.1, "carbon.boundary": "fleet"},
    ),
    "carbon.boundary": key(
        "fleet", beside={"stop.rounds": 50, "stop.energy": "2kJ"}, centralized={"value": "incremental"}
    ),
    "carbon.forecast.file": key("@forecast.csv", beside=FORECAST),
    "carbon.forecast.error.kind": key("independent", along={"carbon.forecast.error.deviation": 0.5}, beside=FORECAST),
    "carbon.forecast.error.deviation": key(
        2,
        beside={**FORECAST, "carbon.forecast.error.kind": "independent", "carbon.forecast.error.deviation": 0.5},
    ),
    # stop
    "stop.rounds": key(2),
    "stop.time": key("1ms"),
    "stop.energy": key("1J", beside={"carbon.boundary": "fleet"}),
    "stop.target_accuracy.value": key(0.2, beside=REPLAY, real={"beside": {"learning.kind": "real", "learning.replay.file": "null"}}),
    "stop.target_accuracy.sustained": key(
        2, beside={**REPLAY, "stop.target_accuracy.value": 0.2},
        real={"beside": {"learning.kind": "real", "learning.replay.file": "null"}},
    ),
    "stop.carbon.grams": key("1e-6", beside={"carbon.boundary": "fleet"}),
    # trace
    "trace.participations": key("false"),
    "trace.transfers": key("false", synchronous={"beside": SECRET}, **UPLOAD),
    "trace.host_energy": key("totals"),
    "trace.link_energy": key("totals", **UPLOAD),
    "trace.bucket": key("1s", **UPLOAD),
    "trace.plugin_check": key("true"),
}
NOT_WALKED = {
    "roundwatt": "has one value",
    "include": "is gone before keys are read, and stands in files only",
    "name": "only names the run, in the trace and in reports",
    "workload.model.name": "only describes the model, for reports",
    "workload.model.parameters": "only describes the model, for reports",
    "federation.mode": "is what the walk is over",
}
EXCEPTIONS = {  # by key, mode and kind of learning, where * is any
    ("data.dataset", "*", "rounds"): "only describes the data, unless models are trained on it",
    ("data.source.shape", "*", "real"): "says what images a cnn sees; other models take features as they come",
    ("data.source.synthetic_alpha", "*", "real"): "as published moves all scores of a sample alike, so that no label changes",
    # A comparison shares what describes the task between its runs of several modes.
    ("federation.clients_per_round", "centralized", "*"): "of the federated run that this one is compared with",
    ("workload.model.size", "centralized", "*"): "describes the task, whichever mode runs it",
    ("workload.aggregation.flops_per_update", "centralized", "*"): "describes the task, whichever mode runs it",
    **{("workload.sample.size", mode, "*"): "describes the task, whichever mode runs it; only raw data are sent by sample"
       for mode in ("synchronous", "asynchronous", "hierarchical", "gossip")},
    ("trace.participations", "centralized", "rounds"): "leaves out rows that the mode does not write",
    ("trace.transfers", "asynchronous", "rounds"): "leaves out rows that the mode does not write",
    ("trace.link_energy", "centralized", "rounds"): "joins rows of several rounds, and raw data are sent before the first",
}


def platform_text(source):
    """platforms/small/two-sites.xml with eight devices of unlike speeds and with batteries at either site, a second server, and ways
    between the devices that are wired."""
    text = (source / "platforms/small/two-sites.xml").read_text()
    battery = '<prop id="battery_wh" value="1"/><prop id="battery_charge_w" value="90"/><prop id="charge_efficiency" value="0.8"/>'

    def device(name, speed, model):
        return f'<host id="{name}" speed="{speed}Gf"><prop id="model" value="{model}"/>{battery}</host>\n'

    def line(number):
        return (
            f'<link id="line-{number}" bandwidth="1MBps" latency="0s" sharing_policy="SPLITDUPLEX">'
            '<prop id="wattage_range" value="2:4"/></link>\n'
        )

    def route(source, destination, *links):
        hops = "".join(f'<link_ctn id="{link}" direction="{way}"/>' for link, way in links)
        return f'<route src="{source}" dst="{destination}">{hops}</route>\n'

    numbers = range(1, 9)
    routes = [route(f"wired-{i}", "wired-aggregator", (f"line-{i}", "UP")) for i in numbers[2:]]
    for i in numbers:
        routes += [route(f"wired-{i}", f"wired-{j}", (f"line-{i}", "UP"), (f"line-{j}", "DOWN")) for j in numbers[i:]]
    wired = "".join(device(f"wired-{i}", 1 - i / 16, "phone" if i < 5 else "board") for i in numbers)
    wired += "".join(line(i) for i in numbers[2:])
    wireless = "".join(device(f"wireless-{i}", 0.4 + i / 16, "board") for i in numbers)
    for old, new in (
        ('<host id="wired-1" speed="1Gf"/>', wired),
        ('<host id="wired-2" speed="1Gf"/>', ""),
        ('<route src="wired-1"', "".join(routes) + '<route src="wired-1"'),
        ('<host id="wireless-1" speed="1Gf"/>', wireless),
        ('<host id="wireless-2" speed="1Gf"/>', ""),
    ):
        assert text.count(old) == 1, f"platforms/small/two-sites.xml holds {text.count(old)} times {old}"
        text = text.replace(old, new)
    server = text[text.index('<host id="server"') : text.index("</host>", text.index('<host id="server"')) + len("</host>")]
    spare = server.replace('id="server"', 'id="spare-server"').replace("10Gf", "5Gf").replace('value="server"', 'value="spare"')
    spare = spare.replace('<prop id="kind" value="spare"/>', '<prop id="kind" value="aggregator"/>')
    rack = '<link id="rack" bandwidth="100MBps" latency="0s" sharing_policy="SPLITDUPLEX"><prop id="wattage_range" value="2:4"/></link>'
    text = text.replace(server, server + spare + rack)
    end = text.index("</zone>", text.index('<link id="wireless-uplink"'))  # routes stand last in a zone
    return text[:end] + route("server", "spare-server", ("rack", "UP")) + text[end:]


def idx(sizes, elements):
    return bytes([0, 0, 8, len(sizes)]) + b"".join(size.to_bytes(4, "big") for size in sizes) + bytes(elements)


def write_files(folder, source):
    """What values of keys call @name."""
    platform = platform_text(source)
    for name, text in {
        "platform.xml": platform,
        "other-platform.xml": platform.replace('speed="10Gf"', 'speed="8Gf"').replace('value="5:5:50"', 'value="6:6:50"'),
        "no-watts.xml": re.sub('<prop id="wattage_per_state" [^>]*>', "", platform),
        "no-link-watts.xml": re.sub('<prop id="wattage_range" [^>]*>', "", platform),
        "no-grid-zones.xml": re.sub('<prop id="grid_zone" [^>]*>', "", platform),
        "background.csv": "time_s,share\n0,0.8\n",
        "background-2.csv": "time_s,share\n0,0.2\n",
        "intervals.csv": "client,start,end\n" + "".join(f"{i},0,{1.5 + i}\n{i},9,20\n" for i in range(4)),
        "intervals-2.csv": "client,start,end\n" + "".join(f"{i},0,{2.5 + i}\n{i},9,20\n" for i in range(4)),
        "samples.csv": "client,samples\n" + "".join(f"{i},{10 + i}\n" for i in range(4)),
        "labels.csv": "client_id,sample_path,label_name,label_id\n" + "".join(f"{i % 4},s{i},l,{i % 3}\n" for i in range(50)),
        "speeds.csv": "client,speed\n" + "".join(f"{i},0.5\n" for i in range(4)),
        "speeds-2.csv": "client,speed\n" + "".join(f"{i},0.6\n" for i in range(4)),
        "binding.csv": "client,device\n0,wired-1\n1,wireless-2\n2,wired-2\n3,wireless-1\n",
        "binding-2.csv": "client,device\n0,wired-2\n1,wireless-1\n2,wired-1\n3,wireless-2\n",
        "owners.csv": "sample,client\n" + "".join(f"{i},{i % 4}\n" for i in range(200)),
        "owners-2.csv": "sample,client\n" + "".join(f"{i},{i // 50}\n" for i in range(200)),
        "replay.csv": "round,test_accuracy\n" + "".join(f"{i},{0.1 * i:.1f}\n" for i in range(1, 10)),
        "replay-2.csv": "round,test_accuracy\n" + "".join(f"{i},{0.09 * i:.2f}\n" for i in range(1, 10)),
        "edges.csv": "source,target,weight\n0,1,0.3\n1,2,0.3\n2,3,0.3\n3,0,0.3\n",
        "edges-3.csv": "source,target\n0,1\n1,2\n2,3\n3,0\n",
        "edges-2.csv": "source,target,weight\n0,1,0.3\n1,2,0.3\n2,3,0.3\n3,0,0.3\n0,2,0.2\n",
    }.items():
        (folder / name).write_text(text)
    hours = [f"2021-02-16T{hour:02}:00:00Z" for hour in range(12)]
    grams = [400, 380, 600, 100, 300, 300, 300, 300, 300, 300, 300, 300]
    head = "zone,start,g_per_kwh,year,kind\n"
    (folder / "valley.csv").write_text(head + "".join(f"FRA,{h},{g},2021,average\n" for h, g in zip(hours, grams)))
    (folder / "valley-2.csv").write_text(head + "".join(f"FRA,{h},{2 * g},2021,average\n" for h, g in zip(hours, grams)))
    (folder / "forecast.csv").write_text(
        "zone,issued,valid,g_per_kwh\n"
        + "".join(f"FRA,2021-02-15T18:00:00Z,{h},{g}\n" for h, g in zip(hours, [50, *grams[:-1]]))
    )
    for name, seed in (("train", 1), ("train-2", 2), ("test", 3), ("test-2", 4)):
        rows = [((i * 37 + seed) % 101, (i * 53 + seed * 7) % 97) for i in range(200)]
        lines = [f"{x / 50},{y / 50 + 1},{int(x > 50) + 2 * int(y > 48)},{i % 2}" for i, (x, y) in enumerate(rows)]
        (folder / f"{name}.csv").write_text("x,y,label,other\n" + "\n".join(lines) + "\n")
        pixels = [v % 256 for row in rows for v in (row[0], row[1], row[0] * row[1], 7)]
        (folder / f"{name}-images.idx").write_bytes(idx([200, 2, 2], pixels))
        (folder / f"{name}-labels.idx").write_bytes(idx([200], [int(x > 50) for x, _ in rows]))
        (folder / f"{name}-labels-2.idx").write_bytes(idx([200], [int(y > 48) for _, y in rows]))
    for name, shift in (("cifar", 0), ("cifar-2", 5)):
        (folder / name).mkdir()
        for batch in [f"data_batch_{i}.bin" for i in range(1, 6)] + ["test_batch.bin"]:
            samples = [bytes([i % 10]) + bytes((i * 31 + j + shift) % 256 for j in range(3072)) for i in range(20)]
            (folder / name / batch).write_bytes(b"".join(samples))


def declared_keys(schema, path=""):
    for name, child in schema["properties"].items():
        here = f"{path}.{name}" if path else name
        if "properties" in child:
            yield from declared_keys(child, here)
        else:
            yield here


class Trace:
    """What a trace holds, read when asked for, beside what it repeats of the scenario."""

    def __init__(self, file):
        self.h5 = h5py.File(file)
        self.attributes = {name: str(value) for name, value in self.h5.attrs.items() if name not in REPEATED}
        self.names = []
        self.h5.visit(lambda name: self.names.append(name) if name not in REPEATED else None)
        self.kept = {}

    def content(self, name):
        if name not in self.kept:
            item = self.h5[name]
            if not isinstance(item, h5py.Dataset):
                self.kept[name] = b""
            else:
                values = item[()]
                self.kept[name] = repr(values.tolist()) if values.dtype == object else values.tobytes()
        return self.kept[name]

    def differs_from(self, other):
        """Where, in words; empty where nowhere."""
        for name in self.attributes.keys() | other.attributes.keys():
            if self.attributes.get(name) != other.attributes.get(name):
                return f"attribute {name}"
        if self.names != other.names:
            return "other tables"
        return next((name for name in self.names if self.content(name) != other.content(name)), "")


class Walk:
    def __init__(self, program, folder):
        self.program, self.folder, self.bases, self.at_once = program, folder, {}, {}

    def run(self, settings, name):
        """The trace of a scenario, and what the program says of it: one of the two."""
        files = {k: str(v).replace("@", f"{self.folder}/") if str(v).startswith("@") else v for k, v in settings.items()}
        words = [word for k, v in files.items() for word in ("--set", f"{k}={v}")]
        trace = self.folder / f"{name}.h5"
        command = [self.program, "run", self.folder / "scenario.yaml", "-o", trace, "--force", "--quiet", "--threads", "1", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return Trace(trace), ""
        return None, done.stderr if done.returncode == 2 else f"exit {done.returncode}: {done.stderr}"

    def base(self, settings):
        text = json.dumps(settings)
        if text not in self.bases:
            self.bases[text] = self.run(settings, f"base-{len(self.bases)}")
        return self.bases[text]

    def outcome(self, path, mode, kind):
        if path in self.refused_at_once(mode, kind):
            return "refused", self.refused_at_once(mode, kind)[path]
        row = KEYS[path]
        start = BASE | OF_KIND[kind] | OF_MODE[mode]
        value, along, beside = row["value"], row["along"], dict(row["beside"])
        for special in (row.get(mode, {}), row.get(kind, {})):
            value, along = special.get("value", value), special.get("along", along)
            beside |= special.get("beside", {})
        found = self.compared(path, start | beside, along | {path: value})
        needed = beside | along
        if found[0] == "unclear" and any(refuses(other, line) for other in needed for line in found[1].splitlines()):
            return self.compared(path, start, {path: value})  # what the key needs is refused: is the key itself, alone?
        return found

    def refused_at_once(self, mode, kind):
        """The keys whose whole section the mode or the kind leaves unread, by the messages of few runs with many keys: this kind of
        refusal looks at no other key."""
        if (mode, kind) not in self.at_once:
            found = self.at_once[mode, kind] = {}
            paths = [path for path in KEYS if "learning.kind" not in f"{path} {KEYS[path]}"]  # those are walked with another kind
            for begin in range(0, len(paths), 40):  # the program tells of fifty problems at most
                some = paths[begin : begin + 40]
                said = self.run(BASE | OF_KIND[kind] | OF_MODE[mode] | {path: KEYS[path]["value"] for path in some}, "at-once")[1]
                for line in said.splitlines():
                    match = re.search(r"(\S+) = [^=]* means nothing where (federation\.mode|learning\.kind) is", line)
                    if match:
                        found[match[1]] = line.strip()
        return self.at_once[mode, kind]

    def compared(self, path, base, change):
        changed, words = self.run(base | change, "changed")
        if words:
            refused = [line for line in words.splitlines() if refuses(path, line)]
            return ("refused", refused[0]) if refused else ("unclear", words.strip())
        unchanged, words = self.base(base)
        if words:
            return "unclear", "without the key: " + words.strip()
        place = changed.differs_from(unchanged)
        return ("effect", place) if place else ("none", "")


def refuses(path, line):
    """Whether a message says that a key has no place here, rather than that its value is none or that another key is missing."""
    said = line.find(f"{path} = ")
    rest = line[said:]
    return said >= 0 and "it must be" not in rest and bool(re.search("means nothing where|means something only|, but ", rest))


def main(program, source, *options):
    shown = "--all" in options
    parts = [option for option in options if option != "--all"]
    source = Path(source).resolve()
    declared = list(declared_keys(json.loads((source / "docs/formats/scenario.schema.json").read_text())))
    walked = KEYS.keys() | NOT_WALKED.keys()
    faults = [f"{path}: is in the schema, but not walked: add it to KEYS" for path in declared if path not in walked]
    faults += [f"{path}: is walked, but not in the schema" for path in sorted(walked - set(declared))]
    counts = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder, source)
        (folder / "scenario.yaml").write_text("roundwatt: 1\n")
        walk = Walk(Path(program).resolve(), folder)
        for path in declared:
            if path not in KEYS or (parts and not any(part in path for part in parts)):
                continue
            for mode, kind in ways(path):
                found, words = walk.outcome(path, mode, kind)
                excepted = any((path, mode_, kind_) in EXCEPTIONS for mode_ in (mode, "*") for kind_ in (kind, "*"))
                counts[found] = counts.get(found, 0) + 1
                if shown:
                    print(f"{found:8} {path} {mode} {kind}: {words.splitlines()[0] if words else ''}", flush=True)
                if not excepted and found in ("none", "unclear"):
                    faults.append(f"{path} in mode {mode}, learning.kind {kind}: {words or 'does nothing, in silence'}")
                if excepted and found != "none":
                    faults.append(f"{path} in mode {mode}, learning.kind {kind}: is excepted, but: {found} {words}")
    print(", ".join(f"{count} {found}" for found, count in sorted(counts.items())))
    print(*faults, sep="\n", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
