"""The exact answers, by plain comparison: no cells, no engine, only order of time and latitude, and distance in double
precision.

`prepare` asks and keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl

from .cells import EARTH_RADIUS
from .itineraries import DAY, SLACK, Parts, wall_text
from .peer import MIN_MEETINGS
from .workload import SCHEMA

SLOT = 600
"""Seconds of a stretch of the day within which rows are looked up by latitude."""


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

    def of(self, phones: np.ndarray) -> tuple[Events, np.ndarray]:
        """The rows of some persons, by person and time, and the place of each row's person in `phones`."""
        order = np.argsort(phones)
        place = np.clip(np.searchsorted(phones, self.phone, sorter=order), 0, len(phones) - 1)
        rows = np.flatnonzero(phones[order[place]] == self.phone)
        number = order[place[rows]]
        rows = rows[np.argsort(number, kind="stable")]
        return self.rows(rows), np.sort(number)

    def rows(self, rows: np.ndarray) -> Events:
        """Some of the rows."""
        return Events(self.phone[rows], self.time[rows], self.lon[rows], self.lat[rows], self.accuracy[rows])

    @cached_property
    def slots(self) -> dict[int, tuple[np.ndarray, np.ndarray]]:
        """Of each stretch of ten minutes the rows and their latitudes, by latitude."""
        found = {}
        numbers = self.time // SLOT
        for slot in np.unique(numbers):
            begin, end = np.searchsorted(numbers, slot, "left"), np.searchsorted(numbers, slot, "right")
            order = np.argsort(self.lat[begin:end]) + begin
            found[int(slot)] = (order.astype(np.int32), self.lat[order])
        return found

    def near(self, first: int, last: int, south: float, north: float) -> np.ndarray:
        """Rows from `first` to `last` between two latitudes."""
        found = [np.empty(0, dtype=np.int32)]
        for slot in range(first // SLOT, last // SLOT + 1):
            if slot in self.slots:
                rows, lat = self.slots[slot]
                found.append(rows[np.searchsorted(lat, south, "left") : np.searchsorted(lat, north, "right")])
        rows = np.concatenate(found)
        return rows[(self.time[rows] >= first) & (self.time[rows] <= last)]


def distance(lon: np.ndarray, lat: np.ndarray, part_lon: float, part_lat: float) -> np.ndarray:
    """Haversine distance in metres."""
    a = np.sin(np.radians(lat - part_lat) / 2) ** 2
    b = np.cos(np.radians(lat)) * np.cos(np.radians(part_lat)) * np.sin(np.radians(lon - part_lon) / 2) ** 2
    return 2 * EARTH_RADIUS * np.arcsin(np.sqrt(a + b))


def hits(events: Events, parts: Parts, later: int = 0) -> pl.DataFrame:
    """case_number, phone, t, min_m of the events, moved by so many days, with parts of one day."""
    found: list[tuple[np.ndarray, ...]] = [(np.empty(0, np.int64),) * 3 + (np.empty(0),)]
    shift = later * DAY
    degrees = np.degrees(parts.reach * 1.001 / EARTH_RADIUS)
    for i in range(len(parts.case)):
        first, last = int(parts.start[i]) - SLACK - shift, int(parts.end[i]) + SLACK - shift
        rows = events.near(first, last, parts.lat[i] - degrees[i], parts.lat[i] + degrees[i])
        if len(rows):
            meters = distance(events.lon[rows], events.lat[rows], parts.lon[i], parts.lat[i])
            rows, meters = rows[meters <= parts.reach[i]], meters[meters <= parts.reach[i]]
            found.append((np.full(len(rows), parts.case[i]), events.phone[rows], events.time[rows], meters))
    case, phone, time, meters = (np.concatenate(column) for column in zip(*found, strict=True))
    met = pl.DataFrame({"case_number": case, "phone": phone, "t": time, "min_m": meters})
    return met.group_by("case_number", "phone", "t").agg(pl.col("min_m").min())


def meetings(events: Events, parts: Parts, days: int = 1) -> pl.DataFrame:
    """case_number, phone, n, first, last, min_m of parts with the events, both the same on each of `days` days."""
    # What meets a part of its own day does so on each day; across midnight on all days but the first or the last.
    met = [hits(events, parts, later).with_columns(later=later) for later in ((-1, 0, 1) if days > 1 else (0,))]
    every, before, after = (pl.col("later").eq(later).any() for later in (0, -1, 1))
    once = (
        pl.concat(met)
        .group_by("case_number", "phone", "t")
        .agg(
            pl.col("min_m").min(),
            first_day=pl.when(every | before).then(0).otherwise(1),
            last_day=pl.when(every | after).then(days - 1).otherwise(days - 2),
        )
    )
    return (
        once.group_by("case_number", "phone")
        .agg(
            n=(pl.col("last_day") - pl.col("first_day") + 1).sum(),
            first=(pl.col("t") + pl.col("first_day") * DAY).min(),
            last=(pl.col("t") + pl.col("last_day") * DAY).max(),
            min_m=pl.col("min_m").min(),
        )
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


def write_history(events: Events, phones: np.ndarray, days: int, out: Path) -> None:
    """Writes persons' rows on each of `days` days: person, t, lon, lat (millionths of a degree), accuracy_m."""
    own, number = events.of(phones)
    shift = np.repeat(np.arange(days) * DAY, len(number))
    lon, lat = (np.tile(np.rint(column * 1e6).astype(np.int64), days) for column in (own.lon, own.lat))
    columns = {"person": np.tile(number, days), "t": np.tile(own.time, days) + shift, "lon": lon, "lat": lat}
    pl.DataFrame(columns | {"accuracy_m": np.tile(own.accuracy, days)}).write_csv(out)


def parts_of(events: Events, phones: np.ndarray, reach: float = 100.0) -> Parts:
    """The positions of persons as parts of cases, named by their places in `phones`."""
    own, number = events.of(phones)
    reaches = np.full(len(number), reach)
    return Parts([str(i) for i in range(len(phones))], number, own.time, own.time, own.lon, own.lat, reaches)


def companions(events: Events, phones: np.ndarray, days: int) -> pl.DataFrame:
    """person, phone, n of others with three positions or more near one of a person's."""
    found = meetings(events, parts_of(events, phones), days)
    own = pl.Series("own", phones)
    others = found.filter(pl.col("n") >= MIN_MEETINGS, pl.col("phone") != own.gather(found["case_number"]))
    return others.select(pl.col("case_number").alias("person"), "phone", "n").sort("person", "phone")


def near_any(events: Events, sources: np.ndarray, sample: np.ndarray) -> pl.DataFrame:
    """person, n, first, last of those of `sample` who were near one of the sources: their positions that were."""
    theirs, _ = events.of(sources)
    theirs = theirs.rows(np.argsort(theirs.time, kind="stable"))
    parts = parts_of(events, sample)
    degrees = float(np.degrees(100.1 / EARTH_RADIUS))
    met = np.zeros(len(parts.case), dtype=bool)
    for i in range(len(met)):
        time, lat = int(parts.start[i]), parts.lat[i]
        rows = theirs.near(time - SLACK, time + SLACK, lat - degrees, lat + degrees)
        met[i] = bool(np.any(distance(theirs.lon[rows], theirs.lat[rows], parts.lon[i], lat) <= parts.reach[i]))
    rows = pl.DataFrame({"person": parts.case[met], "t": parts.start[met]})
    return rows.group_by("person").agg(n=pl.len(), first=pl.col("t").min(), last=pl.col("t").max()).sort("person")


def write_persons(events: Events, phones: np.ndarray, out: Path) -> None:
    """Writes `phone,time,lon,lat` of each person's first position: how a pseudonym is found again."""
    own, number = events.of(phones)
    firsts = np.flatnonzero(np.diff(number, prepend=-1))
    with out.open("w") as file:
        file.write("phone,time,lon,lat\n")
        for i in firsts:
            file.write(f"{own.phone[i]},{wall_text(int(own.time[i]))},{own.lon[i]:.6f},{own.lat[i]:.6f}\n")
