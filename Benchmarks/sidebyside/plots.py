"""Draws results as SVG: `python -m sidebyside.plots RESULTS.json FOLDER`.

Time of a measure over rows, both axes logarithmic, one line per engine; and bytes per row.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .table import PEER_NAMES, SELF, rows_of

COLOURS = {
    SELF: "#c0392b",
    "DuckDB": "#7f8c3d",
    "ClickHouse": "#b8860b",
    "Polars": "#2c6fbb",
    "cold": "#c0392b",
    "warm": "#2c6fbb",
}
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 560, 340, 70, 110, 40, 50


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis that holds whole decades."""

    first: int
    last: int
    begin: float
    end: float

    @classmethod
    def over(cls, values: list[float], begin: float, end: float) -> Axis:
        """An axis for values."""
        first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        return cls(first, max(last, first + 1), begin, end)

    def at(self, value: float) -> float:
        """Where a value lies."""
        part = (math.log10(value) - self.first) / (self.last - self.first)
        return self.begin + part * (self.end - self.begin)

    @property
    def marks(self) -> list[float]:
        """The decades."""
        return [10.0**power for power in range(self.first, self.last + 1)]


def rows_text(value: float) -> str:
    """A number of rows."""
    return f"{value / 1e6:g} M" if value >= 1e6 else f"{value / 1e3:g} k"


def seconds_text(value: float) -> str:
    """A time."""
    return f"{value:g} s" if value >= 1 else f"{value * 1000:g} ms"


def text(x: float, y: float, words: str, anchor: str = "middle", colour: str = "#333") -> str:
    """Words at a place."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


def line(x0: float, y0: float, x1: float, y1: float, colour: str = "#ddd") -> str:
    """A thin line."""
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{colour}"/>'


def picture(title: str, body: list[str]) -> str:
    """An SVG with a title."""
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    lines = [head, f"<title>{escape(title)}</title>", ground, text(WIDTH / 2, 22, title), *body, "</svg>"]
    return "\n".join(lines) + "\n"


def growth(title: str, lines: dict[str, list[tuple[float, float]]], below: str, x_text: Callable[[float], str]) -> str:
    """Seconds over something that grows, one line per engine."""
    points = [point for series in lines.values() for point in series]
    across = Axis.over([x for x, _ in points], LEFT, WIDTH - RIGHT)
    up = Axis.over([y for _, y in points], HEIGHT - BOTTOM, TOP)
    body = [line(across.at(x), TOP, across.at(x), HEIGHT - BOTTOM) for x in across.marks]
    body += [line(LEFT, up.at(y), WIDTH - RIGHT, up.at(y)) for y in up.marks]
    body += [text(across.at(x), HEIGHT - BOTTOM + 18, x_text(x)) for x in across.marks]
    body += [text(LEFT - 8, up.at(y) + 4, seconds_text(y), "end") for y in up.marks]
    body.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, below))
    free = {name: up.at(series[-1][1]) for name, series in lines.items()}
    for name, y in apart(free).items():
        series, colour = lines[name], COLOURS[name]
        path = " ".join(f"{across.at(a):.1f},{up.at(b):.1f}" for a, b in series)
        body.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        body += [f'<circle cx="{across.at(a):.1f}" cy="{up.at(b):.1f}" r="3" fill="{colour}"/>' for a, b in series]
        body.append(text(across.at(series[-1][0]) + 8, y + 4, name, "start", colour))
    return picture(title, body)


def apart(heights: dict[str, float]) -> dict[str, float]:
    """Labels moved so far that none covers another."""
    placed: dict[str, float] = {}
    lowest = -math.inf
    for name in sorted(heights, key=heights.__getitem__):
        lowest = max(heights[name], lowest + 14)
        placed[name] = lowest
    return placed


def bars(title: str, values: dict[str, float], unit: str) -> str:
    """One bar per engine."""
    scale = (WIDTH - LEFT - RIGHT - 30) / max(values.values())
    body = []
    for place, (name, value) in enumerate(values.items()):
        y = TOP + 20 + place * 50
        body.append(text(LEFT + 22, y + 20, name, "end"))
        body.append(f'<rect x="{LEFT + 30}" y="{y}" width="{value * scale:.1f}" height="30" fill="{COLOURS[name]}"/>')
        body.append(text(LEFT + 38 + value * scale, y + 20, f"{value:.1f} {unit}", "start"))
    return picture(title, body)


def draw(report: dict, folder: Path) -> list[Path]:
    """Draws what a report has; the files made."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []

    def keep(name: str, picture: str) -> None:
        path = folder / f"{name}.svg"
        path.write_text(picture)
        made.append(path)

    titles = {
        "match CSV": ("match", "From a CSV of positions to the list of meetings, 100 cases"),
        "store": ("store", "From CSV to a sorted store"),
        "screen 100 cases": ("screen", "100 cases against a warm store"),
        "screen one case": ("one-case", "One case against a warm store"),
        "history": ("history", "All rows of one person in a warm store, median of many persons"),
        "companions": ("companions", "Companions of one person in a warm store, median of many persons"),
    }
    for measure, (name, title) in titles.items():
        lines: dict[str, list[tuple[float, float]]] = {}
        for entry in report["entries"]:
            if entry["measure"] == measure and not entry["size"].endswith(("cities", "station")):
                point = (rows_of(report, entry["size"]), entry["median_seconds"])
                lines.setdefault(entry["engine"], []).append(point)
        lines = {engine: sorted(points) for engine, points in lines.items() if len(points) > 1}
        if lines:
            keep(name, growth(title, lines, "rows", rows_text))
    over_cases: dict[str, list[tuple[float, float]]] = {}
    for entry in report["entries"]:
        for name, kind in (("cold", "match CSV, "), ("warm", "screen, ")):
            if entry["measure"].startswith(kind):
                count = float(entry["measure"].removeprefix(kind).split(" ")[0])
                over_cases.setdefault(name, []).append((count, entry["median_seconds"]))
    if any(len(points) > 1 for points in over_cases.values()):
        keep("cases", growth("More cases in the same day", over_cases, "cases", lambda value: f"{value:g}"))
    stores = [entry for entry in report["entries"] if entry["measure"] == "store" and " " not in entry["size"]]
    if stores:
        largest = max(stores, key=lambda entry: rows_of(report, entry["size"]))["size"]
        rows = rows_of(report, largest)
        held = {entry["engine"]: entry["bytes"] / rows for entry in stores if entry["size"] == largest}
        engines = [name for name in (SELF, *PEER_NAMES) if name in held]
        keep("bytes", bars(f"Bytes per row, {largest}", {name: held[name] for name in engines}, "bytes"))
    return made


if __name__ == "__main__":
    for path in draw(json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])):
        print(path)
