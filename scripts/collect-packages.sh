#!/usr/bin/env bash
# Makes the Debian package and the tarball of the build in BUILD, and puts them into FOLDER under names without version, with a trace
# that the build itself has made: what scripts/try-packages.sh wants.
#
#   scripts/collect-packages.sh BUILD FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 folder=$2
rm -rf "$folder"
mkdir -p "$folder"
package=$(scripts/deb.sh "$build" | tail -n 1)
bundle=$(scripts/bundle.sh "$build" | tail -n 1)
cp "$package" "$folder/roundwatt.deb"
cp "${bundle%% *}" "$folder/roundwatt.tar.gz"
"$build/bin/roundwatt" run scenarios/small/one-client.yaml --quiet -o "$folder/expected.h5"
