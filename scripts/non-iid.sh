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
mkdir -p "$results"

algorithms=(
  "fedavg"
  "fedprox --set learning.solver.kind=fedprox --set learning.solver.mu=0.1"
  "scaffold --set learning.solver.kind=scaffold"
  "fednova --set learning.solver.kind=fednova"
  "fedadam --set learning.server.optimizer=fedadam --set learning.server.learning_rate=0.01"
)

printf '%-6s %-9s %-24s %10s %10s\n' alpha algorithm "rounds to the target" "energy, Wh" "moved, MB"
for alpha in 0.1 0.5 1 100; do
  for entry in "${algorithms[@]}"; do
    read -r -a words <<< "$entry"
    traces=()
    for seed in $(seq "$seeds"); do
      name=${words[0]}-$alpha-$seed
      "$build/bin/fedjoule" run scenarios/non-iid/fashion-mnist.yaml --set "name=$name" --set "seed=$seed" \
        --set "data.partition.alpha=$alpha" --set "stop.rounds=$rounds" --set stop.target_accuracy.value=0.78 "${words[@]:1}" \
        -o "$results/$name.h5" --force --quiet
      traces+=("$results/$name.h5")
    done
    "$build/bin/fedjoule-analyze" compare "${traces[@]}" --json |
      /usr/bin/python3 scripts/non-iid-row.py "$alpha" "${words[0]}" "$rounds"
  done
done
