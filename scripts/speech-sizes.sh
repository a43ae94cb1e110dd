#!/usr/bin/env bash
# Runs the study of natural sizes of scenarios/non-iid: Speech Commands by speaker against equal sizes of the same mean, and what
# over-selection, deadlines, partial work and stale updates make of it, over paired seeds. Prints the mean length of a round,
# energy and samples trained by round, and how many of the ten updates come in. Needs python3-h5py.
#
#   scripts/speech-sizes.sh [BUILD] [SEEDS] [ROUNDS]      default: build 5 100
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
seeds=${2:-5}
rounds=${3:-100}
results=results/speech-sizes
mkdir -p "$results"

history='deadline_history: {percentile: 80}'
policies=(
  "equal wait data={samples_quantiles: null, samples_per_client: 48}"
  "natural wait federation.stragglers={late: wait}"
  "natural over-selection federation.stragglers={over_selection: 1.3}"
  "natural drop federation.stragglers={late: drop, $history}"
  "natural partial federation.stragglers={late: partial, $history}"
  "natural stale federation.stragglers={late: stale, $history}"
)

printf '%-8s %-15s %9s %11s %13s %11s\n' sizes policy "round, s" "energy, Wh" "samples used" "updates"
for policy in "${policies[@]}"; do
  read -r sizes name setting <<< "$policy"
  traces=()
  for seed in $(seq "$seeds"); do
    "$build/bin/roundwatt" run scenarios/non-iid/speech-sizes.yaml --set "name=speech-$sizes-$name-$seed" --set "seed=$seed" \
      --set "stop.rounds=$rounds" --set "$setting" -o "$results/$sizes-$name-$seed.h5" --force --quiet
    traces+=("$results/$sizes-$name-$seed.h5")
  done
  "$build/bin/roundwatt-analyze" compare "${traces[@]}" --json |
    /usr/bin/python3 scripts/speech-sizes-row.py "$sizes" "$name" "${traces[@]}"
done
