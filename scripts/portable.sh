#!/usr/bin/env bash
# Builds this tree in a Debian of its own, with warnings as errors, and runs there the tests with the label `portable`: small
# scenarios, readers, command line, platform check. The traces of scenarios/small are compared with those of this machine's BUILD,
# and Clang reads the sources unless ROUNDWATT_CLANG=OFF.
#
#   scripts/portable.sh SUITE [BUILD]       SUITE: bookworm, trixie or forky; BUILD: default build.  Exit code 77: scripts/in-debian.sh
set -euo pipefail
cd "$(dirname "$0")/.."
suite=${1:?usage: scripts/portable.sh SUITE [BUILD]}
build=$(realpath "${2:-build}")
traces=$(mktemp -d)
trap 'rm -rf "$traces"' EXIT
mkdir "$traces/here" "$traces/there"
scripts/small-traces.sh "$build" "$traces/here"
scripts/in-debian.sh "$suite" --bind "$traces" env "traces=$traces" "suite=$suite" "clang=${ROUNDWATT_CLANG:-ON}" bash -euo pipefail -c '
  # Testing changes under us: what its compilers and parsers say in other words than today is not our fault.
  strict=ON purpose=fuzz tests="-L portable"
  if [ "$clang" = OFF ]; then purpose=test; fi
  if [ "$suite" = forky ]; then strict=OFF purpose=test tests="$tests -E broken"; fi
  scripts/install.sh "$purpose"
  if [ "$suite" != forky ] && [ "$clang" = ON ]; then scripts/clang-warnings.py sim analysis; fi
  cmake --preset release -DROUNDWATT_WERROR=$strict > /dev/null
  cmake --build build --target roundwatt roundwatt-analyze portable_tests
  scripts/small-traces.sh build "$traces/there"
  scripts/compare-traces.py "$traces/here" "$traces/there" --learned-tolerance 1e-6
  ctest --preset release --parallel "$(nproc)" $tests'
