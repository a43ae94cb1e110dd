#!/usr/bin/env bash
# Runs FedProx's figures 1 and 2 (scenarios/non-iid/README.md): four synthetic data sets, 0, 50 and 90 % stragglers, their partial
# work dropped or kept, μ = 0 and 1, over paired seeds. Prints test accuracy and loss after the last round, the mean change of the
# loss from round to round in the second half, and the first round at 0.70: means over the seeds. Needs python3-h5py.
#
#   scripts/fedprox.sh [BUILD] [SEEDS] [ROUNDS]      default: build 5 200
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
seeds=${2:-5}
rounds=${3:-200}
results=results/fedprox
mkdir -p "$results"

data_sets=(
  "iid --set data.dataset=synthetic-iid --set data.source.synthetic_alpha=null --set data.source.synthetic_beta=null"
  "(0,0) --set data.source.synthetic_alpha=0 --set data.source.synthetic_beta=0"
  "(.5,.5) --set data.source.synthetic_alpha=0.5 --set data.source.synthetic_beta=0.5"
  "(1,1) --set data.source.synthetic_alpha=1 --set data.source.synthetic_beta=1"
)
policies=(
  "0% fedavg 0"
  "0% fedprox 1"
  "50% dropped 0 --set federation.stragglers.share=0.5 --set federation.stragglers.late=drop"
  "50% kept 0 --set federation.stragglers.share=0.5 --set federation.stragglers.late=partial"
  "50% kept 1 --set federation.stragglers.share=0.5 --set federation.stragglers.late=partial"
  "90% dropped 0 --set federation.stragglers.share=0.9 --set federation.stragglers.late=drop"
  "90% kept 0 --set federation.stragglers.share=0.9 --set federation.stragglers.late=partial"
  "90% kept 1 --set federation.stragglers.share=0.9 --set federation.stragglers.late=partial"
)

printf '%-8s %-5s %-8s %2s %9s %8s %8s %12s %9s\n' data late work mu accuracy loss change "rounds to .7" "energy, J"
for data_set in "${data_sets[@]}"; do
  read -r -a data <<< "$data_set"
  for policy in "${policies[@]}"; do
    read -r -a words <<< "$policy"
    traces=()
    for seed in $(seq "$seeds"); do
      name=$(tr -dc 'a-z0-9.-' <<< "synthetic-${data[0]//,/-}-${words[0]}-${words[1]}-${words[2]}-$seed")
      "$build/bin/roundwatt" run scenarios/non-iid/synthetic.yaml --set "name=$name" --set "seed=$seed" \
        --set "stop.rounds=$rounds" --set "learning.solver.mu=${words[2]}" "${data[@]:1}" "${words[@]:3}" \
        -o "$results/$name.h5" --force --quiet
      traces+=("$results/$name.h5")
    done
    "$build/bin/roundwatt-analyze" compare "${traces[@]}" --json |
      /usr/bin/python3 scripts/fedprox-row.py "${data[0]}" "${words[@]:0:3}" "${traces[@]}"
  done
done
