"""The platform file: hosts, links, routes and what switches them. Watts, flop/s, byte/s and seconds."""

import re
import xml.etree.ElementTree as ElementTree
from collections import deque
from pathlib import Path

UNITS = {"f": 1, "Bps": 1, "s": 1, "": 1}
PREFIXES = {"T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "": 1, "m": 1e-3, "u": 1e-6}


def quantity(text):
    """Of a number with a unit, in SI units."""
    number, prefix, unit = re.fullmatch(r"([0-9.e+-]+)([TGMkmu]?)(f|Bps|s|)", text).groups()
    return float(number) * PREFIXES[prefix] * UNITS[unit]


def profile_of(element, folder):
    """Instants and states of a state_file, in seconds; it does not repeat."""
    name = element.get("state_file")
    if not name:
        return []
    return [(float(time), state == "1") for time, state in (line.split() for line in (folder / name).read_text().splitlines())]


class Host:
    def __init__(self, name, properties, element, folder):
        self.name = name
        self.speed = quantity(element.get("speed"))
        self.kind = properties.get("kind", "device")
        self.site = properties["site"]
        self.idle_w, self.epsilon_w, self.busy_w = (float(watt) for watt in properties["wattage_per_state"].split(":"))
        self.off_w = float(properties["wattage_off"])
        self.rx_w, self.tx_w = float(properties["radio_rx_w"]), float(properties["radio_tx_w"])
        self.battery = [float(properties[key]) for key in ("battery_wh", "battery_charge_w", "charge_efficiency") if key in properties]
        self.profile = profile_of(element, folder)


class Link:
    def __init__(self, name, properties, element, folder):
        self.name = name
        self.bandwidth = quantity(element.get("bandwidth"))
        self.latency = quantity(element.get("latency"))
        self.idle_w, self.busy_w = (float(watt) for watt in properties["wattage_range"].split(":"))
        self.profile = profile_of(element, folder)


class Platform:
    """Hosts and links by name, in the order of the file. `defaults` are properties of hosts that lack them."""

    def __init__(self, file, defaults):
        self.folder, self.defaults = Path(file).parent, defaults
        self.hosts, self.links, self.edges = {}, {}, {}
        self.read_zone(ElementTree.parse(file).getroot().find("zone"), {})

    def read_zone(self, zone, inherited):
        properties = {**inherited, **own_properties(zone)}
        for element in zone:
            if element.tag == "zone":
                self.read_zone(element, properties)
            elif element.tag == "host":
                known = {**self.defaults, **properties, **own_properties(element)}
                self.hosts[element.get("id")] = Host(element.get("id"), known, element, self.folder)
            elif element.tag == "link":
                known = {**properties, **own_properties(element)}
                self.links[element.get("id")] = Link(element.get("id"), known, element, self.folder)
            elif element.tag == "route":
                self.join(element, element.get("src"), element.get("dst"))
            elif element.tag == "zoneRoute":
                self.join(element, element.get("gw_src"), element.get("gw_dst"))

    def join(self, element, a, b):
        links = [self.links[part.get("id")] for part in element.iter("link_ctn")]
        self.edges.setdefault(a, {})[b] = links
        self.edges.setdefault(b, {})[a] = links[::-1]

    def route(self, source, destination):
        """Links between two hosts, by names: the only way in a tree."""
        ways, waiting = {source: []}, deque([source])
        while destination not in ways:
            here = waiting.popleft()
            for there, links in self.edges[here].items():
                if there not in ways:
                    ways[there] = ways[here] + links
                    waiting.append(there)
        return ways[destination]


def own_properties(element):
    return {prop.get("id"): prop.get("value") for prop in element.findall("prop")}
