#!/usr/bin/env bash
# Runs the study of scenarios/non-iid: skew of labels against algorithms, over paired seeds, and prints its table: rounds to the
# target accuracy and energy by then, mean over the seeds; "> N" where a seed did not reach it in N rounds.
#
#   scripts/non-iid.sh [BUILD] [SEEDS] [ROUNDS]      default: build 5 200
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
seeds=${2:-5}
rounds=${3:-200}
results=results/non-iid
source scripts/non-iid-runs.sh
fednova="fednova --set learning.solver.kind=fednova"
fedadam="fedadam --set learning.server.optimizer=fedadam --set learning.server.learning_rate=0.01"

print_heading alpha
for alpha in 0.1 0.5 1 100; do
  for algorithm in "$fedavg" "$fedprox" "$scaffold" "$fednova" "$fedadam"; do
    print_row "$alpha" "$algorithm" --set "data.partition.alpha=$alpha"
  done
done
