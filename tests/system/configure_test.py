#!/usr/bin/env python3
"""What is missing or too old is said when the build is configured: all of it, in one message, with the packages to install.

usage: configure_test.py ROUNDWATT SOURCE
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

source = Path(sys.argv[2]).resolve()


def configure(folder, *options, **environment):
    environment.setdefault("CXX", "g++")
    done = subprocess.run(
        ["cmake", "-S", source, "-B", Path(folder) / "build", "-G", "Ninja", "--fresh", *options],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )
    # CMake breaks lines at 77 letters.
    return done.returncode, re.sub(r"\s+", " ", done.stderr)


def simgrid_of(folder, version):
    """A description of a SimGrid that is not there, for pkg-config."""
    (Path(folder) / "simgrid.pc").write_text(f"Name: SimGrid\nDescription: none\nVersion: {version}\nLibs: -lsimgrid\n")
    return {"PKG_CONFIG_PATH": str(folder)}


with tempfile.TemporaryDirectory() as folder:
    code, words = configure(
        folder, "-DCMAKE_DISABLE_FIND_PACKAGE_fmt=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_HDF5=ON",
        "-DCMAKE_DISABLE_FIND_PACKAGE_Catch2=ON", PKG_CONFIG_LIBDIR="/nowhere",
    )
    assert code == 1, words
    assert words.count("Missing or too old:") == 1, words
    for part in ("SimGrid (3.32 or newer), HDF5 (1.10.7 or newer)", "fmt", "Catch2 (2.13 or newer)",
                 "Install on Debian: scripts/install.sh test, or apt-get install libsimgrid-dev libhdf5-dev libfmt-dev catch2"):
        assert part in words, (part, words)

    code, words = configure(folder, **simgrid_of(folder, "3.25"))
    assert code == 1 and "Missing or too old: SimGrid (3.32 or newer, here is 3.25). Install" in words, words
    code, words = configure(folder, "-DROUNDWATT_TESTS=OFF", **simgrid_of(folder, "4.5"))
    assert code == 0 and "SimGrid 4.5 is newer than what Roundwatt is tested with (3.32 to 4.1)" in words, words

    code, words = configure(folder, "-DROUNDWATT_ARCH=v5")
    assert code == 1 and "ROUNDWATT_ARCH = v5: unknown value; expected one of v3, v2, native, none" in words, words
