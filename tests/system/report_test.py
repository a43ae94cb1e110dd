#!/usr/bin/python3
"""Opens reports in headless Chromium: everything is drawn, nothing is said on the console, nothing is asked of the network, names
stay text, a click and a pointer do something, and each chart can be had as a file of its own.

usage: report_test.py ROUNDWATT SOURCE
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import h5py

NAME = "<script>alert(1)</script>"
# Stands after the page's own script: once all is drawn, point at a bar and click on one, and tell.
PROBE = """<script>
(function wait() {
  const root = document.documentElement;
  if (!root.dataset.drawn) return setTimeout(wait, 50);
  const bars = function (id) { return document.querySelectorAll("#chart-" + id + " .mark-rect.role-mark path"); };
  const before = bars("parts").length;
  const bar = bars("parts")[0], box = bar.getBoundingClientRect();
  const at = { bubbles: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, view: window };
  for (const type of ["pointerover", "pointermove", "mouseover", "mousemove"]) bar.dispatchEvent(new MouseEvent(type, at));
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) bar.dispatchEvent(new MouseEvent(type, at));
  setTimeout(function () {
    const tip = document.getElementById("vg-tooltip-element");
    root.dataset.tip = tip ? tip.textContent : "";
    root.dataset.bars = before + " " + bars("parts").length;
  }, 500);
})();
</script></body>"""


def browse(browser, page, folder):
    """The page as it stands in the end, and what the browser said."""
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=15000", f"--user-data-dir={folder}/profile",
               "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--dump-dom", page.as_uri()]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return answer.stdout, [line for line in answer.stderr.splitlines() if "CONSOLE" in line]


def check_files(program, traces, folder, charts):
    """report --svg: well-formed, with marks to see, names as text, nothing of elsewhere."""
    svg = folder / "charts/new"
    command = [f"{program}-analyze", "report", *traces, "-o", folder / "again.html", "--svg", svg]
    subprocess.run(command, check=True)
    files = sorted(svg.iterdir())
    assert len(files) == charts and all(file.suffix == ".svg" for file in files), files
    for file in files:
        root = ElementTree.parse(file).getroot()
        kinds = {element.tag for element in root.iter()}
        assert root.tag == "{http://www.w3.org/2000/svg}svg" and "{http://www.w3.org/2000/svg}path" in kinds, (file, kinds)
        assert not any(kind.endswith(("script", "image", "foreignObject")) for kind in kinds), (file, kinds)
    no_browser = subprocess.run(command, env=os.environ | {"ROUNDWATT_BROWSER": "/nonexistent"}, capture_output=True, text=True)
    assert no_browser.returncode == 2 and "ROUNDWATT_BROWSER = '/nonexistent' is no program" in no_browser.stderr, no_browser
    no_path = subprocess.run(command, env={"PATH": "/nonexistent"}, capture_output=True, text=True)
    assert no_path.returncode == 2 and "apt-get install chromium" in no_path.stderr, no_path
    broken = subprocess.run(command, env=os.environ | {"ROUNDWATT_BROWSER": "/bin/false"}, capture_output=True, text=True)
    assert broken.returncode == 1 and "/bin/false failed (exit code 1)" in broken.stderr, broken


def check_bounds(program, source, folder):
    """A damaged round that seems to last as long as the run does not fill the page."""
    trace, page = folder / "long.h5", folder / "long.html"
    subprocess.run([program, "run", Path(source) / "scenarios/small/one-client.yaml", "--set", "stop.rounds=2000", "-o", trace, "--quiet"],
                   check=True)
    with h5py.File(trace, "r+") as damaged:
        damaged["rounds/end_s"][0] = damaged.attrs["end_s"]
    subprocess.run([f"{program}-analyze", "report", trace, "-o", page], check=True)
    text = page.read_text(encoding="utf-8")
    assert re.search(r"the first 4000 of \d+ intervals", text) and len(text) < 3e6, len(text)


def main(program, source):
    browser = shutil.which("chromium")
    if browser is None:
        print("skipped: no chromium")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        traces = []
        for seed in (1, 2):
            traces.append(folder / f"{seed}.h5")
            subprocess.run([program, "run", Path(source) / "scenarios/small/learning.yaml", "--set", f"seed={seed}", "-o", traces[-1],
                            "--quiet"], check=True)
            with h5py.File(traces[-1], "r+") as trace:  # roundwatt accepts no such name; a trace may be of anybody
                trace.attrs["name"] = NAME
        page = folder / "report.html"
        subprocess.run([f"{program}-analyze", "report", *traces, "--title", NAME, "-o", page], check=True)
        text = page.read_text(encoding="utf-8")
        assert "Charts are left out" not in text, "built without chart libraries: run cmake -P analysis/report/fetch_charts.cmake and build again"
        assert len(text) < 3e6, len(text)
        page.write_text(PROBE.join(text.rsplit("</body>", 1)), encoding="utf-8")
        dom, console = browse(browser, page, folder)
        assert not console, console
        drawn = re.search(r'data-drawn="(\d+)"', dom)
        charts = dom.count('class="chart')
        assert drawn and int(drawn[1]) == charts >= 6, (drawn, charts)
        assert dom.count("<svg") >= charts
        assert "<title>&lt;script&gt;" in dom and NAME not in text, "the name is no text"
        assert len(re.findall("<script", dom.split("<svg", 1)[0])) == 0, "a script ran that is not the page's"
        tip = re.search(r'data-tip="([^"]*)"', dom)
        assert tip and "CO2e" in tip[1], tip
        before, after = re.search(r'data-bars="(\d+) (\d+)"', dom).groups()
        assert int(after) < int(before), (before, after)  # one site's phases are left
        check_files(program, traces, folder, charts)
        check_bounds(program, source, folder)
        print(f"{charts} charts, {len(text)} bytes; tooltip: {tip[1]!r}; bars {before} to {after}")


main(*sys.argv[1:])
