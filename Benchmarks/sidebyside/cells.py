"""The case side of a join: each part of an itinerary expanded to the (bucket, tile) cells that it can reach.

A cell is one integer, so that any engine can join by equality. Stores number tiles along a Morton curve, which keeps
neighbours near one another when a table is sorted by cell; a cold scan numbers them row by row, which is less work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .itineraries import SLACK, Parts

EARTH_RADIUS = 6_371_008.8
METERS_PER_DEGREE = np.pi / 180 * EARTH_RADIUS


@dataclass(frozen=True)
class Grid:
    """Square tiles over the box of all itineraries, by buckets of time; 2^bits tiles a side.

    Positions outside are clamped to its border tiles, and times before its first day to bucket 0, on both sides of
    the join alike: no meeting is lost.
    """

    west: float
    south: float
    per_lon: float
    """Tiles per degree."""
    per_lat: float
    bits: int
    zero: int
    """Wall seconds since 1970 at which bucket 0 begins."""
    bucket: int
    morton: bool

    @classmethod
    def over(cls, parts: Parts, *, tile: float, bucket: int, morton: bool) -> Grid:
        """A grid of tiles of about `tile` metres and buckets of `bucket` seconds that holds all parts."""
        south, north = float(parts.lat.min()) - 0.02, float(parts.lat.max()) + 0.02
        west, east = float(parts.lon.min()) - 0.02, float(parts.lon.max()) + 0.02
        per_lat = METERS_PER_DEGREE / tile
        per_lon = per_lat * float(np.cos(np.radians((south + north) / 2)))
        side = max((north - south) * per_lat, (east - west) * per_lon)
        zero = int(parts.start.min()) // 86_400 * 86_400
        return cls(west, south, per_lon, per_lat, int(np.ceil(np.log2(side))), zero, bucket, morton)

    @property
    def last(self) -> int:
        """Greatest column and row of tiles."""
        return (1 << self.bits) - 1

    def column(self, lon: np.ndarray) -> np.ndarray:
        """Column of tiles."""
        return np.clip(np.floor((lon - self.west) * self.per_lon), 0, self.last).astype(np.int64)

    def row(self, lat: np.ndarray) -> np.ndarray:
        """Row of tiles."""
        return np.clip(np.floor((lat - self.south) * self.per_lat), 0, self.last).astype(np.int64)

    def slot(self, time: np.ndarray) -> np.ndarray:
        """Bucket of a moment."""
        return np.maximum((time - self.zero) // self.bucket, 0).astype(np.int64)

    def cell(self, slot: np.ndarray, column: np.ndarray, row: np.ndarray) -> np.ndarray:
        """The integer of a cell."""
        tile = spread(column) | spread(row) << 1 if self.morton else row << self.bits | column
        return slot << (2 * self.bits) | tile


def spread(value: np.ndarray) -> np.ndarray:
    """The bits of `value` (below 2^16) moved apart, one empty bit before each."""
    value = (value | value << 8) & 0x00FF00FF
    value = (value | value << 4) & 0x0F0F0F0F
    value = (value | value << 2) & 0x33333333
    return (value | value << 1) & 0x55555555


def expand(parts: Parts, grid: Grid, slices: int = 1) -> dict[str, np.ndarray]:
    """One row per part, cell and slice of the cell's bucket in which a position that meets the part may lie, by cell.

    Columns: cell, slice (0 ... slices - 1) and case; first and last moment, slack included; position and cosine of
    latitude; the box of positions in millionths of a degree, a thousandth and a metre wider than the part's reach;
    the reach.
    """
    reach = parts.reach * 1.001 + 1
    north = np.degrees(reach / EARTH_RADIUS)
    east = north / np.cos(np.radians(np.abs(parts.lat) + north))
    west_column, east_column = grid.column(parts.lon - east), grid.column(parts.lon + east)
    south_row, north_row = grid.row(parts.lat - north), grid.row(parts.lat + north)
    fine = replace(grid, bucket=grid.bucket // slices)
    first, last = fine.slot(parts.start - SLACK), fine.slot(parts.end + SLACK)
    width, height = east_column - west_column + 1, north_row - south_row + 1
    counts = width * height * (last - first + 1)
    part = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(part)) - np.repeat(np.cumsum(counts) - counts, counts)
    slot = first[part] + within // (width * height)[part]
    cell = grid.cell(
        slot // slices,
        west_column[part] + within % width[part],
        south_row[part] + within // width[part] % height[part],
    )
    order = np.argsort(cell, kind="stable")
    part = part[order]
    return {
        "cell": cell[order].astype(np.int32),
        "slice": (slot % slices)[order].astype(np.int32),
        "case_number": parts.case[part].astype(np.int32),
        "first_time": (parts.start - SLACK)[part].astype(np.int32),
        "last_time": (parts.end + SLACK)[part].astype(np.int32),
        "case_lon": parts.lon[part],
        "case_lat": parts.lat[part],
        "case_cos": np.cos(np.radians(parts.lat))[part],
        "west": np.floor((parts.lon - east) * 1e6)[part].astype(np.int32),
        "east": np.ceil((parts.lon + east) * 1e6)[part].astype(np.int32),
        "south": np.floor((parts.lat - north) * 1e6)[part].astype(np.int32),
        "north": np.ceil((parts.lat + north) * 1e6)[part].astype(np.int32),
        "reach": parts.reach[part],
    }
