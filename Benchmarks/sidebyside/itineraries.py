"""Itineraries of cases in columns, and others made from them: of one case, over more days, of more cases."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

SLACK = 300
"""Seconds by which each part is widened on both sides."""
REACH = 50.0
"""Metres added to each part's radius."""
DAY = 86_400


@dataclass(frozen=True)
class Parts:
    """Parts in columns: wall seconds since 1970, degrees, metres."""

    names: list[str]
    """Case ids in the order of their bytes; `case` counts in it."""
    case: np.ndarray
    start: np.ndarray
    end: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    reach: np.ndarray
    """Greatest distance at which a position still meets the part: its radius and the reach."""

    def of_case(self, name: str) -> Parts:
        """The parts of one case."""
        return self.where(self.case == self.names.index(name))

    def where(self, chosen: np.ndarray) -> Parts:
        """Some of the parts."""
        columns = (self.case, self.start, self.end, self.lon, self.lat, self.reach)
        return Parts(self.names, *(column[chosen] for column in columns))

    def over(self, days: int) -> Parts:
        """The same itineraries on each of `days` days."""
        shift = np.repeat(np.arange(days) * DAY, len(self.case))
        case, start, end, lon, lat, reach = (
            np.tile(column, days) for column in (self.case, self.start, self.end, self.lon, self.lat, self.reach)
        )
        return Parts(self.names, case, start + shift, end + shift, lon, lat, reach)

    def write(self, path: Path) -> None:
        """Writes `case_id,start,end,lon,lat,radius_m`."""
        with path.open("w", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["case_id", "start", "end", "lon", "lat", "radius_m"])
            for i in range(len(self.case)):
                times = [wall_text(int(self.start[i])), wall_text(int(self.end[i]))]
                place = [f"{self.lon[i]:.6f}", f"{self.lat[i]:.6f}", f"{self.reach[i] - REACH:g}"]
                rows.writerow([self.names[self.case[i]], *times, *place])


def read_parts(path: Path) -> Parts:
    """Reads `case_id,start,end,lon,lat,radius_m`."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["case_id"] for row in rows})
    numbers = {name: number for number, name in enumerate(names)}
    return Parts(
        names,
        np.array([numbers[row["case_id"]] for row in rows], dtype=np.int64),
        np.array([wall_seconds(row["start"]) for row in rows], dtype=np.int64),
        np.array([wall_seconds(row["end"]) for row in rows], dtype=np.int64),
        np.array([float(row["lon"]) for row in rows]),
        np.array([float(row["lat"]) for row in rows]),
        np.array([float(row["radius_m"]) + REACH for row in rows]),
    )


def parts_of_person(time: np.ndarray, lon: np.ndarray, lat: np.ndarray, radius: float = 50.0) -> Parts:
    """One person's positions as the parts of a case: who was near them."""
    reach = np.full(len(time), radius + REACH)
    return Parts(["person"], np.zeros(len(time), dtype=np.int64), time, time, lon, lat, reach)


def more_cases(parts: Parts, count: int, seed: int = 11) -> Parts:
    """`count` cases: those there are, and copies of them moved by some hundred metres and some minutes."""
    chance = np.random.default_rng(seed)
    there = len(parts.names)
    columns: list[list[np.ndarray]] = []
    names: list[str] = []
    for number in range(count):
        own = parts.case == number % there
        moved = number >= there
        east, north = chance.normal(0, 0.008, 2) if moved else (0.0, 0.0)
        later = int(chance.integers(-2400, 2400)) if moved else 0
        day = parts.start[own] // DAY * DAY
        start = np.clip(parts.start[own] + later, day, day + DAY - 1)
        end = np.clip(parts.end[own] + later, start, day + DAY - 1)
        lon, lat = np.round(parts.lon[own] + east, 6), np.round(parts.lat[own] + north, 6)
        columns.append([np.full(own.sum(), number), start, end, lon, lat, parts.reach[own]])
        names.append(f"C{number + 1:05d}")
    return Parts(names, *(np.concatenate(column) for column in zip(*columns, strict=True)))


def corrected(parts: Parts, number: int) -> Parts:
    """The first case also stayed for half an hour where another case was, an hour later with each number."""
    there = int(np.flatnonzero(parts.case == number % len(parts.names))[0])
    start = parts.start.min() // DAY * DAY + (12 + number) * 3600
    more = (0, start, start + 1800, parts.lon[there], parts.lat[there], 50 + REACH)
    columns = (parts.case, parts.start, parts.end, parts.lon, parts.lat, parts.reach)
    return Parts(parts.names, *(np.append(column, value) for column, value in zip(columns, more, strict=True)))


def write_cases(parts: Parts, confirmed: str, path: Path) -> None:
    """Writes the cases as TraceGrid's feed of cases."""
    chosen = sorted({parts.names[number] for number in parts.case})
    path.write_text("case_id,confirmed\n" + "".join(f"{name},{confirmed}\n" for name in chosen))


def write_itineraries(parts: Parts, path: Path) -> None:
    """Writes the parts as TraceGrid's feed of itineraries."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["case_id", "kind", "start", "end", "lon", "lat", "radius_m"])
        for i in range(len(parts.case)):
            kind = "point" if parts.start[i] == parts.end[i] else "stay"
            times = [wall_text(int(parts.start[i])), wall_text(int(parts.end[i]))]
            place = [f"{parts.lon[i]:.6f}", f"{parts.lat[i]:.6f}", f"{parts.reach[i] - REACH:g}"]
            rows.writerow([parts.names[parts.case[i]], kind, *times, *place])


def wall_seconds(text: str) -> int:
    """Seconds since 1970 of a wall time, as if the wall were in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def wall_text(seconds: int) -> str:
    """`yyyy-MM-dd HH:mm:ss` of wall seconds."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
