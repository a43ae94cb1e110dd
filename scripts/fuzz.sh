#!/usr/bin/env bash
# Fuzzes what reads users' files, under address and undefined-behaviour sanitizers. New inputs go into results/fuzz/TARGET;
# what is found is left there as crash-* or timeout-*: mend it and move it to tests/fuzz/corpus/TARGET.
#
#   scripts/fuzz.sh [RUNS] [TARGET]...      RUNS of each target (default 1000000); targets: all of tests/fuzz/fuzz_*.cpp
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-1000000}
shift || true
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for file in tests/fuzz/fuzz_*.cpp; do targets+=("$(basename "$file" .cpp | sed s/^fuzz_//)"); done
fi
scripts/install.sh fuzz
cmake --preset fuzz > /dev/null
cmake --build --preset fuzz --target "${targets[@]/#/fuzz_}"
for target in "${targets[@]}"; do
  places=("tests/fuzz/corpus/$target")
  [ "$target" = scenario ] && places+=(scenarios/small)
  [ "$target" = platform ] && places+=(platforms/small)
  mkdir -p "results/fuzz/$target"
  echo "$target: $runs runs"
  options=()
  # HDF5 itself leaks where an operation on a spoilt file fails.
  [ "$target" = trace ] && options=(-detect_leaks=0)
  # Nobody reads where each of a million blocks of memory came from: without that it is twice as fast.
  ASAN_OPTIONS=malloc_context_size=1:quarantine_size_mb=16 "build-fuzz/fuzz/fuzz_$target" -runs="$runs" -max_len=4096 -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
    -artifact_prefix="results/fuzz/$target/" "${options[@]}" "results/fuzz/$target" "${places[@]}" \
    > "results/fuzz/$target.log" 2>&1 || { tail -40 "results/fuzz/$target.log"; echo "$target: see results/fuzz/$target.log"; exit 1; }
  grep -E "stat::(number_of_executed_units|average_exec_per_sec)" "results/fuzz/$target.log"
done
