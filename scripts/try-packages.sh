#!/usr/bin/env bash
# Tries the package and the tarball in FOLDER in minimal systems of SUITE that have nothing of ours: they run and give the same bytes
# as the build, and the package leaves nothing behind when it is removed.
#
#   scripts/try-packages.sh SUITE FOLDER [package | tarball]        FOLDER: made by scripts/collect-packages.sh
set -euo pipefail
cd "$(dirname "$0")/.."
suite=$1 tried=$(realpath "$2") what=${3:-both}

cat > "$tried/package.sh" << 'TRY'
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
everything() { find / -xdev \( -path /proc -o -path /dev -o -path /sys -o -path /var/cache -o -path /var/log -o -path /var/lib/apt \
  -o -path /var/lib/dpkg -o -path /tmp -o -path "$tried" -o -path /etc/ld.so.cache \) -prune -o -print | sort; }
apt-get update -qq
everything > /tmp/before
apt-get install -y -qq --no-install-recommends "$tried/roundwatt.deb" > /dev/null
cd /tmp
roundwatt run /usr/share/roundwatt/scenarios/small/one-client.yaml --quiet -o installed.h5
cmp installed.h5 "$tried/expected.h5"
roundwatt-analyze verify installed.h5
roundwatt-analyze carbon installed.h5 --what-if FRA,CHN > /dev/null
test -s /usr/share/man/man1/roundwatt-run.1 -a -s /usr/share/doc/roundwatt/copyright
apt-get purge -y -qq roundwatt > /dev/null
apt-get autoremove --purge -y -qq -o APT::AutoRemove::RecommendsImportant=0 -o APT::AutoRemove::SuggestsImportant=0 > /dev/null
everything > /tmp/after
diff /tmp/before /tmp/after || { echo "the package leaves that behind" >&2; exit 1; }
TRY
cat > "$tried/bundle.sh" << 'TRY'
set -euo pipefail
mkdir -p "/opt/any folder"
tar -C "/opt/any folder" -xf "$tried/roundwatt.tar.gz"
cd "/opt/any folder"/roundwatt-*
export HOME=/nowhere
run() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
cd /tmp
programs=$(echo "/opt/any folder"/roundwatt-*/bin)
run "$programs/roundwatt" --version
run "$programs/roundwatt" run "$programs/../share/roundwatt/scenarios/small/one-client.yaml" --quiet -o /tmp/unpacked.h5
cmp /tmp/unpacked.h5 "$tried/expected.h5"
run "$programs/roundwatt-analyze" verify /tmp/unpacked.h5
run "$programs/roundwatt" run "$programs/../share/roundwatt/scenarios/non-iid/fashion-mnist.yaml" --set stop.rounds=1 --quiet -o /tmp/learned.h5
run "$programs/roundwatt-analyze" carbon /tmp/learned.h5 > /dev/null
if command -v simgrid > /dev/null || ls /usr/lib/*/libsimgrid* 2> /dev/null; then echo "this system has SimGrid" >&2; exit 1; fi
TRY
if [ "$what" != tarball ]; then
  scripts/in-debian.sh "$suite" --empty --bind "$tried" env "tried=$tried" bash "$tried/package.sh"
  echo "the Debian package installs, runs and goes on $suite"
fi
if [ "$what" != package ]; then
  scripts/in-debian.sh "$suite" --empty --bind "$tried" env "tried=$tried" bash "$tried/bundle.sh"
  echo "the tarball runs on $suite where nothing is installed"
fi
