#!/usr/bin/env bash
# Analysing a large trace: the time of `info`, and that of `carbon` against a pandas script that adds up the same, as a ratio within
# this one run; both must find the same grams.
#   tests/benchmark/carbon.sh [BUILD] [ROUNDS] [PAIRS]      1,000 clients a round; 1,650 rounds make 6.6 million intervals, 0.9 GB
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build}
rounds=${2:-300}
pairs=${3:-3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$build/bin/roundwatt" run scenarios/scale/star-20000.yaml --set "stop.rounds=$rounds" -o "$folder/run.h5" --quiet
printf 'zone,start,g_per_kwh,year,kind\nFRA,,56.039,2023,average\n' > "$folder/grid.csv"
wall() { local t0 t1; t0=$(date +%s.%N); "$@"; t1=$(date +%s.%N); awk "BEGIN {print $t1 - $t0}" >&3; }
{ wall "$build/bin/roundwatt-analyze" info "$folder/run.h5" > "$folder/info"; } 3> "$folder/info.s"
for ((i = 0; i < pairs; ++i)); do
  { wall "$build/bin/roundwatt-analyze" carbon "$folder/run.h5" --grid "$folder/grid.csv" --json > "$folder/ours"; } 3> "$folder/ours.s"
  { wall /usr/bin/python3 tests/benchmark/carbon_pandas.py "$folder/run.h5" FRA=56.039 > "$folder/theirs"; } 3> "$folder/theirs.s"
  paste "$folder/ours.s" "$folder/theirs.s" | awk '{print $2 / $1}' >> "$folder/ratio"
done
grep energy/hosts "$folder/info" | awk '{print "intervals of hosts:       " $2}'
echo "size of the trace:        $(stat -c %s "$folder/run.h5" | awk '{printf "%.2f GB", $1 / 1e9}')"
echo "info:                     $(cat "$folder/info.s") s"
echo "carbon:                   $(cat "$folder/ours.s") s"
echo "pandas / carbon, median:  $(sort -g "$folder/ratio" | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}')"
echo "grams, carbon and pandas: $(grep -m1 co2e_g "$folder/ours" | sed 's/.*: \([0-9.]*\).*/\1/') $(cat "$folder/theirs")"
