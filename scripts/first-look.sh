#!/usr/bin/env bash
# Runs the study of scenarios/first-look: 27 runs into results/first-look/, then the table and the findings.
#
#   scripts/first-look.sh [BUILD]        BUILD: the build folder, default build
set -euo pipefail
cd "$(dirname "$0")/.."

build=${1:-build}
scenarios=scenarios/first-look
results=results/first-look
mkdir -p "$results"

# run SCENARIO NAME [--set KEY=VALUE]...
run() {
  local scenario=$1 name=$2
  shift 2
  "$build/bin/fedjoule" run "$scenarios/$scenario.yaml" --set "name=$name" "$@" --output "$results/$name.h5" --force --quiet
}

for dataset in cifar10 imagenet speech; do
  traces=()
  for country in fra usa chn; do
    name=$dataset-centralized-$country
    run "$dataset-centralized" "$name" --set "federation.server=$country-gpu" --set "federation.devices.sites=[$country-edge]"
    traces+=("$results/$name.h5")
    for fleet in tx2=jetson-tx2 nx=jetson-xavier-nx; do
      name=$dataset-federated-$country-${fleet%=*}
      run "$dataset-federated" "$name" --set "federation.server=$country-cpu" \
        --set "federation.devices.sites=[$country-edge]" --set "federation.devices.models=[${fleet#*=}]"
      traces+=("$results/$name.h5")
    done
  done
  echo
  echo "$dataset"
  "$build/bin/fedjoule-analyze" compare "${traces[@]}"
done

echo
"$build/bin/fedjoule-analyze" findings "$scenarios/findings.json" "$results"/*.h5
