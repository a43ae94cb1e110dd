#!/usr/bin/env bash
# Builds the programs for aarch64 (Jetson, Graviton) in a Debian 13 of its own, with arm64 packages and a cross-compiler, runs
# scenarios/small under qemu's user emulation and compares the traces with those of this machine's build in BUILD.
#
#   scripts/cross-aarch64.sh [BUILD]        default: build.  A quarter of an hour; exit code 77 where no such system can be made.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "${1:-build}")
traces=$(mktemp -d)
trap 'rm -rf "$traces"' EXIT
mkdir "$traces/here" "$traces/aarch64"
scripts/small-traces.sh "$build" "$traces/here"
scripts/in-debian.sh trixie --bind "$traces" env "traces=$traces" bash -euo pipefail -c '
  export DEBIAN_FRONTEND=noninteractive
  dpkg --add-architecture arm64
  apt-get update -qq
  packages=(g++-aarch64-linux-gnu qemu-user python3-h5py)
  for package in $(awk "\$1 == \"build\" && NF == 2 { print \$2 }" scripts/packages.txt); do
    case "$package" in
      g++) ;;
      lib* | zlib1g-dev) apt-cache show "$package" | grep "^Architecture: all" > /dev/null || package=$package:arm64; packages+=("$package") ;;
      *) packages+=("$package") ;;
    esac
  done
  apt-get install -y -qq --no-install-recommends "${packages[@]}" > /dev/null
  cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_TOOLCHAIN_FILE=scripts/aarch64-toolchain.cmake \
    -DROUNDWATT_TESTS=OFF -DROUNDWATT_WERROR=ON > /dev/null
  cmake --build build --target roundwatt roundwatt-analyze
  qemu-aarch64 build/bin/roundwatt --version
  scripts/small-traces.sh build "$traces/aarch64" qemu-aarch64
  scripts/compare-traces.py "$traces/here" "$traces/aarch64" --learned-tolerance 1e-6'
