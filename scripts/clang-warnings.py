#!/usr/bin/python3
"""Reads sources with Clang for its warnings, which are errors; nothing is built.

    scripts/clang-warnings.py [FOLDER]...         default: sim analysis tests.  $CXX: the compiler, default clang++.

What a build needs, and Clang, must be installed: scripts/install.sh fuzz.

exit 0: none; 1: warnings; 2: a mistake of usage.
"""

import concurrent.futures
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = ("algorithm", "filesystem", "fmt/format.h", "functional", "map", "memory", "optional", "set", "span", "string", "variant",
          "vector")


def call(words, folder=ROOT):
    done = subprocess.run([str(word) for word in words if word], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def in_parallel(function, *arguments):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(function, *arguments))


class Command:
    """How one source is compiled."""

    def __init__(self, entry):
        self.source = Path(entry["file"])
        self.folder = entry["directory"]
        self.words = shlex.split(entry["command"])
        # What precompiled headers depend on: not on include folders.
        self.flags = tuple(word for word in self.words[1:] if word.startswith(("-D", "-f", "-m", "-O", "-W", "-std")))


def main():
    compiler = os.environ.get("CXX", "clang++")
    if shutil.which(compiler) is None:
        print(f"{compiler} is not here: scripts/install.sh fuzz", file=sys.stderr)
        return 2
    folders = [Path(folder).resolve() for folder in sys.argv[1:] or [ROOT / name for name in ("sim", "analysis", "tests")]]
    with tempfile.TemporaryDirectory() as name:
        build = Path(name)
        code, said = call(["cmake", "-S", ROOT, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
                           f"-DCMAKE_CXX_COMPILER={compiler}", "-DROUNDWATT_WERROR=ON"])
        if code:
            print(said, file=sys.stderr)
            return 2
        commands = [Command(entry) for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))]
        commands = [command for command in commands if any(folder in command.source.parents for folder in folders)]
        if not commands:
            print(f"no sources in {' '.join(sys.argv[1:])}", file=sys.stderr)
            return 2

        # Headers that nearly all include are read once for all sources with the same flags: a third of the time.
        headers = build / "common.hpp"
        headers.write_text("".join(f"#include <{name}>\n" for name in COMMON), encoding="utf-8")

        def precompile(number, flags):
            precompiled = build / f"common{number}.pch"
            code, said = call([compiler, *flags, "-x", "c++-header", headers, "-o", precompiled])
            return precompiled if code == 0 else sys.exit(said)

        def read(command):
            return call([*command.words, "-fsyntax-only", "-include-pch", precompiled[command.flags]], command.folder)

        all_flags = sorted({command.flags for command in commands})
        precompiled = dict(zip(all_flags, in_parallel(precompile, range(len(all_flags)), all_flags)))
        results = in_parallel(read, commands)
    for _, said in results:
        sys.stderr.write(said)
    bad = sum(1 for code, said in results if code or said)
    print(f"{compiler}: {len(commands)} sources read, {bad} with warnings")
    return 1 if bad else 0


sys.exit(main())
