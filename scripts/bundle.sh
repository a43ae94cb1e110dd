#!/usr/bin/env bash
# Makes a tarball that runs from any folder without root, of the build in BUILD: dist/roundwatt-VERSION-linux-PROCESSOR.tar.gz. It
# holds the programs, SimGrid and all other shared libraries but those of glibc, platforms, scenarios, Fashion-MNIST, manual pages
# and completion. It runs where glibc is at least as new as that of the machine it was made on: make it on Debian 12.
#
#   scripts/bundle.sh [BUILD]        default: build
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
scripts/build-programs.sh "$build"
version=$("$build/bin/roundwatt" --version | awk 'NR == 1 { print $2 }')
name=roundwatt-$version-linux-$(uname -m)
folder=$build/$name
rm -rf "$folder"
cmake --install "$build" --prefix "$folder" --strip > /dev/null

# The loader and the libraries of glibc belong to the machine; everything else comes along with its licence.
mkdir -p "$folder/lib" "$folder/share/doc/libraries"
libraries=$(ldd "$folder"/bin/* | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | sort -u)
for library in $libraries; do
  case "$(basename "$library")" in
    libc.so.* | libm.so.* | libdl.so.* | libpthread.so.* | librt.so.* | libresolv.so.* | libutil.so.* | ld-linux*) continue ;;
  esac
  cp -L "$library" "$folder/lib/"
  # Packages name files with or without /usr, which the linked folders hide.
  owner=$(dpkg-query -S "*/$(basename "$(realpath "$library")")" | head -n 1 | cut -d: -f1)
  cp -L "/usr/share/doc/$owner/copyright" "$folder/share/doc/libraries/$owner"
done
patchelf --set-rpath '$ORIGIN/../lib' "$folder"/bin/*
patchelf --set-rpath '$ORIGIN' "$folder"/lib/*
if [ -d /usr/share/datasets/fashion-mnist ]; then
  mkdir -p "$folder/share/datasets"
  cp -rL /usr/share/datasets/fashion-mnist "$folder/share/datasets/"
  cp /usr/share/doc/dataset-fashion-mnist/copyright "$folder/share/doc/libraries/dataset-fashion-mnist"
fi

glibc=$(objdump -T "$folder"/bin/* "$folder"/lib/* 2> /dev/null | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
cat > "$folder/README.txt" << TEXT
Roundwatt $version for $(uname -m) Linux with ${glibc/_/ } or newer. Unpack it anywhere; nothing needs root.

    bin/roundwatt run share/roundwatt/scenarios/small/one-client.yaml -o one-client.h5
    bin/roundwatt-analyze carbon one-client.h5

Scenarios and platforms: share/roundwatt. Documentation: share/doc/roundwatt. Manual pages: MANPATH=share/man man roundwatt.
Completion: source share/bash-completion/completions/roundwatt. Licence: share/doc/roundwatt/LICENSE; those of the libraries in
lib: share/doc/libraries.
TEXT
mkdir -p dist
# The same files give the same bytes.
when=$(git log -1 --format=%ct 2> /dev/null || echo 0)
tar -C "$build" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$when" -c "$name" | gzip -n > "dist/$name.tar.gz"
echo "dist/$name.tar.gz (needs ${glibc/_/ })"
