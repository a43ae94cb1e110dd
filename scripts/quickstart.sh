#!/usr/bin/env bash
# From a fresh clone to the first study: installs what is missing, builds, runs scenarios/first-look and shows what came out.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh build
cmake --preset release -DROUNDWATT_TESTS=OFF > /dev/null
cmake --build --preset release --target roundwatt roundwatt-analyze
scripts/first-look.sh build
