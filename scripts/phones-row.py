"""One row of scripts/phones.sh: who used the energy of phones' training, in per cent of what the meters show.

usage: phones-row.py VARIANT TRACE

Shares of joules are shares of CO2e: all sites are on one grid. Ways down and up of the network are told apart by their links' names.
"""

import sys

import h5py
import numpy

PARTS = ("compute", "upload", "download", "server")
PUBLISHED = {"compute": (46, 50), "upload": (27, 29), "download": (22, 24), "server": (1, 2)}  # per cent, arXiv 2303.14604


def joules_by_part(path):
    """Joules at the meter under the boundary `participation`, by part."""
    with h5py.File(path) as trace:
        hosts, links = trace["energy/hosts"], trace["energy/links"]
        labels = hosts["activity"].attrs["flag_meanings"].split()
        activity = numpy.array(labels)[hosts["activity"][:]]
        host, link = hosts["host"][:], links["link"][:]
        kinds = trace["hosts/kind"]
        kind = numpy.array(kinds.attrs["flag_meanings"].split())[kinds[:]][host]
        pue = trace["sites/pue"][:]
        of_hosts = hosts["energy_j"][:] - hosts["base_j"][:]
        idle = hosts["base_j"][:] * trace["hosts/reserved_share"][:][host]
        takes_part = (kind != "device") | ~numpy.isin(activity, ("idle", "off"))
        base = numpy.where(kind == "device", hosts["base_j"][:], idle)
        of_hosts = numpy.where(takes_part, of_hosts + base, 0) * pue[trace["hosts/site"][:]][host]
        of_links = trace["links/idle_w"][:][link] * links["busy_s"][:] * trace["links/router_share"][:][link] + links["energy_j"][:]
        of_links *= pue[trace["links/site"][:]][link]
        way = numpy.array(["upload" if "-up" in name else "download" for name in trace["links/name"].asstr()[:]])[link]
    of_phones = kind == "device"
    joules = {part: of_links[way == part].sum() for part in ("upload", "download")}
    for part in ("upload", "download"):
        joules[part] += of_hosts[of_phones & (activity == part)].sum()
    joules["compute"] = of_hosts[of_phones & ~numpy.isin(activity, ("upload", "download"))].sum()
    joules["server"] = of_hosts[~of_phones].sum()
    return joules


def row(variant, cells):
    return f"{variant:<44}" + "".join(f"{cell:>10}" for cell in cells)


if __name__ == "__main__":
    if sys.argv[1] == "--heading":
        print(row("% of CO2e", PARTS))
        print(row("published", ("{}-{}".format(*PUBLISHED[part]) for part in PARTS)))
        sys.exit()
    joules = joules_by_part(sys.argv[2])
    print(row(sys.argv[1], (f"{100 * joules[part] / sum(joules.values()):.1f}" for part in PARTS)))
