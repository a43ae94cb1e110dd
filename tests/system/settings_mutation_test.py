#!/usr/bin/env python3
"""Settings of SimGrid and profiles of hosts and links with the mistakes that people and programs make: whatever they hold, `run` and
`validate` end in time, with 0, with 2 or with 1 and one message of ours, never with a signal or in SimGrid's own words; and what a run
that ends well has recorded keeps every invariant that `verify` checks.

usage: settings_mutation_test.py ROUNDWATT SOURCE [COUNT [FIRST]]    COUNT mutants (150; ROUNDWATT_MUTANTS), numbered from FIRST (1)
A mutant that fails is left in the folder that is named, with its files and the command line.
"""

import json
import os
import random
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

roundwatt = Path(sys.argv[1]).resolve()
analyze = roundwatt.with_name("roundwatt-analyze")
count = int(sys.argv[3]) if len(sys.argv) > 3 else int(os.environ.get("ROUNDWATT_MUTANTS", "150"))
first = int(sys.argv[4]) if len(sys.argv) > 4 else 1

LONGEST_RUN = 20  # s
NOT_OURS = ("Backtrace", "/CRITICAL]", "/ERROR]", "SimGrid refuses it", "without a word", "unexpectedly", "std::", "Assertion")


# What all of SimGrid 3.32 has (--help-cfg), those first that are accepted somehow.
ACCEPTED = {
    "contexts/factory": ["thread", "ucontext", "raw"],
    "contexts/guard-size": ["0", "1", "16"],
    "contexts/stack-size": ["64", "128", "1024", "8192"],
    "cpu/model": ["Cas01"],
    "cpu/optim": ["Lazy", "Full"],
    "host/model": ["default", "compound"],
    "network/TCP-gamma": ["0", "1", "1000", "4194304", "1e15"],
    "network/bandwidth-factor": ["0.97", "1", "0.5"],
    "network/crosstraffic": ["yes", "no", "on", "off", "true", "false", "1", "0"],
    "network/latency-factor": ["0", "1", "13.01"],
    "network/model": ["LV08", "CM02"],
    "network/optim": ["Full", "Lazy"],
    "network/weight-S": ["0", "20537", "8775"],
}
OTHERS = """bmf/max-iterations bmf/precision bmf/selective-update cmonkey/host cmonkey/link cmonkey/tell cmonkey/time contexts/nthreads
contexts/synchro cpu/maxmin-selective-update cpu/solver debug/breakpoint debug/clean-atexit debug/verbose-exit disk/model disk/solver
exception/cutpath host/solver maxmin/concurrency-limit maxmin/precision model-check model-check/replay model-check/timeout
network/loopback-bw network/loopback-lat network/maxmin-selective-update network/solver ns3/TcpModel ns3/seed path plugin
plugin/dvfs/governor plugin/dvfs/max-pstate plugin/dvfs/min-pstate plugin/dvfs/sampling-rate precision/timing precision/work-amount
smpi/async-small-thresh smpi/bw-factor smpi/cpu-threshold smpi/host-speed smpi/lat-factor smpi/np smpi/tmpdir storage/model
surf/precision tracing tracing/actor tracing/filename tracing/platform tracing/uncategorized vm/model""".split()
WORDS = ["", " ", "0", "-0", "1", "-1", "2", "64", "63", "1e-9", "1e-300", "1e-320", "1e9", "1e15", "1e300", "1e308", "1e309", "-1e300",
         "99999999999", "18446744073709551616", "nan", "-nan", "inf", "-inf", "0x10", "1,5", "1_0", "+1", "1e", "0.5", "yes", "no", "help",
         "Full", "Lazy", "TI", "LV08", "CM02", "SMPI", "IB", "Constant", "ns-3", "L07", "ptask_L07", "default", "raw", "thread", "x" * 300,
         "é", "<", "&", '"', "0:1;10:2", "1:2:3", "1MBps", "10 20", "\t1", "1\n"]


def one_setting(rng):
    """A key and a value of it, right more often than not."""
    kind = rng.random()
    if kind < 0.7:
        key = rng.choice(list(ACCEPTED))
        return key, rng.choice(ACCEPTED[key]) if rng.random() < 0.7 else rng.choice(WORDS)
    if kind < 0.9:
        return rng.choice(OTHERS), rng.choice(WORDS)
    key = rng.choice(list(ACCEPTED))
    at = rng.randrange(len(key))
    wrong = rng.choice([key[:at] + key[at + 1:], key[:at] + "x" + key[at:], key.upper(), key + " ", " " + key, "", "/", key.split("/")[0]])
    return wrong, rng.choice(ACCEPTED[key] + WORDS)


# What a <trace_connect> calls the profile of an attribute.
KINDS = {("host", "speed_file"): "SPEED", ("host", "state_file"): "HOST_AVAIL", ("link", "bandwidth_file"): "BANDWIDTH",
         ("link", "latency_file"): "LATENCY", ("link", "state_file"): "LINK_AVAIL"}

VALUES = {
    "speed_file": ["1", "1.0", "0.5", "0.25", "0.125", "2", "1e-3", "1e-9"],
    "state_file": ["0", "1", "0", "1", "1", "0.5", "2"],
    "bandwidth_file": ["1", "1000", "250000", "500000", "999999", "1e6", "1e6"],
    "latency_file": ["0.001", "0.05", "0.1", "1", "20", "1e-4"],
}
EXTREME_VALUES = ["0", "1e-6", "1e-9", "1e-300", "1e-320", "2e6", "1000", "1001", "1e4", "1e9", "1e15", "1e300", "1e308"]
ODD_NUMBERS = ["nan", "inf", "-inf", "-1", "-0", "1e400", "1e-400", "", "x", "0x10", "1,5", "1_0", "+1", "1e", "--1", "1Gf", "1 s", "\0", "é",
               "NORM", "UNIF 1 2", "EXP 1", "DET 1", "1.2.3", "1" * 400]
LIKELY_PERIODS = ["60", "61.5", "70", "100", "1000"]
PERIODS = ["0", "-0", "1e-320", "1e-12", "1e-6", "1e-3", "0.01", "0.5", "5", "20", "60", "61.5", "100", "1e4", "1e300", "1e308", "-1", "nan", "inf", "x", "",
           "1 2", "+1"]
EXTRA_LINES = ["", " ", "# a comment", "% a comment", "\t# indented", "STOCHASTIC", "STOCHASTIC LOOP", "date,value", "0", "PERIODICITY",
               "LOOPAFTER", "periodicity 5", "LOOP_AFTER 5", "PERIODICITY5", "x" * 5000]


def dates(rng, number):
    kind = rng.random()
    if kind < 0.1:
        return [0.0] * number
    if kind < 0.2:
        return sorted(rng.choice([0.0, 5.0, 10.0, 11.0, 12.0]) for _ in range(number))
    if kind < 0.25:
        return sorted(rng.choice([0.0, 1e-9, 2e-9, 1e-6, 10, 10.0000000001, 1e300]) for _ in range(number))
    if kind < 0.28:
        return [rng.uniform(0, 60) for _ in range(number)]
    return sorted(rng.choice([rng.uniform(0, 60), round(rng.uniform(0, 60), 1)]) for _ in range(number))


def profile_text(rng, attribute):
    if rng.random() < 0.02:
        return rng.randbytes(rng.randrange(200))
    extreme = rng.choice([0] * 6 + [0.3])
    lines = [f"{date!r}{rng.choice([' ', ' ', '  ', chr(9)])}{rng.choice(EXTREME_VALUES if rng.random() < extreme else VALUES[attribute])}"
             for date in dates(rng, rng.choice([0, 1, 1, 2, 3, 4, 6]))]
    for _ in range(rng.choice([0] * 11 + [1, 2])):
        odd = rng.random()
        if odd < 0.5:
            lines.insert(rng.randint(0, len(lines)), rng.choice(EXTRA_LINES[:5] if rng.random() < 0.7 else EXTRA_LINES))
        elif odd < 0.8 and lines:
            at = rng.randrange(len(lines))
            words = lines[at].split(" ")
            words[rng.randrange(len(words))] = rng.choice(ODD_NUMBERS)
            lines[at] = " ".join(words)
        else:
            lines.append(f"{rng.choice(ODD_NUMBERS)} {rng.choice(ODD_NUMBERS + ['1'])}{rng.choice(['', ' 1'])}")
    for word in rng.choice([[], [], [], ["PERIODICITY"], ["LOOPAFTER"]] * 4 + [["PERIODICITY", "LOOPAFTER"], ["PERIODICITY", "PERIODICITY"]]):
        line = f"{word} {rng.choice(PERIODS if rng.random() < 0.25 else LIKELY_PERIODS)}"
        lines.insert(rng.choice([0, len(lines), rng.randint(0, len(lines))]), line)
    ending = rng.choice(["\n"] * 8 + ["\r\n", "\r"])
    text = ending.join(lines) + rng.choice([ending, ending, ending, "", ending * 3])
    return (b"\xef\xbb\xbf" if rng.random() < 0.01 else b"") + text.encode()


SITE = '<prop id="site" value="{0}"/><prop id="site_kind" value="{1}"/><prop id="grid_zone" value="FRA"/>'
POWERS = ('<prop id="wattage_per_state" value="5:8:50"/><prop id="wattage_off" value="0"/><prop id="radio_rx_w" value="1"/>'
          '<prop id="radio_tx_w" value="2"/>')
LINK_POWER = '<prop id="wattage_range" value="2:4"/>'


class Platform:
    """A server, and two to three devices of one site on lines of 1 MB/s or on an access point."""

    def __init__(self, rng, folder, has_profiles):
        self.rng, self.folder, self.left = rng, folder, rng.choice([1, 1, 1, 2, 3]) if has_profiles else 0
        self.traces, self.connections, self.files, self.repeats = [], [], 0, False
        self.devices = rng.randint(2, 3)
        at_home = rng.random() < 0.35
        self.spots = rng.sample(["server", "core"] + ["air"] * (at_home and rng.random() < 0.2) + [f"d{n}" for n in range(self.devices)] +
                                [f"line{n}" for n in range(self.devices)] * (not at_home), k=self.left) if self.left else []
        self.latency = rng.choice(["0s", "1ms", "100ms"])
        site = self.home() if at_home else self.wires()
        policy = rng.choice(["SHARED", "SPLITDUPLEX", "FATPIPE"])
        core = self.link("core", policy, "1GBps" if rng.random() < 0.7 else "1MBps")
        way = f'<zoneRoute src="site" dst="dc" gw_src="exchange" gw_dst="server">{self.hop("core", policy)}</zoneRoute>'
        server = self.host("server", "10Gf", '<prop id="kind" value="server"/><prop id="reserved_share" value="1"/>')
        self.body = ('<zone id="world" routing="Full">'
                     f'<zone id="dc" routing="Full">{SITE.format("dc", "data-centre")}<prop id="pue" value="1.5"/>{server}</zone>'
                     f'{site}<zone id="network" routing="Full">{SITE.format("network", "network")}{core}</zone>{way}</zone>')

    def xml(self, config=""):
        return ('<?xml version="1.0"?>\n<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">\n<platform version="4.1">' + config +
                "".join(self.traces) + self.body + "".join(self.connections) + "</platform>\n").replace("><", ">\n<")

    def host(self, name, speed, properties=""):
        profile = self.profile(name, "server" if name == "server" else "host", ["speed_file", "state_file"])
        return f'<host id="{name}" speed="{speed}"{profile}>{POWERS}{properties}</host>'

    def link(self, name, policy, bandwidth="1MBps", latency=None):
        profile = self.profile(name, policy, ["state_file", "bandwidth_file", "latency_file"])
        return (f'<link id="{name}" bandwidth="{bandwidth}" latency="{latency or self.latency}" sharing_policy="{policy}"{profile}>'
                f"{LINK_POWER}</link>")

    @staticmethod
    def hop(name, policy):
        return f'<link_ctn id="{name}"{" direction=" + chr(34) + "UP" + chr(34) if policy == "SPLITDUPLEX" else ""}/>'

    def wires(self):
        hosts, links, routes = [], [], []
        for number in range(self.devices):
            policy = self.rng.choice(["SHARED", "SPLITDUPLEX", "FATPIPE"])
            hosts.append(self.host(f"d{number}", "1Gf"))
            links.append(self.link(f"line{number}", policy))
            routes.append(f'<route src="d{number}" dst="exchange">{self.hop(f"line{number}", policy)}</route>')
        return (f'<zone id="site" routing="Floyd">{SITE.format("site", "edge")}{"".join(hosts)}<router id="exchange"/>{"".join(links)}'
                f'{"".join(routes)}</zone>')

    def home(self):
        rates = self.rng.choice(["8Mbps", "8Mbps,6Mbps"])
        levels = rates.count(",")
        hosts = [self.host(f"d{number}", "1Gf", f'<prop id="wifi_level" value="{self.rng.randint(0, levels)}"/>') for number in range(self.devices)]
        return (f'<zone id="site" routing="Wifi"><prop id="access_point" value="exchange"/>{SITE.format("site", "edge")}{"".join(hosts)}'
                f'<router id="exchange"/>{self.link("air", "WIFI", rates, "0s")}</zone>')

    def profile(self, name, element, attributes):
        """As attributes of an element, or as a <trace> beside it."""
        if name not in self.spots:
            return ""
        words = []
        for attribute in self.rng.sample(attributes, self.rng.choice([1, 1, 1, 2])):
            text = profile_text(self.rng, attribute)
            self.files += 1
            self.repeats = self.repeats or b"PERIODICITY" in text or b"LOOPAFTER" in text
            if self.rng.random() < 0.2 and is_xml_text(text):
                words_of_trace = self.rng.choice([' periodicity="0"', ' periodicity="100"', f' periodicity="{self.rng.choice(["", *PERIODS])}"'])
                self.traces.append(f'<trace id="t{self.files}"{words_of_trace}>{text.decode()}</trace>')
                self.repeats = True
                kind = KINDS["host" if element in ("host", "server") else "link", attribute]
                unsaid = kind == "HOST_AVAIL" and self.rng.random() < 0.3  # it is what SimGrid takes for said
                self.connections.append("<trace_connect" + ("" if unsaid else f' kind="{kind}"') + f' trace="t{self.files}" element="{name}"/>')
                continue
            (self.folder / f"{self.files}.profile").write_bytes(text)
            words.append(f' {attribute}="{self.files}.profile"')
        return "".join(words)


def is_xml_text(text):
    try:
        return not set(text.decode()) & set('<&\0\ufeff')
    except UnicodeDecodeError:
        return False


def in_xml(text):
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return text


def config_element(rng, settings):
    if not settings:
        return ""
    props = "".join(f'<prop id="{in_xml(key)}" value="{in_xml(value)}"/>' for key, value in settings)
    return f'<config{rng.choice(["", " id=" + chr(34) + "General" + chr(34)])}>{props}</config>'


def scenario(rng, number, platform):
    devices, repeats = platform.devices, platform.repeats
    is_asynchronous = rng.random() < 0.4
    federation = {"mode": "asynchronous" if is_asynchronous else "synchronous", "server": "server"}
    if is_asynchronous:
        federation["asynchronous"] = {"algorithm": "fedasync", "max_concurrency": rng.randint(1, devices)}
    else:
        federation["clients_per_round"] = rng.randint(1, devices)
        if rng.random() < 0.3:
            federation["stragglers"] = {"late": "drop", "deadline": rng.choice([15, 25.5]), "after_deadline": rng.choice(["cancel", "finish"])}
    if rng.random() < 0.3:
        federation["failure_detection"] = {"timeout": 5}
    stop = {"rounds": rng.randint(2, 5)}
    if repeats or rng.random() < 0.5:  # events of 1e9 s, where a run gets nowhere, are too many to wait for
        stop["time"] = rng.choice([90, 600])
    return {
        "roundwatt": 1, "name": f"mutant-{number}", "seed": number, "start": "2021-02-16T00:00:00Z",
        "platform": {"file": "p.xml", "network": {"model": rng.choice(["textbook", "LV08"])}},
        "workload": {"model": {"size": rng.choice([1_000_000, 5_000_000])}, "compute": {"flops_per_sample": 1e9},
                     "aggregation": {"flops_per_update": rng.choice([0, 1e9])}},
        "data": {"clients": devices, "samples_per_client": 5}, "learning": {"local": {"epochs": 1, "batch_size": 5}},
        "federation": federation, "stop": stop, "trace": {"plugin_check": rng.random() < 0.5},
    }


def write_mutant(number, folder):
    """Writes the files of a mutant. Returns the arguments that it adds to a command line."""
    rng = random.Random(number)
    of_settings = rng.random() < 0.35
    platform = Platform(rng, folder, has_profiles=not of_settings)
    if of_settings:
        settings = [one_setting(rng) for _ in range(rng.choice([1, 1, 2, 3]))]
    else:
        settings = [(key, rng.choice(ACCEPTED[key])) for key in rng.sample(list(ACCEPTED), rng.choice([0, 0, 0, 1]))]
    in_file = [setting for setting in settings if rng.random() < 0.5]
    arguments = [f"--cfg={key}:{value}".replace("\0", "") for key, value in settings if (key, value) not in in_file or rng.random() < 0.1]
    config = config_element(rng, in_file)
    if config and rng.random() < 0.05:
        config += config_element(rng, [one_setting(rng)])
    (folder / "p.xml").write_bytes(platform.xml(config).encode())
    (folder / "s.yaml").write_text(json.dumps(scenario(rng, number, platform), indent=1))
    return arguments


def execute(command, folder):
    """A command's exit code and what it said; nothing where it did not end."""
    (folder / "command").write_text(shlex.join(map(str, command)) + "\n")
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=LONGEST_RUN, check=False)
    except subprocess.TimeoutExpired:
        return None


def complaint_about_end(ended):
    if ended is None:
        return f"does not end within {LONGEST_RUN} s"
    said = ended.stderr.strip()
    if ended.returncode not in (0, 1, 2):
        return f"exit {ended.returncode}: {said[-600:]}"
    foreign = [words for words in NOT_OURS if words in said]
    if foreign:
        return f"exit {ended.returncode} with '{foreign[0]}': {said[:600]}"
    if ended.returncode and not said:
        return f"exit {ended.returncode} without a word"
    return None


def complaint_about(number, folder):
    arguments = write_mutant(number, folder)
    if number % 10 == 0:
        wrong = complaint_about_end(execute([roundwatt, "validate", "s.yaml", *arguments], folder))
        if wrong:
            return f"validate: {wrong}", None
    ended = execute([roundwatt, "run", "s.yaml", "--quiet", "-o", "trace.h5", *arguments], folder)
    wrong = complaint_about_end(ended)
    is_help = any(argument.endswith(":help") for argument in arguments)
    if wrong or ended.returncode or is_help:
        return wrong, ended
    checked = execute([analyze, "verify", "trace.h5"], folder)
    if checked is None or checked.returncode:
        return "verify: " + (checked.stdout + checked.stderr if checked else "does not end").strip()[:800], ended
    return None, ended


def main():
    scratch = Path(tempfile.mkdtemp(prefix="roundwatt-settings-"))
    ends, wrong = {0: 0, 1: 0, 2: 0}, []
    for number in range(first, first + count):
        folder = scratch / str(number)
        folder.mkdir()
        complaint, ended = complaint_about(number, folder)
        if complaint:
            wrong.append(number)
            print(f"{folder}: {complaint}", file=sys.stderr, flush=True)
        else:
            ends[ended.returncode] += 1
            subprocess.run(["rm", "-rf", folder], check=True)
    print(f"{count} mutants: {ends[0]} ran, {ends[1]} failed in words of ours, {ends[2]} were refused, {len(wrong)} wrong")
    if not wrong:
        scratch.rmdir()
    return 1 if wrong else 0


sys.exit(main())
