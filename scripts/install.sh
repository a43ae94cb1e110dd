#!/usr/bin/env bash
# Installs with apt what is missing of scripts/packages.txt, and the chart libraries of reports from npm's registry.   usage: scripts/install.sh build | test | fuzz
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in
  build) wanted='$1 == "build"' ;;
  test) wanted='$1 == "build" || $1 == "test"' ;;
  fuzz) wanted='$1 == "build" || $1 == "test" || $1 == "fuzz"' ;;
  *) echo "usage: scripts/install.sh build | test | fuzz" >&2; exit 2 ;;
esac
missing=()
for package in $(awk "!/^#/ && ($wanted) {print \$2}" scripts/packages.txt); do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}" >&2
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
fi
cmake -P analysis/report/fetch_charts.cmake
