#!/usr/bin/env bash
# Reads sources with Clang for its warnings, which are errors; nothing is built.
#
#   scripts/warnings.sh [FOLDER]...         default: sim analysis tests.  $CXX: the compiler, default clang++.
#
# What a build needs, and Clang, must be installed: scripts/install.sh fuzz
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- sim analysis tests
compiler=${CXX:-clang++}
command -v "$compiler" > /dev/null || { echo "$compiler is not here: scripts/install.sh fuzz" >&2; exit 2; }
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER="$compiler" -DROUNDWATT_WERROR=ON > /dev/null
/usr/bin/python3 - "$build/compile_commands.json" "$@" << 'RUN'
import concurrent.futures, json, os, shlex, subprocess, sys
from pathlib import Path

folders = [Path(folder).resolve() for folder in sys.argv[2:]]
commands = [c for c in json.load(open(sys.argv[1], encoding="utf-8")) if any(f in Path(c["file"]).parents for f in folders)]
# Half of the time goes into headers that nearly all include: they are read once. Precompiled headers hold for one set of flags.
headers = Path(sys.argv[1]).parent / "common.hpp"
headers.write_text("".join(f"#include <{name}>\n" for name in (
    "algorithm", "filesystem", "fmt/format.h", "functional", "map", "memory", "optional", "set", "span", "string", "variant",
    "vector")))
precompiled = {}

def call(words, folder):
    done = subprocess.run([word for word in words if word], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr

def flags_of(words):
    return tuple(w for w in words[1:] if w.startswith(("-f", "-m", "-O", "-W", "-std", "-DFMT")))

for command in commands:
    words = shlex.split(command["command"])
    flags = flags_of(words)
    if flags not in precompiled:
        precompiled[flags] = headers.with_suffix(f".{len(precompiled)}.pch")
        code, said = call([words[0], *flags, "-x", "c++-header", headers, "-o", precompiled[flags]], command["directory"])
        if code:
            sys.exit(said)

def read(command):
    words = shlex.split(command["command"])
    return call([*words, "-fsyntax-only", "-include-pch", precompiled[flags_of(words)]], command["directory"])

with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(read, commands))
for _, words in results:
    sys.stderr.write(words)
bad = sum(1 for code, words in results if code or words)
print(f"{shlex.split(commands[0]['command'])[0]}: {len(commands)} sources read, {bad} with warnings")
sys.exit(1 if bad else 0)
RUN
