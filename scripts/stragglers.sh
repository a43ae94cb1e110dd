#!/usr/bin/env bash
# Runs the study of scenarios/stragglers: what a server does about slow clients, over paired seeds, and prints its table. Needs
# python3-h5py.
#
#   scripts/stragglers.sh [BUILD] [SEEDS] [ROUNDS]      default: build 5 300
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
seeds=${2:-5}
rounds=${3:-300}
results=results/stragglers
mkdir -p "$results"

late=federation.stragglers
history() { echo "--set $late.deadline_history.percentile=$1 --set $late.deadline_history.rounds=5"; }
buffered() {
  local keys=federation.asynchronous
  echo "--set federation.mode=asynchronous --set federation.clients_per_round=null --set $keys.algorithm=fedbuff" \
    "--set $keys.buffer_size=10 --set $keys.max_concurrency=$1 --set $keys.staleness_discount.kind=polynomial"
}
policies=(
  "wait"
  "drop-p80 $(history 80) --set $late.late=drop"
  "drop-p50 $(history 50) --set $late.late=drop"
  "over-1.3 --set $late.over_selection=1.3"
  "over-1.3-finish --set $late.over_selection=1.3 --set $late.after_deadline=finish"
  "over-1.3-drop-p80 --set $late.over_selection=1.3 $(history 80) --set $late.late=drop"
  "partial-p50 $(history 50) --set $late.late=partial"
  "stale-p50 $(history 50) --set $late.late=stale --set $late.staleness.weight=polynomial"
  "fedbuff-10 $(buffered 10)"
  "fedbuff-13 $(buffered 13)"
  "fedbuff-30 $(buffered 30)"
)

/usr/bin/python3 scripts/stragglers-row.py --heading
for policy in "${policies[@]}"; do
  read -r -a words <<< "$policy"
  traces=()
  for seed in $(seq "$seeds"); do
    trace=$results/${words[0]}-$seed.h5
    "$build/bin/roundwatt" run scenarios/stragglers/fashion-mnist.yaml --set "name=${words[0]}-$seed" --set "seed=$seed" \
      --set "stop.rounds=$rounds" "${words[@]:1}" -o "$trace" --force --quiet
    traces+=("$trace")
  done
  for boundary in participation fleet; do
    "$build/bin/roundwatt-analyze" carbon "${traces[@]}" --boundary "$boundary" --json > "$results/$boundary.json"
  done
  /usr/bin/python3 scripts/stragglers-row.py "${words[0]}" "$results"/{participation,fleet}.json "${traces[@]}"
done
