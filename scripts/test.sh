#!/usr/bin/env bash
# Installs what is missing, builds with warnings as errors and runs all tests. CTest's summary is the last thing printed.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh test
cmake --preset release -DROUNDWATT_TESTS=ON -DROUNDWATT_WERROR=ON > /dev/null
cmake --build --preset release
ctest --preset release --parallel "$(nproc)" "$@"
