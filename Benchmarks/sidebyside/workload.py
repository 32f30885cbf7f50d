"""The workload: one day of phone positions in a city, and the itineraries of a hundred cases in it.

Rows are `phone,time,lon,lat,accuracy_m` of at most 57 bytes, in order of time, 144 to a phone and day, no two of one
phone at one moment. People live, work and go out at 300 spots of a 60 x 60 km city, chosen by Zipf's law. The same seed
gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from .cells import METERS_PER_DEGREE
from .itineraries import DAY, REACH, Parts, wall_seconds
from .sizes import FIRST_DAY

CASES = 100
SPOTS = 300
SLOTS = 144
SEED = 20_200_201
WEST_EAST, SOUTH_NORTH = 118.87, 28.94
EDGE = 29_900.0
FIRST_PHONE, PHONES, PHONE_STEP = 13_000_000_000, 6_999_999_900, 430_000_007
SCHEMA = {"phone": pl.Int64, "time": pl.String, "lon": pl.Float64, "lat": pl.Float64, "accuracy_m": pl.Int32}


@dataclass(frozen=True)
class City:
    """Spots: metres east and north of the middle, their share of visits, how far people scatter around them."""

    place: np.ndarray
    share: np.ndarray
    spread: np.ndarray

    @classmethod
    def of(cls, seed: int) -> City:
        """The city of a seed."""
        chance = np.random.default_rng([seed, 1])
        ranks = np.arange(SPOTS)
        width = np.select([ranks < 30, ranks < 120], [4_000.0, 9_000.0], 16_000.0)
        place = np.clip(chance.normal(0, 1, (SPOTS, 2)) * width[:, None], -EDGE, EDGE)
        share = 1 / (ranks + 1)
        return cls(place, share / share.sum(), chance.uniform(150, 800, SPOTS))

    def visit(self, chance: np.random.Generator, count: int) -> np.ndarray:
        """Where `count` people are when each goes to a spot."""
        spot = chance.choice(SPOTS, count, p=self.share)
        return np.clip(self.place[spot] + chance.normal(0, 1, (count, 2)) * self.spread[spot, None], -EDGE, EDGE)


def degrees(place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude of metres east and north, to six decimals."""
    east = place[:, 0] / (METERS_PER_DEGREE * np.cos(np.radians(SOUTH_NORTH)))
    return np.round(WEST_EAST + east, 6), np.round(SOUTH_NORTH + place[:, 1] / METERS_PER_DEGREE, 6)


def make_cases(path: Path, seed: int = SEED) -> None:
    """Writes the cases' itineraries: stays of 5 to 120 minutes, and points on the way between them."""
    city, chance = City.of(seed), np.random.default_rng([seed, 2])
    day = wall_seconds(FIRST_DAY)
    rows: list[tuple[int, int, int, np.ndarray]] = []
    for number in range(CASES):
        clock = int(chance.integers(5 * 3600, 9 * 3600))
        here = city.visit(chance, 1)[0]
        while clock < DAY - 600:
            leave = min(clock + int(chance.integers(300, 7_200)), DAY - 1)
            rows.append((number, clock, leave, here))
            there = city.visit(chance, 1)[0]
            way, steps = int(chance.integers(600, 2_700)), int(chance.integers(4, 8))
            for step in range(1, steps):
                moment = leave + way * step // steps
                if moment < DAY:
                    rows.append((number, moment, moment, here + (there - here) * step / steps))
            clock, here = leave + way, there
    lon, lat = degrees(np.array([row[3] for row in rows]))
    case, start, end = (np.array([row[i] for row in rows]) for i in range(3))
    names = [f"C{number + 1:03d}" for number in range(CASES)]
    Parts(names, case, start + day, end + day, lon, lat, np.full(len(rows), 50 + REACH)).write(path)


@dataclass(frozen=True)
class Days:
    """Everybody's day: six moments and where each is at them; between them they move straight on."""

    moments: np.ndarray
    places: np.ndarray

    @classmethod
    def of(cls, city: City, people: int, chance: np.random.Generator) -> Days:
        """Home, work, out in the evening for two in five, home."""
        home, work, out = (city.visit(chance, people) for _ in range(3))
        stays_in = chance.random(people) > 0.4
        out[stays_in] = home[stays_in]
        speed = chance.uniform(4, 10, people)

        def way(a: np.ndarray, b: np.ndarray) -> np.ndarray:
            return np.hypot(*(b - a).T) / speed + 240

        leave = chance.normal(7.7 * 3600, 2_400, people)
        at_work = leave + way(home, work)
        off = np.maximum(chance.normal(17.7 * 3600, 3_600, people), at_work + 3_600)
        at_out = off + way(work, out)
        back = at_out + chance.uniform(1_800, 9_000, people)
        moments = np.stack([leave, at_work, off, at_out, back, back + way(out, home)])
        return cls(moments, np.stack([home, work, work, out, out, home]))

    def at(self, moment: np.ndarray) -> np.ndarray:
        """Where each is at a moment of their own."""
        place = self.places[0].copy()
        for before in range(5):
            length = np.maximum(self.moments[before + 1] - self.moments[before], 1)
            part = np.clip((moment - self.moments[before]) / length, 0, 1)[:, None]
            moving = moment >= self.moments[before]
            between = self.places[before] + (self.places[before + 1] - self.places[before]) * part
            place[moving] = between[moving]
        return place


def make_pings(path: Path, people: int, seed: int = SEED) -> None:
    """Writes a day's positions, a slot of ten minutes at a time."""
    city, chance = City.of(seed), np.random.default_rng([seed, 3, people])
    phones = np.sort(chance.choice(PHONES // 100, people, replace=False)) * 100 + FIRST_PHONE
    phones += chance.integers(0, 100, people)
    days = Days.of(city, people, chance)
    day, slot_seconds = wall_seconds(FIRST_DAY), DAY // SLOTS
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        for slot in range(SLOTS):
            moment = slot * slot_seconds + chance.integers(0, slot_seconds, people)
            lon, lat = degrees(days.at(moment) + chance.normal(0, 43, (people, 2)))
            accuracy = np.clip(np.rint(chance.lognormal(np.log(60), 0.45, people)), 5, 900).astype(np.int64)
            order = np.argsort(moment, kind="stable")
            frame = pl.DataFrame(
                {"phone": phones, "time": day + moment, "lon": lon, "lat": lat, "accuracy_m": accuracy}
            )[order].with_columns(pl.from_epoch("time", "s"))
            frame.write_csv(file, include_header=slot == 0, datetime_format="%Y-%m-%d %H:%M:%S", float_precision=6)
    partial.rename(path)
