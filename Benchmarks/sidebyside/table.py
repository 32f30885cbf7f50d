"""The results as Markdown."""

from __future__ import annotations

PEER_NAMES = ("DuckDB", "ClickHouse", "Polars")
SELF = "TraceGrid"
OF_PERSONS = ("history", "companions")
"""Measures whose times are of different persons, so that the slowest of a hundred counts too."""
RATES = {"match CSV": "bytes", "match JSONL": "jsonl_bytes", "store": "bytes", "one more day": "bytes"}
"""Measures that read a file of a day, and the fact of the size that tells its bytes."""


def seconds(value: float) -> str:
    """Three figures, in seconds or milliseconds."""
    return f"{value * 1000:.3g} ms" if value < 0.9995 else f"{value:.3g} s"


def shown(entry: dict) -> str:
    """The median, and of persons the 99th of a hundred."""
    median = seconds(entry["median_seconds"])
    return f"{median}, p99 {seconds(entry['p99_seconds'])}" if entry["measure"] in OF_PERSONS else median


def megabytes(value: int) -> str:
    """Whole mebibytes."""
    return f"{value / 2**20:,.0f}"


def by_measure(report: dict) -> dict[tuple[str, str], dict[str, dict]]:
    """Entries of each measure and size, by engine."""
    found: dict[tuple[str, str], dict[str, dict]] = {}
    for entry in report["entries"]:
        found.setdefault((entry["measure"], entry["size"]), {})[entry["engine"]] = entry
    return found


def rows_of(report: dict, size: str) -> int:
    """Rows of a size, or of a size so many times."""
    words = size.split(" ")
    return report["sizes"][words[0]]["rows"] * (int(words[2]) if len(words) > 2 else 1)


def head(report: dict) -> list[str]:
    """Where, when, with what."""
    versions = ", ".join(f"{name} {version}" for name, version in report["versions"].items())
    memory = report["memory_bytes"] / 2**30
    sizes = ", ".join(
        f"{size} {facts['rows']:,} rows ({facts['bytes'] / 1e6:,.0f} MB)" for size, facts in report["sizes"].items()
    )
    return [
        f"# Side by side, {report['date']}, {report['extent']}",
        "",
        f"{report['processor']}, {report['cores']} cores, {memory:.0f} GiB, {report['system']}.",
        f"{versions}. All cores. Load before {report['load_before']:.2f}, after {report['load_after']:.2f}.",
        f"Data: {sizes}.",
        "",
        "Medians. Engines took turns, and every answer was checked row by row before its time counted. TraceGrid's",
        "time of `match` and `store` is that of the whole process; the peers' begins when they are loaded and ready.",
        "`times` is the fastest peer's time over TraceGrid's. `history` and `companions` are of persons at random, one",
        "after another; `one more day` is of the days of a store that grows; `contacts of` asks who was near any of so",
        "many persons.",
        "",
    ]


def times_table(report: dict) -> list[str]:
    """Times of all measures."""
    engines = [SELF, *(name for name in PEER_NAMES if name in report["versions"])]
    lines = [f"| measure | data | {' | '.join(engines)} | times |", "|---|---|" + "---:|" * (len(engines) + 1)]
    for (measure, size), entries in by_measure(report).items():
        cells = [shown(entries[name]) if name in entries else "-" for name in engines]
        peers = [entries[name]["median_seconds"] for name in engines[1:] if name in entries]
        ratio = f"{min(peers) / entries[SELF]['median_seconds']:.1f}" if peers and SELF in entries else "-"
        lines.append(f"| {measure} | {size} | {' | '.join(cells)} | {ratio} |")
    return lines


def rate_table(report: dict) -> list[str]:
    """Gigabytes of input a second."""
    lines = [
        "## Input per second, GB",
        "",
        "| measure | data | engine | GB/s | processor s |",
        "|---|---|---|---:|---:|",
    ]
    for entry in report["entries"]:
        size = report["sizes"].get(entry["size"].split(" ")[0], {})
        read = size.get(RATES.get(entry["measure"], ""))
        if read and "cities" not in entry["size"]:
            rate = read / entry["median_seconds"] / 1e9
            used = entry["median_processor_seconds"]
            lines.append(f"| {entry['measure']} | {entry['size']} | {entry['engine']} | {rate:.2f} | {used:.2f} |")
    return lines


def read_table(report: dict) -> list[str]:
    """What TraceGrid's answers had to read of a store."""
    lines = [
        "## What TraceGrid read of its store",
        "",
        "| measure | data | blocks | of | rows decoded | rows that hit | decoded for a hit |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for entry in report["entries"]:
        facts = entry.get("facts", {})
        if "rowsDecoded" in facts:
            counts = [facts[name] for name in ("blocksDecoded", "blocks", "rowsDecoded", "hits")]
            ratio = f"{facts['rowsDecoded'] / max(1, facts['hits']):.1f}"
            cells = [entry["measure"], entry["size"], *(f"{count:,}" for count in counts), ratio]
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def days_table(report: dict) -> list[str]:
    """What the last of many days cost beside the others."""
    lines = [
        "## One more day",
        "",
        "| data | engine | median | the last | the last over the mean |",
        "|---|---|---:|---:|---:|",
    ]
    for entry in report["entries"]:
        ratio = entry.get("facts", {}).get("last_over_mean")
        if ratio:
            median, last = seconds(entry["median_seconds"]), seconds(entry["seconds"][-1])
            lines.append(f"| {entry['size']} | {entry['engine']} | {median} | {last} | {ratio:.2f} |")
    return lines


def bytes_table(report: dict) -> list[str]:
    """Bytes of a row in each store."""
    lines = [
        "## Bytes per row",
        "",
        "TraceGrid's rows also keep the delivery's file and line, a digest of the row, and an index of persons; the",
        "peers' copy by person is listed beside. The peers keep no provenance and no pseudonyms.",
        "",
        "| data | engine | bytes/row | copy by person |",
        "|---|---|---:|---:|",
    ]
    for entry in report["entries"]:
        if "bytes" in entry:
            rows = rows_of(report, entry["size"])
            copy = entry.get("facts", {}).get("by_person_bytes")
            second = f"{copy / rows:.2f}" if copy else "-"
            lines.append(f"| {entry['size']} | {entry['engine']} | {entry['bytes'] / rows:.2f} | {second} |")
    return lines


def memory_table(report: dict) -> list[str]:
    """Peak memory of the processes."""
    engines = [SELF, *(name for name in PEER_NAMES if name in report["versions"])]
    lines = [
        "## Peak memory, MiB",
        "",
        f"| measure | data | {' | '.join(engines)} |",
        "|---|---|" + "---:|" * len(engines),
    ]
    for (measure, size), entries in by_measure(report).items():
        cells = [megabytes(entries[name]["peak_bytes"]) if name in entries else "-" for name in engines]
        lines.append(f"| {measure} | {size} | {' | '.join(cells)} |")
    return lines


def markdown(report: dict) -> str:
    """All tables."""
    tables = (times_table, rate_table, days_table, read_table, bytes_table, memory_table)
    blocks = [table(report) for table in tables]
    return "\n".join(head(report)) + "\n" + "\n\n".join("\n".join(block) for block in blocks) + "\n"
