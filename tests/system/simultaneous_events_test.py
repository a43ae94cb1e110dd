#!/usr/bin/env python3
"""Random scenarios of every mode, made of what happens at the same time: equal devices, work and ways that cost nothing, failures,
departures, batteries and deadlines at common instants. Each run ends, keeps every invariant that `verify` checks, and gives the
same bytes whatever surrounds it.

usage: simultaneous_events_test.py ROUNDWATT SOURCE [COUNT [FIRST]]    COUNT scenarios (200), numbered from FIRST (1)
A scenario that fails is left in the folder that is named, with its files.
"""

import concurrent.futures
import hashlib
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from simultaneous_scenarios import write_scenario

roundwatt = Path(sys.argv[1]).resolve()
analyze = roundwatt.with_name("roundwatt-analyze")
count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
first = int(sys.argv[4]) if len(sys.argv) > 4 else 1

SURROUNDINGS = (
    ([], {}),
    (["--threads", "1"], {"MALLOC_PERTURB_": "77", "MALLOC_ARENA_MAX": "1", "STUFFING": "x" * 3000}),
    (["--log", "root.thresh:critical"], {"MALLOC_PERTURB_": "201", "MALLOC_ARENA_TEST": "2"}),
)
# What a random scenario may be told beside "done": there is nobody left to go on with.
EXPECTED = ("no client can take part any more", "no aggregator can take part any more", "no peer can go on any more", "is off at")


def complaint_about(folder):
    digests = set()
    for number, (options, environment) in enumerate(SURROUNDINGS):
        trace = folder / f"{number}.h5"
        try:
            done = subprocess.run([roundwatt, "run", folder / "s.yaml", "--quiet", "-o", trace, *options], capture_output=True, text=True,
                                  timeout=120, check=False, env={**os.environ, **environment})
        except subprocess.TimeoutExpired:
            return "does not end"
        if done.returncode == 2:
            return "refused: " + done.stderr.strip()[:300]
        if done.returncode and not any(words in done.stderr for words in EXPECTED):
            return f"exit {done.returncode}: " + done.stderr.strip()[:300]
        digests.add(hashlib.sha256(trace.read_bytes()).hexdigest())
        if number == 0:
            checked = subprocess.run([analyze, "verify", trace], capture_output=True, text=True, check=False)
            if checked.returncode:
                return "verify: " + checked.stdout.strip()[:800] + checked.stderr.strip()[:300]
    return "other bytes in other surroundings" if len(digests) > 1 else None


def try_one(number, folder):
    rng = random.Random(number)
    folder.mkdir()
    write_scenario(rng, folder, number)
    return complaint_about(folder)


scratch = Path(tempfile.mkdtemp(prefix="roundwatt-random-"))
numbers = range(first, first + count)
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    complaints = list(pool.map(lambda number: try_one(number, scratch / str(number)), numbers))
wrong = [(number, complaint) for number, complaint in zip(numbers, complaints) if complaint]
for number, complaint in wrong[:10]:
    print(f"{scratch / str(number) / 's.yaml'}: {complaint}", file=sys.stderr)
print(f"{count} scenarios, {len(wrong)} wrong")
if not wrong:
    subprocess.run(["rm", "-rf", scratch], check=True)
sys.exit(1 if wrong else 0)
