"""The files that a run needs, made from a city's day once and kept: another format, more cities, a station."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from .itineraries import Parts, wall_seconds
from .sizes import FIRST_DAY, PEOPLE
from .workload import (
    FIRST_PHONE,
    PHONE_STEP,
    PHONES,
    SCHEMA,
    SEED,
    degrees,
    make_cases,
    make_pings,
)

STATION_SHARE = 10
"""One phone in so many stands at the station."""
STATION_HOURS = (7, 19)
STATION_CASES = 10
STATION = np.array([9_000.0, -6_000.0])
"""Metres east and north of the city's middle."""


@dataclass(frozen=True)
class Datasets:
    """A folder of pings_SIZE.csv and cases.csv, and one for what is made from them."""

    data: Path
    work: Path

    @property
    def cases(self) -> Path:
        """The itineraries, made where there are none."""
        path = self.data / "cases.csv"
        if not path.exists():
            make_cases(path)
        return path

    def events(self, size: str) -> Path:
        """A day's positions, made where there are none."""
        path = self.data / f"pings_{size}.csv"
        if not path.exists():
            make_pings(path, PEOPLE[size])
        return path

    def jsonl(self, size: str) -> Path:
        """The same day as JSON lines."""
        path = self.work / f"pings_{size}.jsonl"
        if not path.exists():
            rows = pl.scan_csv(self.events(size), schema=SCHEMA | {"phone": pl.String})
            rows.sink_ndjson(path.with_suffix(".partial"))
            path.with_suffix(".partial").rename(path)
        return path

    def cities(self, size: str, count: int) -> Path:
        """The same city `count` times, a degree of longitude apart, with other phones in each."""
        path = self.work / f"cities_{size}_{count}.csv"
        if not path.exists():
            one = pl.scan_csv(self.events(size), schema=SCHEMA)
            shifted = [
                one.with_columns(
                    (pl.col("phone") - FIRST_PHONE + number * PHONE_STEP) % PHONES + FIRST_PHONE,
                    (pl.col("lon") + number).round(6),
                )
                for number in range(count)
            ]
            pl.concat(shifted).sink_csv(path.with_suffix(".partial"), float_precision=6)
            path.with_suffix(".partial").rename(path)
        return path

    def station(self, size: str) -> Path:
        """The same day, but a tenth of the phones stand at one place from seven to nineteen hours."""
        path = self.work / f"station_{size}.csv"
        if not path.exists():
            rows = pl.read_csv(self.events(size), schema=SCHEMA)
            chance = np.random.default_rng([SEED, 4])
            lon, lat = degrees(STATION + chance.normal(0, 60, (len(rows), 2)))
            phones = rows["phone"].unique().sort()
            hour = pl.col("time").str.slice(11, 2).cast(pl.Int32)
            stands = pl.col("phone").is_in(phones.gather_every(STATION_SHARE).implode())
            stands &= hour.is_between(STATION_HOURS[0], STATION_HOURS[1], closed="left")
            moved = rows.with_columns(
                lon=pl.when(stands).then(pl.Series(lon)).otherwise("lon"),
                lat=pl.when(stands).then(pl.Series(lat)).otherwise("lat"),
            )
            moved.write_csv(path.with_suffix(".partial"), float_precision=6)
            path.with_suffix(".partial").rename(path)
        return path

    def phones(self, events: Path) -> pl.Series:
        """All phones of a day, in order."""
        return pl.scan_csv(events, schema=SCHEMA).select("phone").unique().collect(engine="streaming")["phone"].sort()


def station_cases(parts: Parts) -> Parts:
    """The cases, ten of whom stay at the station for an hour, one after another."""
    numbers = np.arange(STATION_CASES)
    lon, lat = degrees(np.tile(STATION, (STATION_CASES, 1)))
    start = wall_seconds(FIRST_DAY) + (STATION_HOURS[0] + numbers) * 3600
    reach = np.full(STATION_CASES, 100.0)
    own = (parts.case, parts.start, parts.end, parts.lon, parts.lat, parts.reach)
    more = (numbers, start, start + 3600, lon, lat, reach)
    return Parts(parts.names, *(np.concatenate(pair) for pair in zip(own, more, strict=True)))
