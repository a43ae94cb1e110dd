#!/usr/bin/env bash
# Runs the study of scenarios/topologies: a server, edge aggregators or peers, over paired seeds, and prints its table. Needs
# python3-h5py.
#
#   scripts/topologies.sh [BUILD] [SEEDS] [ROUNDS]      default: build 5 300
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
seeds=${2:-5}
rounds=${3:-300}
results=results/topologies
mkdir -p "$results"

edge() { echo "--set federation.mode=hierarchical --set federation.clients_per_round=9 --set federation.hierarchical.edge_rounds=$1"; }
peers() {
  echo "--set federation.mode=gossip --set federation.server=null --set federation.clients_per_round=null" \
    "--set federation.topology.order=atc --set federation.topology.kind=$1"
}
# Peers are scored one by one: where a target takes many steps, every fifth is enough.
seldom="--set learning.evaluate.every=5"
topologies=(
  "server"
  "edge-1 $(edge 1)"
  "edge-4 $(edge 4)"
  "all-reduce $(peers ring) --set federation.gossip.exchange=ring-all-reduce"
  "complete $(peers complete)"
  "torus $(peers torus) $seldom"
  "small-world $(peers watts-strogatz) --set federation.topology.k=4 --set federation.topology.beta=0.2 $seldom"
  "ring $(peers ring) $seldom"
  "pairwise $(peers torus) --set federation.gossip.timing=pairwise $seldom"
)

/usr/bin/python3 scripts/topologies-row.py --heading
for topology in "${topologies[@]}"; do
  read -r -a words <<< "$topology"
  traces=()
  for seed in $(seq "$seeds"); do
    trace=$results/${words[0]}-$seed.h5
    "$build/bin/roundwatt" run scenarios/topologies/fashion-mnist.yaml --set "name=${words[0]}-$seed" --set "seed=$seed" \
      --set "stop.rounds=$rounds" "${words[@]:1}" -o "$trace" --force --quiet
    traces+=("$trace")
  done
  "$build/bin/roundwatt-analyze" carbon "${traces[@]}" --json > "$results/carbon.json"
  /usr/bin/python3 scripts/topologies-row.py "${words[0]}" "$results/carbon.json" "${traces[@]}"
done
