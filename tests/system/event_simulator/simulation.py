"""Plays the scenario of a folder."""

import json
from pathlib import Path

from .asynchronous import Asynchronous
from .gossip import Gossip
from .hierarchical import Hierarchical
from .synchronous import Synchronous
from .world import RunFails

MODES = {"synchronous": Synchronous, "asynchronous": Asynchronous, "hierarchical": Hierarchical, "gossip": Gossip}


def simulate(folder, oracle):
    """The run that is predicted; its `failure` is why it could not go on, else None."""
    scenario = json.loads((Path(folder) / "s.yaml").read_text(encoding="utf-8"))
    run = MODES[scenario["federation"]["mode"]](folder, oracle)
    try:
        run.world.run()
    except RunFails as reason:
        run.failure = str(reason)
    run.end()
    run.finish_rows()
    return run
