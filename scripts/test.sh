#!/usr/bin/env bash
# Installs what is missing, builds and runs all tests. CTest's summary is the last thing printed. ROUNDWATT_WERROR=ON makes warnings
# errors, as CI does; without, what scripts/quickstart.sh has built is used again.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh test
cmake --preset release -DROUNDWATT_TESTS=ON -DROUNDWATT_WERROR="${ROUNDWATT_WERROR:-OFF}" > /dev/null
cmake --build --preset release
ctest --preset release --parallel "$(nproc)" "$@"
