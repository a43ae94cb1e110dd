#!/usr/bin/env bash
# Builds the programs and their manual pages in BUILD, as packages need them, and installs what that takes.
#
#   scripts/build-programs.sh BUILD
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
scripts/install.sh package
[ -f "$build/build.ninja" ] || cmake --preset release -B "$build" -DROUNDWATT_TESTS=OFF > /dev/null
cmake --build "$build" --target roundwatt roundwatt-analyze roundwatt-manuals roundwatt-analyze-manuals
