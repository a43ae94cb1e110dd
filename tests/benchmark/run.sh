#!/usr/bin/env bash
# Client-rounds a second against SimGrid alone, the trace's share, what a small run costs, and training against a bare Eigen loop,
# as ratios within this one run.
#   tests/benchmark/run.sh [BUILD] [PAIRS]
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build}
pairs=${2:-5}
program=$build/bin/benchmark_rounds
scenario=scenarios/scale/star-20000.yaml
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
median() { sort -g | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
# Wall seconds of a whole process.
wall() { local t0 t1; t0=$(date +%s.%N); "$@" > /dev/null; t1=$(date +%s.%N); awk "BEGIN {print $t1 - $t0}"; }

for ((i = 0; i < pairs; ++i)); do
  rm -f "$folder"/*.h5
  read -r ours units < <("$program" roundwatt $scenario "$folder/run.h5")
  read -r bare _ < <("$program" bare $scenario)
  read -r writing rows < <("$program" write "$folder/run.h5" "$folder/copy.h5")
  awk "BEGIN {print $ours / $bare}" >> "$folder/ratio"
  awk "BEGIN {print $writing / $ours}" >> "$folder/share"
  awk "BEGIN {print $units / $ours}" >> "$folder/speed"
done
echo "client-rounds a processor second, 1,000 of 20,000: $(median < "$folder/speed")"
echo "processor time, Roundwatt / bare SimGrid loop:      $(median < "$folder/ratio")"
echo "share of it spent on writing the trace:            $(median < "$folder/share") ($rows rows)"

for ((i = 0; i < 4 * pairs; ++i)); do
  rm -f "$folder/small.h5"
  small=$(wall "$build/bin/roundwatt" run scenarios/small/one-client.yaml -o "$folder/small.h5" --quiet)
  engine=$(wall "$program" engine)
  awk "BEGIN {print 1000 * ($small - $engine)}" >> "$folder/overhead"
done
echo "a small run beyond an engine alone:                $(median < "$folder/overhead") ms"

"$build/bin/benchmark_learning" "$((2 * pairs + 1))"
