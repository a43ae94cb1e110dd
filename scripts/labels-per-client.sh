#!/usr/bin/env bash
# Runs the study of labels per client of scenarios/non-iid: each board knows 1, 2 or 3 of Fashion-MNIST's ten labels, by three
# algorithms, over paired seeds. Prints rounds to the target accuracy, energy and bytes by then, means over the seeds; "> N" where
# a seed did not reach it.
#
#   scripts/labels-per-client.sh [BUILD] [SEEDS] [ROUNDS]      default: build 5 300
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
seeds=${2:-5}
rounds=${3:-300}
results=results/labels-per-client
source scripts/non-iid-runs.sh

print_heading labels
for labels in 1 2 3; do
  for algorithm in "$fedavg" "$fedprox" "$scaffold"; do
    print_row "$labels" "$algorithm" \
      --set data.partition=null --set "data.partition={kind: labels-per-client, labels_per_client: $labels}"
  done
done
