#!/usr/bin/env bash
# Makes a Debian package for the Debian it runs on, dist/roundwatt_VERSION-1~debN_ARCHITECTURE.deb, of the build in BUILD.
#
#   scripts/deb.sh [BUILD]        default: build
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
scripts/build-programs.sh "$build"
mkdir -p dist
cpack --config "$build/CPackConfig.cmake" -G DEB -B "$build/package" > "$build/cpack.log" 2>&1 || { cat "$build/cpack.log" >&2; exit 1; }
package=$(ls -t "$build"/package/*.deb | head -n 1)
mv "$package" dist/
echo "dist/$(basename "$package")"
