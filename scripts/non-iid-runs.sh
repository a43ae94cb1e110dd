# Sourced by the studies of scenarios/non-iid on Fashion-MNIST, which set build, seeds, rounds and results.
mkdir -p "$results"

fedavg="fedavg"
fedprox="fedprox --set learning.solver.kind=fedprox --set learning.solver.mu=0.1"
scaffold="scaffold --set learning.solver.kind=scaffold"

# print_heading SKEW: of the tables.
print_heading() { printf '%-6s %-9s %-24s %10s %10s\n' "$1" algorithm "rounds to the target" "energy, Wh" "moved, MB"; }

# print_row SKEW ALGORITHM OPTION...: runs an algorithm, a name and its options in one word, over all seeds; prints its row.
print_row() {
  local skew=$1 algorithm traces=() seed name
  read -r -a algorithm <<< "$2"
  shift 2
  for seed in $(seq "$seeds"); do
    name=${algorithm[0]}-$skew-$seed
    "$build/bin/roundwatt" run scenarios/non-iid/fashion-mnist.yaml --set "name=$name" --set "seed=$seed" "$@" \
      --set "stop.rounds=$rounds" --set stop.target_accuracy.value=0.78 "${algorithm[@]:1}" \
      -o "$results/$name.h5" --force --quiet
    traces+=("$results/$name.h5")
  done
  "$build/bin/roundwatt-analyze" compare "${traces[@]}" --json |
    /usr/bin/python3 scripts/non-iid-row.py "$skew" "${algorithm[0]}" "$rounds"
}
