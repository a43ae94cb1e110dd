#!/usr/bin/env bash
# Installs with apt what is missing of scripts/packages.txt, and the chart libraries of reports from npm's registry.
#
#   scripts/install.sh build | test | fuzz | package      each with what those before it need; package: with what build needs
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in
  build) purposes="build" ;;
  test) purposes="build test" ;;
  fuzz) purposes="build test fuzz" ;;
  package) purposes="build package" ;;
  *) echo "usage: scripts/install.sh build | test | fuzz | package" >&2; exit 2 ;;
esac
suite=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}" || true)
needed=$(awk -v purposes="$purposes" -v suite="$suite" '
  BEGIN { split(purposes, list, " "); for (i in list) wanted[list[i]] = 1 }
  /^#/ || !($1 in wanted) { next }
  NF == 2 { print $2; next }
  { for (i = 3; i <= NF; i++) if ($i == suite) print $2 }' scripts/packages.txt)
if ! command -v apt-get > /dev/null; then
  echo "scripts/install.sh installs with apt-get, which is not here. Install what Debian calls:" $needed >&2
  exit 2
fi
missing=()
for package in $needed; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo > /dev/null || { echo "not root, and no sudo. As root: apt-get install ${missing[*]}" >&2; exit 2; }
    as_root=(sudo)
  fi
  echo "installing: ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
fi
cmake -P analysis/report/fetch_charts.cmake
