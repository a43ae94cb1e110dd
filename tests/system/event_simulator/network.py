"""Rates of flows that share links."""


def max_min_rates(routes, weights, capacities):
    """Rates in byte/s of flows over `routes`, lists of links: all rise together, each in proportion to its weight, until a link is full,
    which fixes its flows.

    `capacities` has the byte/s of each link.
    """
    rates = [None] * len(routes)
    left = dict(capacities)
    while None in rates:
        crossing = {}
        for route, weight, rate in zip(routes, weights, rates):
            for link in route if rate is None else ():
                crossing[link] = crossing.get(link, 0) + weight
        level = min(left[link] / weight for link, weight in crossing.items())
        full = {link for link, weight in crossing.items() if left[link] / weight <= level * (1 + 1e-12)}
        for i in [i for i, rate in enumerate(rates) if rate is None and full.intersection(routes[i])]:
            rates[i] = level * weights[i]
            for link in routes[i]:
                left[link] -= rates[i]
    return rates


def weight_of(route):
    """SimGrid's: flows rise in inverse proportion to the latency of their routes; without any, as with 1 s."""
    latency = sum(link.latency for link in route)
    return 1 / latency if latency > 0 else 1.0
