"""Compares what a simulation predicts with a trace, row by row and column by column."""

import math

import h5py

RELATIVE = 1e-9
ABSOLUTE_S, ABSOLUTE_BYTES, ABSOLUTE_J = 2e-9, 2e-2, 1e-6  # SimGrid's precision: of times, at ten times 2 MB/s, at some hundred watts
ROUND_COLUMNS = ("start_s", "closed_s", "end_s", "closed_by", "selected", "aggregated", "late", "cancelled", "failed", "dropped", "left",
                 "staleness_mean", "bytes_down", "bytes_up", "bytes_lost")
PART_COLUMNS = ("selected_s", "download_start_s", "download_end_s", "train_start_s", "train_end_s", "upload_start_s", "upload_end_s",
                "end_s", "epochs", "bytes_down", "bytes_up", "bytes_lost", "staleness", "outcome")
TRANSFER_COLUMNS = ("start_s", "end_s", "bytes", "bytes_lost")
JOULES = ("base_j", "compute_j", "rx_j", "tx_j")
BATTERY_COLUMNS = ("drawn_j", "from_grid_j", "direct_j", "level_end_j")
LINK_COLUMNS = ("bytes", "airtime_s", "busy_s", "energy_j")


def column_of(dataset):
    if "flag_meanings" in dataset.attrs:
        meanings = dataset.attrs["flag_meanings"]
        meanings = (meanings.decode() if isinstance(meanings, bytes) else meanings).split()
        return [meanings[value] for value in dataset[:]]
    return [value.decode() if isinstance(value, bytes) else value.item() for value in dataset[:]]


class Trace:
    """The tables of a trace, as lists of rows."""

    def __init__(self, file):
        with h5py.File(file) as trace:
            self.attributes = dict(trace.attrs)
            self.tables = {name: self.rows_of(trace[name]) for name in
                           ("hosts", "links", "clients", "rounds", "participations", "transfers", "energy/hosts", "energy/links")}
            self.tables["batteries"] = self.rows_of(trace["batteries"]) if "batteries" in trace else []
        self.host_names = [row["name"] for row in self.tables["hosts"]]
        self.link_names = [row["name"] for row in self.tables["links"]]

    @staticmethod
    def rows_of(group):
        columns = {name: column_of(dataset) for name, dataset in group.items() if name != "row"}
        return [dict(zip(columns, values)) for values in zip(*columns.values())]

    def host(self, number):
        return self.host_names[number] if number >= 0 else "-"

    def drawn(self, number, edge_round=0, aggregator=None, at=None):
        """Clients asked in a round, by one aggregator, at one instant."""
        return [row["client"] for row in self.tables["participations"]
                if row["round"] == number and row["edge_round"] == edge_round
                and aggregator in (None, self.host(row["aggregator"]))
                and (at is None or abs(row["selected_s"] - at) <= ABSOLUTE_S)]


def absolute_of(column):
    if column.endswith("_s"):
        return ABSOLUTE_S
    return ABSOLUTE_BYTES if column.startswith("bytes") else ABSOLUTE_J


def differ(expected, got, absolute):
    if isinstance(expected, str) or isinstance(got, str):
        return expected != got
    if math.isnan(expected) or math.isnan(got):
        return math.isnan(expected) != math.isnan(got)
    return abs(expected - got) > absolute + RELATIVE * max(abs(expected), abs(got))


def first_difference(table, expected, got, columns):
    """Of two dictionaries from key to row, in the order of `expected`; None if they agree."""
    for key, row in expected.items():
        if key not in got:
            return f"{table} {key}: expected {brief(row, columns)}, got no such row"
        for column in columns:
            if column == "staleness" and row["outcome"] != "aggregated":
                continue  # nothing depends on how old is what nobody uses
            if differ(row[column], got[key][column], absolute_of(column)):
                return f"{table} {key} {column}: expected {row[column]!r}, got {got[key][column]!r}"
    for key, row in got.items():
        if key not in expected:
            return f"{table} {key}: expected no such row, got {brief(row, columns)}"
    return None


def brief(row, columns):
    return {column: row[column] for column in columns}


def by_key(rows, key_of):
    """Rows by key; those of one key are numbered."""
    found, seen = {}, {}
    for row in rows:
        key = key_of(row)
        seen[key] = seen.get(key, 0) + 1
        found[(*key, seen[key]) if seen[key] > 1 else key] = row
    return found


def compare_rounds(run, trace):
    expected = by_key(run.rounds, lambda row: (row["round"], row["level"], row["edge_round"], row["aggregator"]))
    got = by_key(trace.tables["rounds"], lambda row: (row["round"], row["level"], row["edge_round"], trace.host(row["aggregator"])))
    return first_difference("rounds", expected, got, ROUND_COLUMNS)


def compare_participations(run, trace):
    def key_of(row):
        return row["round"], row["edge_round"], row["client"], row["selected_s"]
    order = lambda row: (row["selected_s"], row["round"], row["edge_round"], row["client"])
    short = lambda row: key_of(row)[:3]
    expected = by_key(sorted((vars(part) for part in run.participations), key=order), short)
    got = by_key(sorted(trace.tables["participations"], key=order), short)
    return first_difference("participations", expected, got, PART_COLUMNS)


def compare_transfers(run, trace):
    order = lambda row: (row["start_s"], row["end_s"])
    expected = by_key(sorted(run.transfers, key=order), lambda row: (row["round"], row["source"], row["destination"], row["purpose"]))
    got = by_key(sorted(trace.tables["transfers"], key=order),
                 lambda row: (row["round"], trace.host(row["source"]), trace.host(row["destination"]), row["purpose"]))
    return first_difference("transfers", expected, got, TRANSFER_COLUMNS)


def is_nothing(row):
    return all(abs(value) <= ABSOLUTE_BYTES for value in row.values())


def compare_hosts(run, trace):
    """Joules by host, round and activity; those that last for less than SimGrid's precision are left out."""
    expected = {}
    for host, meter in run.world.host_meters.items():
        for (number, activity), sums in meter.sums.items():
            expected[host, number, activity] = dict(zip(JOULES, sums))
    got = {}
    for row in trace.tables["energy/hosts"]:
        sums = got.setdefault((trace.host(row["host"]), row["round"], row["activity"]), dict.fromkeys(JOULES, 0.0))
        for column in JOULES:
            sums[column] += row[column]
    return first_difference("energy/hosts", *common(expected, got, trace.host_names, JOULES), JOULES)


def common(expected, got, names, columns):
    """Only what the trace speaks of, and what is more than nothing in either."""
    nothing = dict.fromkeys(columns, 0.0)
    keys = [key for key in {**expected, **got} if key[0] in names]
    keys = [key for key in keys if not (is_nothing(expected.get(key, nothing)) and is_nothing(got.get(key, nothing)))]
    return {key: expected.get(key, nothing) for key in keys}, {key: got.get(key, nothing) for key in keys}


def compare_links(run, trace):
    expected = {}
    for link, meter in run.world.link_meters.items():
        for number, row in meter.rows().items():
            expected[link, number] = row
    got = {}
    for row in trace.tables["energy/links"]:
        sums = got.setdefault((trace.link_names[row["link"]], row["round"]), dict.fromkeys(LINK_COLUMNS, 0.0))
        for column in LINK_COLUMNS:
            sums[column] += row[column]
    return first_difference("energy/links", *common(expected, got, trace.link_names, LINK_COLUMNS), LINK_COLUMNS)


def compare_end(run, trace):
    expected = {"run": {"end_s": run.world.now, "end_reason": run.world.end_reason}}
    reason = trace.attributes.get("end_reason", "none")
    got = {"run": {"end_s": float(trace.attributes["end_s"]), "end_reason": reason.decode() if isinstance(reason, bytes) else str(reason)}}
    return first_difference("attributes", expected, got, ("end_s", "end_reason"))


def compare_batteries(run, trace):
    """Joules over the run, and the levels at its end."""
    expected = {host.name: {"drawn_j": battery.drawn, "from_grid_j": battery.from_grid, "direct_j": battery.direct,
                            "level_end_j": battery.level} for host, battery in run.batteries.of.items()}
    got = {}
    for row in trace.tables["batteries"]:
        sums = got.setdefault(trace.host(row["host"]), dict.fromkeys(BATTERY_COLUMNS, 0.0))
        for column in BATTERY_COLUMNS[:3]:
            sums[column] += row[column]
        sums["level_end_j"] = row["level_end_j"]
    return first_difference("batteries", expected, got, BATTERY_COLUMNS)


OF_EVENTS = (compare_participations, compare_rounds, compare_transfers)
OF_WHOLE_RUNS = (compare_end, compare_hosts, compare_links, compare_batteries)


def compare(run, trace):
    """The first difference in words, or None. Runs that fail may wait for a while before they say so: only their events are compared."""
    comparisons = OF_EVENTS if run.failure else OF_EVENTS + OF_WHOLE_RUNS
    return next((words for words in (comparison(run, trace) for comparison in comparisons) if words), None)
