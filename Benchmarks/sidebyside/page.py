"""Writes what was measured into docs/performance.md, and draws its plots: `python -m sidebyside.page RESULTS.json`.

Between the page's two marks stands nothing but what this module takes from the results.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

from .plots import draw
from .table import SELF, by_measure, rows_of, seconds, times_table

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
ROWS_PER_PERSON = 144
GROWING = ("match CSV", "store", "screen 100 cases", "screen one case", "companions", "history")


def exponent(points: list[tuple[float, float]]) -> float:
    """Slope of the straight line through points, both axes logarithmic, by least squares."""
    across, up = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    mean_x, mean_y = sum(across) / len(across), sum(up) / len(up)
    moved = sum((x - mean_x) * (y - mean_y) for x, y in zip(across, up, strict=True))
    return moved / sum((x - mean_x) ** 2 for x in across)


def cities(report: dict) -> list[str]:
    """One line per size: what a day of a city costs."""
    lines = [
        "| people with phones | rows a day | `match`, 100 cases | `ingest` | store | screen 100 cases | one case |"
        " one person | companions |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    found = by_measure(report)
    for size, facts in report["sizes"].items():

        def time(measure: str, size: str = size) -> str:
            entry = found.get((measure, size), {}).get(SELF)
            return seconds(entry["median_seconds"]) if entry else "-"

        store = found["store", size][SELF]["bytes"]
        cells = [f"{facts['rows'] / ROWS_PER_PERSON:,.0f}", f"{facts['rows']:,}", time("match CSV"), time("store")]
        cells += [f"{store / 1e6:,.0f} MB", *(time(name) for name in GROWING[2:4]), time("history"), time("companions")]
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
    cases = [
        (int(name.split(", ")[1].split(" ")[0]), entries[SELF]["median_seconds"])
        for (name, _), entries in by_measure(report).items()
        if name.startswith("match CSV, ")
    ]
    if len(cases) > 1:
        lines.append(f"| match CSV, over cases | {cases[0][0]} | {cases[-1][0]} | {exponent(cases):.2f} |")
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
        ["## How it grows", "", *growth(report)],
        ["## Beside other engines", "", *times_table(report)],
        pictures,
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def main() -> int:
    """Writes the page's measured part."""
    report = json.loads(Path(sys.argv[1]).read_text())
    page = Path(__file__).resolve().parents[2] / "docs/performance.md"
    plots = draw(report, page.parent / "performance")
    before, rest = page.read_text().split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{measured(report, plots, page)}\n{END}{after}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
