#!/usr/bin/env bash
# Rounds a second of whole runs, 100 clients a round, of fleets of 10,000 to 1,000,000 devices that are all available: what a round
# costs must not grow with the fleet. Prints, for each, processor seconds of a run of one round, rounds a processor second (from the
# difference to a longer run), and peak memory. A million devices need 6 GB.
#   tests/benchmark/scale.sh [BUILD] [ROUNDS] [SIZES...]
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$(realpath "${1:-build}")
rounds=${2:-500}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- 10000 100000 1000000
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Processor seconds of simulate() alone, and KiB of the whole process.
run() {
  cat > "$folder/scale.yaml" <<YAML
roundwatt: 1
include: [$PWD/scenarios/scale/star-20000.yaml]
name: scale
platform: {file: $folder/star.xml}
data: {clients: $1, samples_per_client: 10, samples_quantiles: null}
federation: {clients_per_round: 100}
stop: {rounds: $2}
YAML
  rm -f "$folder/run.h5"
  /usr/bin/time -f "%U %S %M" -o "$folder/time" "$build/bin/benchmark_rounds" roundwatt "$folder/scale.yaml" "$folder/run.h5" |
    cut -d " " -f 1 | tr "\n" " "
  awk '{print $1 + $2, $3}' "$folder/time"
}

for clients in "$@"; do
  sed "s/radical=\"0-19999\"/radical=\"0-$((clients - 1))\"/" platforms/small/star-20000.xml > "$folder/star.xml"
  read -r short whole _ < <(run "$clients" 1)
  read -r long _ memory < <(run "$clients" $((rounds + 1)))
  awk "BEGIN {printf \"%8d clients: %.2f s for all but rounds, %.0f rounds/s, %.2f GB\n\", $clients, $whole, $rounds / ($long - $short),
       $memory / 1048576}"
done
