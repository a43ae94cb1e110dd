#!/usr/bin/env bash
# Runs a command on a copy of this tree in a minimal Debian of its own, which is thrown away afterwards.
#
#   scripts/in-debian.sh SUITE [--empty] [--bind FOLDER]... COMMAND...
#
# SUITE: bookworm (12), trixie (13), forky (testing). --empty: without the tree. --bind: a folder of this machine that is seen, and
# may be changed, under the same path. What is in the tree and known to git is copied, committed or not. The base system is kept in
# ${XDG_CACHE_HOME:-~/.cache}/roundwatt for the next call. Exit code 77, with the reason, where no such system can be made: that
# takes root, mmdebstrap and Debian's packages.
set -euo pipefail
tree=$(realpath "$(dirname "$0")/..")
usage() { sed -n '4p' "$0" | cut -c3- >&2; exit 2; }
suite=${1:-}
[ -n "$suite" ] || usage
shift
with_tree=true bound=()
while [ $# -gt 0 ]; do
  case "$1" in
    --empty) with_tree=false; shift ;;
    --bind) bound+=("$(realpath "$2")"); shift 2 ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || usage
give_up() { echo "no Debian $suite can be made here: $1" >&2; exit 77; }
[ "$(id -u)" -eq 0 ] || give_up "not root"
command -v mmdebstrap > /dev/null || give_up "mmdebstrap is not installed (apt-get install mmdebstrap)"
unshare --mount true 2> /dev/null || give_up "no mount namespaces"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/roundwatt
base=$cache/$suite.tar
mkdir -p "$cache"
if [ ! -s "$base" ]; then
  mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
  sources=("deb $mirror $suite main")
  options=()
  if [ "$suite" = forky ]; then
    options=(--aptopt='Acquire::Check-Valid-Until "false"')  # a mirror of testing may lag behind
  else
    sources+=("deb $mirror $suite-updates main" "deb $mirror-security $suite-security main")
  fi
  log=$(mktemp)
  printf '%s\n' "${sources[@]}" | mmdebstrap --quiet "${options[@]}" --variant=minbase --include=ca-certificates --format=tar \
    "$suite" "$base.$$" - > "$log" 2>&1 || { tail -n 3 "$log" >&2; rm -f "$log" "$base.$$"; give_up "mmdebstrap failed"; }
  rm -f "$log"
  mv "$base.$$" "$base"
fi
root=$(mktemp -d "$cache/root.XXXX")
trap 'rm -rf --one-file-system "$root"' EXIT
tar -C "$root" -xf "$base"
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
apt-config dump 2> /dev/null | grep -E '^Acquire::(http|https|ftp|Check)' > "$root/etc/apt/apt.conf.d/99this-machine" || true
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/" 2> /dev/null || true
mkdir -p "$root/root/project"
if $with_tree; then
  if git -C "$tree" rev-parse > /dev/null 2>&1; then
    listed=$(cd "$tree" && git -c safe.directory='*' ls-files -co --exclude-standard)
  else
    listed=$(cd "$tree" && find . -path './build*' -prune -o -type f -print)
  fi
  (cd "$tree" && printf '%s\n' "$listed" analysis/report/vendor/*.min.js | while read -r file; do [ ! -e "$file" ] || echo "$file"; done |
    tar -c -T - ) | tar -C "$root/root/project" -x
fi
# The mounts are gone with the namespace.
export root
unshare --mount --propagation private /bin/bash -euc '
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  while [ "$1" != -- ]; do mkdir -p "$root$1"; mount --bind "$1" "$root$1"; shift; done
  shift
  exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-dumb}" LC_ALL=C.UTF-8 \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    ${npm_config_registry:+npm_config_registry="$npm_config_registry"} \
    chroot "$root" /bin/bash -c "cd /root/project && exec \"\$@\"" in-debian "$@"' in-debian ${bound[@]+"${bound[@]}"} -- "$@"
