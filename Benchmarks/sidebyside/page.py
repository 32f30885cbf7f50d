"""Writes what was measured into docs/performance.md, and draws its plots: `python -m sidebyside.page RESULTS.json ...`.

Between the page's two marks stands nothing but what this module takes from the results.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from .plots import draw
from .results import read
from .table import SELF, by_measure, megabytes, rows_of, seconds, shown, times_table

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
ROWS_PER_PERSON = 144
GROWING = ("match CSV", "store", "screen 100 cases", "screen one case", "companions", "history")


def exponent(points: list[tuple[float, float]]) -> float:
    """Slope of the straight line through points, both axes logarithmic, by least squares."""
    across, up = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    mean_x, mean_y = sum(across) / len(across), sum(up) / len(up)
    moved = sum((x - mean_x) * (y - mean_y) for x, y in zip(across, up, strict=True))
    return moved / sum((x - mean_x) ** 2 for x in across)


def cells_of(report: dict, size: str, measures: tuple[str, ...]) -> list[str]:
    """TraceGrid's times at a size."""
    found = by_measure(report)
    entries = (found.get((measure, size), {}).get(SELF) for measure in measures)
    return [shown(entry) if entry else "-" for entry in entries]


def cities(report: dict) -> list[str]:
    """One line per size: what a day of a city costs."""
    lines = [
        "| people with phones | rows a day | `match`, 100 cases | `ingest` | its memory | store | screen 100 cases |"
        " one case | one person | companions |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    found = by_measure(report)
    for size, facts in report["sizes"].items():
        store = found.get(("store", size), {}).get(SELF)
        if not store:
            continue
        cells = [f"{facts['rows'] / ROWS_PER_PERSON:,.0f}", f"{facts['rows']:,}"]
        cells += cells_of(report, size, ("match CSV", "store"))
        cells += [f"{megabytes(store['peak_bytes'])} MiB", f"{store['bytes'] / 1e6:,.0f} MB"]
        cells += cells_of(report, size, ("screen 100 cases", "screen one case", "history", "companions"))
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def many_days(report: dict) -> list[str]:
    """What a store of many days costs."""
    lines = [
        "| people with phones | days | rows | store | `ingest` of one more day | the last day over the mean |"
        " one case, all days | one person | companions |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for (measure, size), entries in by_measure(report).items():
        if measure != "one more day" or SELF not in entries:
            continue
        entry, rows, days = entries[SELF], rows_of(report, size), int(size.split(" ")[2])
        cells = [f"{rows / days / ROWS_PER_PERSON:,.0f}", str(days), f"{rows:,}", f"{entry['bytes'] / 1e9:.2f} GB"]
        cells += [seconds(entry["median_seconds"]), f"{entry['facts']['last_over_mean']:.2f}"]
        cells += cells_of(report, size, ("screen one case", "history", "companions"))
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def growth(report: dict) -> list[str]:
    """How each measure grows with rows of a day: an exponent of 1 means twice the rows, twice the time."""
    lines = ["| measure | from | to | exponent |", "|---|---:|---:|---:|"]
    for measure in GROWING:
        points = [
            (rows_of(report, size), entries[SELF]["median_seconds"])
            for (name, size), entries in by_measure(report).items()
            if name == measure and " " not in size and SELF in entries
        ]
        if len(points) > 1:
            points.sort()
            lines.append(f"| {measure} | {points[0][0]:,} | {points[-1][0]:,} | {exponent(points):.2f} |")
    base = by_measure(report)
    for measure in ("screen 100 cases", "history"):
        wide = [
            (rows_of(report, size), entries[SELF]["median_seconds"])
            for (name, size), entries in base.items()
            if name == measure and SELF in entries and (size.endswith("cities") or size == next(iter(report["sizes"])))
        ]
        if len(wide) > 1:
            slope = exponent(wide)
            lines.append(f"| {measure}, more cities | {wide[0][0]:,} | {wide[-1][0]:,} | {slope:.2f} |")
    for kind in ("match CSV, ", "screen, "):
        cases = [
            (int(name.removeprefix(kind).split(" ")[0]), entries[SELF]["median_seconds"])
            for (name, _), entries in base.items()
            if name.startswith(kind)
        ]
        for last in (1_000, 10_000):
            points = [point for point in cases if point[0] <= last]
            if len(points) > 1 and points[-1][0] == last:
                name = kind.removesuffix(", ")
                lines.append(f"| {name}, over cases | {points[0][0]:,} | {last:,} | {exponent(points):.2f} |")
    return lines


def measured(report: dict, plots: list[Path], page: Path) -> str:
    """The part of the page that comes from results."""
    versions = ", ".join(f"{name} {version}" for name, version in report["versions"].items())
    head = (
        f"Measured {report['date']} on {report['processor']}, {report['cores']} cores,"
        f" {report['memory_bytes'] / 2**30:.0f} GiB; {versions}."
    )
    pictures = [f"![{path.stem}]({path.relative_to(page.parent)})" for path in plots]
    blocks = [
        [head],
        ["## A city of so many people, one day", "", *cities(report)],
        ["## The same city, many days", "", *many_days(report)],
        ["## How it grows", "", *growth(report)],
        ["## Beside other engines", "", *times_table(report)],
        pictures,
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def main() -> int:
    """Writes the page's measured part."""
    report = read([Path(name) for name in sys.argv[1:]])
    page = Path(__file__).resolve().parents[2] / "docs/performance.md"
    plots = draw(report, page.parent / "performance")
    before, rest = page.read_text().split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{measured(report, plots, page)}\n{END}{after}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
