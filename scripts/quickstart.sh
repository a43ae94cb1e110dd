#!/usr/bin/env bash
# From a fresh clone to the first study: installs what is missing, builds, runs scenarios/first-look and shows what came out.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh build
cmake --preset release -DFEDJOULE_TESTS=OFF > /dev/null
cmake --build --preset release --target fedjoule fedjoule-analyze
scripts/first-look.sh build
