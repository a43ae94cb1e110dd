#!/usr/bin/env bash
# Makes the Debian package and the tarball of the build in BUILD and tries them: scripts/try-packages.sh.
#
#   scripts/test-packages.sh [BUILD]        default: build.  Exit code 77 where no minimal system can be made.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
scripts/install.sh package
scripts/in-debian.sh "$suite" --empty true || exit $?
scripts/collect-packages.sh "$build" "$build/packages"
scripts/try-packages.sh "$suite" "$build/packages"
