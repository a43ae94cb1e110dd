#!/usr/bin/env bash
# Runs the study of scenarios/first-look: 27 runs with assumed rounds and 18 that learn, into results/first-look/, then the
# tables and the findings.
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
  "$build/bin/roundwatt" run "$scenarios/$scenario.yaml" --set "name=$name" "$@" --output "$results/$name.h5" --force --quiet
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
  "$build/bin/roundwatt-analyze" compare "${traces[@]}"
  echo
  "$build/bin/roundwatt-analyze" published-form "${traces[@]}" --line FRA=224Mbps:114Mbps --line USA=242Mbps:124Mbps --line CHN=190Mbps:97Mbps
done

# The one workload without an assumed number of rounds: trained for real, centrally and by the TX2 fleet.
traces=()
for country in fra usa chn; do
  here=(--set "federation.server=$country-gpu" --set "federation.devices.sites=[$country-edge]")
  run fashion-centralized "fashion-centralized-$country" "${here[@]}"
  traces+=("$results/fashion-centralized-$country.h5")
  here[1]=federation.server=$country-cpu
  skewed=(--set data.partition.kind=dirichlet --set data.partition.variant=per-class --set data.partition.alpha=0.5)
  run fashion-federated "fashion-iid-$country" "${here[@]}"
  run fashion-federated "fashion-iid-5epochs-$country" "${here[@]}" --set learning.local.epochs=5
  run fashion-federated "fashion-skewed-$country" "${here[@]}" "${skewed[@]}"
  run fashion-federated "fashion-skewed-5epochs-$country" "${here[@]}" "${skewed[@]}" --set learning.local.epochs=5
  run fashion-federated "fashion-skewed-fedadam-$country" "${here[@]}" "${skewed[@]}" \
    --set learning.server.optimizer=fedadam --set learning.server.learning_rate=0.01
  for variant in iid iid-5epochs skewed skewed-5epochs skewed-fedadam; do traces+=("$results/fashion-$variant-$country.h5"); done
done
echo
echo "fashion: learned to a test accuracy of 0.80, nothing assumed of rounds"
"$build/bin/roundwatt-analyze" compare "${traces[@]}"

echo
"$build/bin/roundwatt-analyze" findings "$scenarios/findings.json" "$results"/{cifar10,imagenet,speech}-*.h5
"$build/bin/roundwatt-analyze" report "$results"/cifar10-*.h5 "$results"/fashion-*-fra.h5 --title "First look" -o "$results/report.html"
echo
echo "a page with charts: $results/report.html"
