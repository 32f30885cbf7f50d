"""The exact answers, by plain comparison: no cells, no engine, only time order and distance in double precision.

`prepare` asks and keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from .cells import EARTH_RADIUS
from .itineraries import DAY, SLACK, Parts, parts_of_person, wall_text
from .peer import MIN_MEETINGS
from .workload import SCHEMA


@dataclass(frozen=True)
class Events:
    """A day's positions in order of time; wall seconds since 1970."""

    phone: np.ndarray
    time: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    accuracy: np.ndarray

    @classmethod
    def read(cls, path: Path) -> Events:
        """Reads `phone,time,lon,lat,accuracy_m` whose rows are in order of time."""
        moment = pl.col("time").str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us").dt.timestamp("us") // 1_000_000
        rows = pl.scan_csv(path, schema=SCHEMA).with_columns(time=moment).collect(engine="streaming")
        columns = [rows[name].to_numpy() for name in SCHEMA]
        if np.any(np.diff(columns[1]) < 0):
            raise ValueError(f"{path}: rows must be in order of time")
        return cls(*columns)

    def of(self, phone: int) -> Events:
        """One person's rows."""
        own = self.phone == phone
        return Events(self.phone[own], self.time[own], self.lon[own], self.lat[own], self.accuracy[own])


def distance(lon: np.ndarray, lat: np.ndarray, part_lon: float, part_lat: float) -> np.ndarray:
    """Haversine distance in metres."""
    a = np.sin(np.radians(lat - part_lat) / 2) ** 2
    b = np.cos(np.radians(lat)) * np.cos(np.radians(part_lat)) * np.sin(np.radians(lon - part_lon) / 2) ** 2
    return 2 * EARTH_RADIUS * np.arcsin(np.sqrt(a + b))


def meetings(events: Events, parts: Parts, days: int = 1) -> pl.DataFrame:
    """case_number, phone, n, first, last, min_m of parts with the events, repeated on each of `days` days."""
    found: list[tuple[np.ndarray, ...]] = []
    for i in range(len(parts.case)):
        for day in range(days):
            shift = day * DAY
            begin = np.searchsorted(events.time, parts.start[i] - SLACK - shift, "left")
            end = np.searchsorted(events.time, parts.end[i] + SLACK - shift, "right")
            if begin == end:
                continue
            degrees = np.degrees(parts.reach[i] * 1.001 / EARTH_RADIUS)
            rows = np.flatnonzero(np.abs(events.lat[begin:end] - parts.lat[i]) <= degrees) + begin
            meters = distance(events.lon[rows], events.lat[rows], parts.lon[i], parts.lat[i])
            rows, meters = rows[meters <= parts.reach[i]], meters[meters <= parts.reach[i]]
            found.append((np.full(len(rows), parts.case[i]), events.phone[rows], events.time[rows] + shift, meters))
    case, phone, time, meters = (np.concatenate(column) for column in zip(*found, strict=True))
    hits = pl.DataFrame({"case_number": case, "phone": phone, "t": time, "min_m": meters})
    once = hits.group_by("case_number", "phone", "t").agg(pl.col("min_m").min())
    return (
        once.group_by("case_number", "phone")
        .agg(n=pl.len(), first=pl.col("t").min(), last=pl.col("t").max(), min_m=pl.col("min_m").min())
        .sort("case_number", "phone")
    )


def write_meetings(found: pl.DataFrame, names: list[str], out: Path) -> None:
    """Writes meetings as `tracegrid match` does."""
    named = found.with_columns(
        case_id=pl.Series([names[number] for number in found["case_number"]], dtype=pl.String),
        first=pl.from_epoch("first", "s"),
        last=pl.from_epoch("last", "s"),
    )
    named.select("case_id", "phone", "n", "first", "last", "min_m").write_csv(
        out, datetime_format="%Y-%m-%d %H:%M:%S", float_precision=3
    )


def write_history(events: Events, days: int, out: Path) -> None:
    """Writes a person's rows on each of `days` days: t, lon, lat (millionths of a degree), accuracy_m."""
    rows = len(events.time)
    shift = np.repeat(np.arange(days) * DAY, rows)
    lon, lat = (np.tile(np.rint(column * 1e6).astype(np.int64), days) for column in (events.lon, events.lat))
    times = np.tile(events.time, days) + shift
    pl.DataFrame({"t": times, "lon": lon, "lat": lat, "accuracy_m": np.tile(events.accuracy, days)}).write_csv(out)


def companions(events: Events, phone: int, days: int) -> pl.DataFrame:
    """phone, n of the others with three positions or more near one of a person's."""
    own = events.of(phone)
    found = meetings(events, parts_of_person(own.time, own.lon, own.lat).over(days), days)
    others = found.filter(pl.col("n") >= MIN_MEETINGS, pl.col("phone") != phone)
    return others.select("phone", "n").sort("phone")


def person_rows(events: Events, phone: int) -> str:
    """The first position of a person, as `time,lon,lat`: how a pseudonym is found again."""
    own = events.of(phone)
    return f"{wall_text(int(own.time[0]))},{own.lon[0]:.6f},{own.lat[0]:.6f}"
