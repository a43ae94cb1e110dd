#!/usr/bin/python3
"""Writes a platform of the studies to the standard output. Every figure stands here once; platforms/README.md has its source.

    scripts/study-platforms.py first-look > platforms/first-look.xml
    scripts/study-platforms.py neighbourhoods > platforms/neighbourhoods.xml
    scripts/study-platforms.py phones > platforms/phones.xml

All zones with hosts or routers are siblings in one zone: SimGrid 4.1 does not find the way through a gateway that lies deeper.
"""

import sys

HOMES = 25  # access points of each fleet
WIFI_PHY_MBPS = (200, 150, 90, 30)  # 802.11ac, 40 MHz, one stream, 400 ns: MCS 9, 7, 4, 1; one station at each
WIFI_EFFICIENCY = 0.6
ROUTER_IDLE_W, ROUTER_W_PER_MBPS = 7.5, 0.02

LINE_IDLE_W, LINE_W_PER_MBPS = 1.5, 0.03  # fixed access and core of one line
LINE_DELAY_S = 0.006  # one of it for the Wi-Fi: SimGrid's Wi-Fi links have no latency of their own
UP_OVER_DOWN = 48 / 94

CORE_BPS, UPLINK_BPS, PORT_BPS = 100e9, 10e9, 10e9
CORE_ROUTER_J, EDGE_ROUTER_J, SWITCH_J = 12.6e-9, 37e-9, 31.7e-9  # a bit
IN_DATA_CENTRE_S = 0.00005

COUNTRIES = (  # prefix, grid zone, time zone, access line down [Mbit/s], delay of the backbone [s]
    ("fra", "FRA", "Europe/Paris", 224, 0.0025),
    ("usa", "USA", "America/New_York", 242, 0.01575),
    ("chn", "CHN", "Asia/Shanghai", 190, 0.01575),
)
INTERCONTINENTAL = (("fra", "usa", 0.043), ("fra", "chn", 0.1255), ("usa", "chn", 0.054))  # one way [s]

FLEETS = (  # name, model, peak [flop/s], sustained share, idle:epsilon:busy [W]
    ("tx2", "jetson-tx2", 0.666e12, 0.3, "3.5:3.5:15"),
    ("nx", "jetson-xavier-nx", 0.845e12, 0.3, "4:4:15"),
)
SERVERS = (  # name, model, kind, peak, sustained share, powers, reserved share, further properties
    ("gpu", "v100-server", "server", 15.7e12, 0.573, "79.6:79.6:396.1", 1, {}),
    ("cpu", "xeon-e5-2699v4-pair", "aggregator", 3.098e12, 0.4, "44.6:44.6:272", 0.01,
     {"embodied_kg": 1313, "lifetime_years": 4}),
)
PUE = 1.67

NEIGHBOURHOODS = ("north", "east", "south", "west")
HOMES_OF_ONE = 9  # of each neighbourhood; one board behind each access point

PHONES = 1300
PHONE = {"model": "phone", "wattage_per_state": "1:1:3", "wattage_off": 0, "radio_rx_w": 0.22, "radio_tx_w": 1.6}
PHONE_SPEED = 10e9
WORLD_DOWN_MBPS, WORLD_UP_MBPS = 94, 48
INTERNET_J = SWITCH_J + 3 * EDGE_ROUTER_J + 5 * CORE_ROUTER_J  # a bit
INTERNET_BPS, INTERNET_DELAY_S = 1e12, 0.03
AGGREGATOR_W, META_PUE = 45, 1.09


class Writer:
    """Prints elements, two blanks deeper inside each zone."""

    def __init__(self):
        self.depth = 0

    def line(self, text):
        print("  " * self.depth + text)

    def open_zone(self, name, routing, **properties):
        self.line(f'<zone id="{name}" routing="{routing}">')
        self.depth += 1
        for item in props(properties):
            self.line(item)

    def close_zone(self):
        self.depth -= 1
        self.line("</zone>")

    def host(self, name, speed, **properties):
        self.line(f'<host id="{name}" speed="{number(speed / 1e9)}Gf">' + "".join(props(properties)) + "</host>")

    def link(self, name, bps, delay, policy, **properties):
        self.line(f'<link id="{name}" bandwidth="{rates(bps)}" latency="{number(delay * 1e3)}ms" sharing_policy="{policy}">'
                  + "".join(props(properties)) + "</link>")

    def route(self, tag, source, target, *hops, gates=None, symmetrical="YES"):
        gateways = f' gw_src="{gates[0]}" gw_dst="{gates[1]}"' if gates else ""
        self.line(f'<{tag} src="{source}" dst="{target}"{gateways} symmetrical="{symmetrical}">' + "".join(hops) + f"</{tag}>")


def number(value):
    return f"{value:.6g}"


def rates(bps):
    if isinstance(bps, tuple):
        return ",".join(rates(rate) for rate in bps)
    return number(bps / 1e9) + "Gbps" if bps >= 1e9 else number(bps / 1e6) + "Mbps"


def props(properties):
    return [f'<prop id="{name}" value="{value}"/>' for name, value in properties.items()]


def hop(link, direction=""):
    return f'<link_ctn id="{link}"' + (f' direction="{direction}"' if direction else "") + "/>"


def watts_by_bit(joules, bps):
    """The power range of a split-duplex link whose bits cost so many joules each: busy is both directions full."""
    return f"0:{number(2 * joules * bps)}"


def data_centre(out, country, **land):
    out.open_zone(f"{country}-dc", "Full", site=f"{country}-dc", site_kind="data-centre", pue=PUE, radio_rx_w=0, radio_tx_w=0, **land)
    for name, model, kind, peak, share, powers, reserved, more in SERVERS:
        out.host(f"{country}-{name}", peak * share, kind=kind, model=model, peak_speed=number(peak / 1e12) + "Tf",
                 wattage_per_state=powers, wattage_off=0, reserved_share=reserved, **more)
        out.link(f"{country}-{name}-port", PORT_BPS, IN_DATA_CENTRE_S, "SPLITDUPLEX", wattage_range=watts_by_bit(SWITCH_J, PORT_BPS))
    out.link(f"{country}-uplink", UPLINK_BPS, IN_DATA_CENTRE_S, "SPLITDUPLEX", wattage_range=watts_by_bit(EDGE_ROUTER_J, UPLINK_BPS))
    out.line(f'<router id="{country}-switch"/>')
    for name in ("gpu", "cpu"):
        out.route("route", f"{country}-{name}", f"{country}-switch", hop(f"{country}-{name}-port", "UP"))
    out.route("route", f"{country}-gpu", f"{country}-cpu", hop(f"{country}-gpu-port", "UP"), hop(f"{country}-cpu-port", "DOWN"))
    out.close_zone()


def home(out, country, fleet, index, levels=range(len(WIFI_PHY_MBPS)), **place):
    """One access point with its stations."""
    name, model, peak, share, powers = fleet
    prefix = f"{country}-{name}"
    out.open_zone(f"{prefix}-home-{index}", "Wifi", access_point=f"{prefix}-router-{index}", kind="device", model=model,
                  peak_speed=number(peak / 1e12) + "Tf", radio_rx_w=0.12, radio_tx_w=0.32, **place)
    for station, level in enumerate(levels):
        out.host(f"{prefix}-{index * len(levels) + station}", peak * share, wifi_level=level, wattage_per_state=powers, wattage_off=0)
    out.line(f'<router id="{prefix}-router-{index}"/>')
    goodput_mbps = tuple(WIFI_EFFICIENCY * rate for rate in WIFI_PHY_MBPS)
    busy = ROUTER_IDLE_W + ROUTER_W_PER_MBPS * max(goodput_mbps)
    out.link(f"{prefix}-ap-{index}", tuple(rate * 1e6 for rate in goodput_mbps), 0, "WIFI",
             wattage_range=f"{ROUTER_IDLE_W}:{number(busy)}", router_share=1, embodied_kg=16, lifetime_years=4)
    out.close_zone()


def home_line(out, country, name, index, down_mbps):
    """Two links: the directions have different rates."""
    for direction, mbps in (("down", down_mbps), ("up", down_mbps * UP_OVER_DOWN)):
        idle = LINE_IDLE_W / 2
        out.link(f"{country}-{name}-line-{index}-{direction}", round(mbps) * 1e6, LINE_DELAY_S, "SHARED",
                 wattage_range=f"{idle}:{number(idle + LINE_W_PER_MBPS * round(mbps))}")


def home_routes(out, country, name, index, street="exchange"):
    prefix = f"{country}-{name}"
    house, street = f"{prefix}-home-{index}", f"{country}-{street}"
    house_gate, street_gate = f"{prefix}-router-{index}", f"{street}-router"
    out.route("zoneRoute", house, street, hop(f"{prefix}-line-{index}-up"), gates=(house_gate, street_gate), symmetrical="NO")
    out.route("zoneRoute", street, house, hop(f"{prefix}-line-{index}-down"), gates=(street_gate, house_gate), symmetrical="NO")


def network(out, country, *backbones, delay, **land):
    out.open_zone(f"{country}-network", "Full", site=f"{country}-network", site_kind="network", **land)
    out.line(f'<router id="{country}-core"/>')
    for name in backbones:
        out.link(f"{name}-backbone", CORE_BPS, delay, "SPLITDUPLEX", wattage_range="0:0")
    out.close_zone()


def edge(out, country, down_mbps, **land):
    place = {"site": f"{country}-edge", "site_kind": "edge", **land}
    out.open_zone(f"{country}-exchange", "Full", **place)
    out.line(f'<router id="{country}-exchange-router"/>')
    for name, *_ in FLEETS:
        for index in range(HOMES):
            home_line(out, country, name, index, down_mbps)
    out.close_zone()
    for fleet in FLEETS:
        for index in range(HOMES):
            home(out, country, fleet, index, **place)


def to_core(out, country, zone, gate, link):
    out.route("zoneRoute", zone, f"{country}-network", hop(link, "UP"), gates=(gate, f"{country}-core"))


def country_zones(out, country, grid_zone, time_zone, down_mbps, backbone_delay):
    land = {"grid_zone": grid_zone, "time_zone": time_zone}
    network(out, country, country, delay=backbone_delay, **land)
    data_centre(out, country, **land)
    edge(out, country, down_mbps, **land)


def country_routes(out, country):
    for name, *_ in FLEETS:
        for index in range(HOMES):
            home_routes(out, country, name, index)
    to_core(out, country, f"{country}-exchange", f"{country}-exchange-router", f"{country}-backbone")
    to_core(out, country, f"{country}-dc", f"{country}-switch", f"{country}-uplink")


def begin(out, *comment):
    out.line('<?xml version="1.0"?>')
    out.line('<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">')
    out.line("<!-- " + "\n     ".join(comment) + "\n     Written by scripts/study-platforms.py: change a figure there. -->")
    out.line('<platform version="4.1">')
    out.depth = 1


def end(out):
    out.depth = 0
    out.line("</platform>")


def first_look(out):
    begin(out, "A data centre, a Jetson TX2 and a Jetson Xavier NX fleet in France, the USA and China. Sources: platforms/README.md.")
    out.open_zone("world", "Floyd")
    out.open_zone("world-network", "Full", site="world-network", site_kind="network", grid_zone="world", time_zone="Etc/UTC")
    for one, other, delay in INTERCONTINENTAL:
        out.link(f"{one}-{other}", CORE_BPS, delay, "SPLITDUPLEX", wattage_range=watts_by_bit(2 * CORE_ROUTER_J, CORE_BPS))
    out.close_zone()
    for country in COUNTRIES:
        country_zones(out, *country)
    for country, *_ in COUNTRIES:
        country_routes(out, country)
    for one, other, _ in INTERCONTINENTAL:
        out.route("zoneRoute", f"{one}-network", f"{other}-network", hop(f"{one}-{other}", "UP"), gates=(f"{one}-core", f"{other}-core"))
    out.close_zone()
    end(out)


def neighbourhood(out, name, down_mbps, **land):
    """Homes of one board each around an exchange, where an aggregator stands; its power is that of a data centre's."""
    place = {"site": f"{name}-edge", "site_kind": "edge", **land}
    out.open_zone(f"{name}-exchange", "Full", radio_rx_w=0, radio_tx_w=0, **place)
    out.line(f'<router id="{name}-exchange-router"/>')
    _, model, kind, peak, share, powers, reserved, more = SERVERS[1]
    out.host(f"{name}-aggregator", peak * share, kind=kind, model=model, peak_speed=number(peak / 1e12) + "Tf",
             wattage_per_state=powers, wattage_off=0, reserved_share=reserved, **more)
    out.link(f"{name}-port", PORT_BPS, IN_DATA_CENTRE_S, "SPLITDUPLEX", wattage_range=watts_by_bit(SWITCH_J, PORT_BPS))
    out.link(f"{name}-cabinet", CORE_BPS, 0, "SPLITDUPLEX", wattage_range="0:0")
    out.route("route", f"{name}-aggregator", f"{name}-exchange-router", hop(f"{name}-port", "UP"))
    out.close_zone()
    out.open_zone(f"{name}-street", "Full", **place)
    out.line(f'<router id="{name}-street-router"/>')
    for index in range(HOMES_OF_ONE):
        home_line(out, name, FLEETS[0][0], index, down_mbps)
    out.close_zone()
    for index in range(HOMES_OF_ONE):
        home(out, name, FLEETS[0], index, levels=(index % len(WIFI_PHY_MBPS),), **place)


def neighbourhood_routes(out, country, name):
    for index in range(HOMES_OF_ONE):
        home_routes(out, name, FLEETS[0][0], index, street="street")
    out.route("zoneRoute", f"{name}-street", f"{name}-exchange", hop(f"{name}-cabinet", "UP"),
              gates=(f"{name}-street-router", f"{name}-exchange-router"))
    to_core(out, country, f"{name}-exchange", f"{name}-exchange-router", f"{name}-backbone")


def neighbourhoods(out):
    begin(out, "Four French neighbourhoods of nine homes, a Jetson TX2 in each, an aggregator at each exchange and a server in a data",
          "centre: no two boards share an access point. Sources: platforms/README.md.")
    country, grid_zone, time_zone, down_mbps, backbone_delay = COUNTRIES[0]
    land = {"grid_zone": grid_zone, "time_zone": time_zone}
    out.open_zone(country, "Floyd")
    network(out, country, *NEIGHBOURHOODS, delay=backbone_delay, **land)
    data_centre(out, country, **land)
    for name in NEIGHBOURHOODS:
        neighbourhood(out, name, down_mbps, **land)
    to_core(out, country, f"{country}-dc", f"{country}-switch", f"{country}-uplink")
    for name in NEIGHBOURHOODS:
        neighbourhood_routes(out, country, name)
    out.close_zone()
    end(out)


def phones(out):
    """The ways down and up are links of their own, so that each joule of the network belongs to one of them."""
    begin(out, f"{PHONES} phones, each behind a home router of its own, and an aggregation server, on the world's average grid. Sources:",
          "platforms/README.md.")
    out.open_zone("world", "Full", grid_zone="world", time_zone="Etc/UTC")
    out.open_zone("data-centre", "Full", site="data-centre", site_kind="data-centre", pue=META_PUE)
    out.host("server", 1e11, kind="server", model="aggregation-server", wattage_off=0, radio_rx_w=0, radio_tx_w=0, reserved_share=1,
             wattage_per_state=":".join([str(AGGREGATOR_W)] * 3))
    out.close_zone()
    out.open_zone("internet", "Full", site="internet", site_kind="network")
    for direction in ("down", "up"):
        out.link(f"internet-{direction}", INTERNET_BPS, INTERNET_DELAY_S, "SHARED", wattage_range=f"0:{number(INTERNET_J * INTERNET_BPS)}")
    out.close_zone()
    out.open_zone("homes", "Cluster", site="homes", site_kind="edge", kind="device", **PHONE)
    for index in range(PHONES):
        out.host(f"phone-{index}", PHONE_SPEED)
        for direction, mbps in (("down", WORLD_DOWN_MBPS), ("up", WORLD_UP_MBPS)):
            out.link(f"router-{direction}-{index}", mbps * 1e6, LINE_DELAY_S, "SHARED", kind="access-point", router_share=1,
                     wattage_range=f"{ROUTER_IDLE_W}:{number(ROUTER_IDLE_W + ROUTER_W_PER_MBPS * mbps)}")
        out.line(f'<host_link id="phone-{index}" up="router-up-{index}" down="router-down-{index}"/>')
    out.line('<router id="exchange"/>')
    out.close_zone()
    out.route("zoneRoute", "homes", "data-centre", hop("internet-up"), gates=("exchange", "server"), symmetrical="NO")
    out.route("zoneRoute", "data-centre", "homes", hop("internet-down"), gates=("server", "exchange"), symmetrical="NO")
    out.close_zone()
    end(out)


PLATFORMS = {"first-look": first_look, "neighbourhoods": neighbourhoods, "phones": phones}
if len(sys.argv) != 2 or sys.argv[1] not in PLATFORMS:
    sys.exit(f"usage: study-platforms.py {'|'.join(PLATFORMS)}")
PLATFORMS[sys.argv[1]](Writer())
