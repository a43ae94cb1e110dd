#!/usr/bin/env bash
# Runs all of scenarios/small with the programs in BUILD and leaves the traces in FOLDER, each verified.
#
#   scripts/small-traces.sh BUILD FOLDER [RUNNER...]        RUNNER: what runs the programs, such as qemu-aarch64
set -euo pipefail
build=$(realpath "$1") traces=$(realpath "$2")
shift 2
cd "$(dirname "$0")/.."
for scenario in scenarios/small/*.yaml; do
  trace=$traces/$(basename "$scenario" .yaml).h5
  "$@" "$build/bin/roundwatt" run "$scenario" --quiet -o "$trace"
  "$@" "$build/bin/roundwatt-analyze" verify "$trace" > /dev/null
done
