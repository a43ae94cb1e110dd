#!/usr/bin/env bash
# Runs the study of scenarios/phones: where the CO2e of training on phones comes from, beside published shares. Needs python3-h5py.
#
#   scripts/phones.sh [BUILD]        BUILD: the build folder, default build
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
results=results/phones
mkdir -p "$results"

# run NAME WORDS [--set KEY=VALUE]...
run() {
  local name=$1 words=$2
  shift 2
  "$build/bin/roundwatt" run scenarios/phones/phones.yaml --set "name=$name" "$@" -o "$results/$name.h5" --force --quiet
  /usr/bin/python3 scripts/phones-row.py "$words" "$results/$name.h5"
}

/usr/bin/python3 scripts/phones-row.py --heading
run phones "phones.yaml"
run no-over-selection "all 1,000 asked are waited for" --set federation.stragglers.over_selection=1
run american-lines "lines of the USA: 242 down, 123 up" --set federation.devices.line.factor=2.57
run two-epochs "two local epochs" --set learning.local.epochs=2
run half-the-model "half the model's bytes" --set workload.model.size=1635744B
