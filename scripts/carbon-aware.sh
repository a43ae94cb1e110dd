#!/usr/bin/env bash
# Runs the study of scenarios/carbon-aware: who is asked, and when, over paired seeds, and prints its table. Needs python3.
#
#   scripts/carbon-aware.sh [BUILD] [SEEDS] [ROUNDS] [GRID]      default: build 5 300, and an hourly grid by carbon-aware-grid.py
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
seeds=${2:-5}
rounds=${3:-300}
results=results/carbon-aware
mkdir -p "$results"
hourly=$results/hourly.csv
if [ $# -ge 4 ]; then cp "$4" "$hourly"; else /usr/bin/python3 scripts/carbon-aware-grid.py > "$hourly"; fi

select=federation.selection
told="--set carbon.grid=$PWD/$hourly"
# In one country, where the hour is all there is to choose.
usa="--set federation.server=usa-cpu --set federation.devices.sites=usa-edge --set data.clients=100"
wait_for() { echo "--set federation.wait.slack=$1 $told"; }
policies=(
  "uniform"
  "oort --set $select.kind=oort"
  "energy-aware --set $select.kind=energy-aware --set $select.fairness=0.2"
  "carbon-yearly --set $select.kind=carbon-aware --set $select.fairness=0.2"
  "carbon-hourly --set $select.kind=carbon-aware --set $select.fairness=0.2 $told"
  "carbon-fair --set $select.kind=carbon-aware --set $select.fairness=0.5 $told"
  "wait-12h $(wait_for 12h)"
  "usa $usa"
  "usa-carbon $usa --set $select.kind=carbon-aware --set $select.fairness=0.2 $told"
  "usa-wait-4h $usa $(wait_for 4h)"
  "usa-wait-12h $usa $(wait_for 12h)"
  "usa-wait-err $usa $(wait_for 12h) --set carbon.forecast.error.kind=random-walk --set carbon.forecast.error.deviation=0.1"
)

/usr/bin/python3 scripts/carbon-aware-row.py --heading
for policy in "${policies[@]}"; do
  read -r -a words <<< "$policy"
  traces=()
  for seed in $(seq "$seeds"); do
    trace=$results/${words[0]}-$seed.h5
    "$build/bin/roundwatt" run scenarios/carbon-aware/fashion-mnist.yaml --set "name=${words[0]}-$seed" --set "seed=$seed" \
      --set "stop.rounds=$rounds" "${words[@]:1}" -o "$trace" --force --quiet
    traces+=("$trace")
  done
  "$build/bin/roundwatt-analyze" carbon "${traces[@]}" --grid "$hourly" --json > "$results/hourly.json"
  "$build/bin/roundwatt-analyze" carbon "${traces[@]}" --json > "$results/yearly.json"
  /usr/bin/python3 scripts/carbon-aware-row.py "${words[0]}" "$results"/{hourly,yearly}.json "${traces[@]}"
done
