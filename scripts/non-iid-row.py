"""One row of scripts/non-iid.sh from the JSON of `roundwatt-analyze compare`.   usage: non-iid-row.py ALPHA ALGORITHM MOST_ROUNDS"""

import json
import sys

TARGET = 0.78

alpha, algorithm, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
runs = json.load(sys.stdin)["results"][0]["tables"]["runs"]
missed = sum(run["final_accuracy"] < TARGET for run in runs)


def mean(key):
    return sum(run[key] for run in runs) / len(runs)


# A run that never reached the target says only that it takes more: a mean with it in would be too low.
rounds = f"{mean('rounds'):.1f}" if missed == 0 else f"> {mean('rounds'):.1f} ({missed} of {len(runs)} not)"
mark = "" if missed == 0 else "> "
print(
    f"{alpha:<6} {algorithm:<9} {rounds:<24} {mark + format(mean('meter_energy_j') / 3600, '.2f'):>10}"
    f" {mark + format(mean('moved_bytes') / 1e6, '.1f'):>10}"
)
