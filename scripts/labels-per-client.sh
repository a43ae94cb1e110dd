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
mkdir -p "$results"

algorithms=(
  "fedavg"
  "fedprox --set learning.solver.kind=fedprox --set learning.solver.mu=0.1"
  "scaffold --set learning.solver.kind=scaffold"
)

printf '%-6s %-9s %-24s %10s %10s\n' labels algorithm "rounds to the target" "energy, Wh" "moved, MB"
for labels in 1 2 3; do
  for entry in "${algorithms[@]}"; do
    read -r -a words <<< "$entry"
    traces=()
    for seed in $(seq "$seeds"); do
      name=${words[0]}-$labels-$seed
      "$build/bin/fedjoule" run scenarios/non-iid/fashion-mnist.yaml --set "name=$name" --set "seed=$seed" \
        --set data.partition=null --set "data.partition={kind: labels-per-client, labels_per_client: $labels}" \
        --set "stop.rounds=$rounds" --set stop.target_accuracy.value=0.78 "${words[@]:1}" \
        -o "$results/$name.h5" --force --quiet
      traces+=("$results/$name.h5")
    done
    "$build/bin/fedjoule-analyze" compare "${traces[@]}" --json |
      /usr/bin/python3 scripts/non-iid-row.py "$labels" "${words[0]}" "$rounds"
  done
done
