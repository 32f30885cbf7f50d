"""Polars: lazy queries on the streaming engine; its store is Parquet sorted by cell and time.

After its user guide: an explicit schema, the lazy API, `engine="streaming"`, one file sorted by what is filtered, with
statistics per row group so that a filter on the cell skips groups.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow as pa

from .cells import Grid, expand
from .itineraries import Parts, parts_of_person
from .peer import DIAMETER, MIN_MEETINGS, Peer

SCHEMA = {"phone": pl.Int64, "time": pl.String, "lon": pl.Float64, "lat": pl.Float64, "accuracy_m": pl.Int32}
GROUP_ROWS = 65_536


def spread(value: pl.Expr) -> pl.Expr:
    """The bits of `value` (below 2^16) moved apart, one empty bit before each."""
    for shift, mask in ((256, 0x00FF00FF), (16, 0x0F0F0F0F), (4, 0x33333333), (2, 0x55555555)):
        value = (value | value * shift) & mask
    return value


def cell(grid: Grid) -> pl.Expr:
    """The cell of columns t, lon, lat (degrees)."""

    def tile(value: str, origin: float, per: float) -> pl.Expr:
        return ((pl.col(value) - origin) * per).floor().clip(0, grid.last).cast(pl.Int32)

    column, row = tile("lon", grid.west, grid.per_lon), tile("lat", grid.south, grid.per_lat)
    place = spread(column) | spread(row) * 2 if grid.morton else row * (1 << grid.bits) + column
    slot = ((pl.col("t") - grid.zero) // grid.bucket).clip(0, None)
    return (slot * (1 << 2 * grid.bits) + place).cast(pl.Int32)


def meetings(events: pl.LazyFrame, cells: pl.LazyFrame, lon: pl.Expr, lat: pl.Expr, unit: float) -> pl.LazyFrame:
    """Meetings of cells with events, whose position in degrees is given; `unit` takes it to the box's unit."""
    half_lat = ((lat - pl.col("case_lat")).radians() / 2).sin()
    half_lon = ((lon - pl.col("case_lon")).radians() / 2).sin()
    value = half_lat * half_lat + pl.col("case_cos") * lat.radians().cos() * half_lon * half_lon
    box_lon, box_lat = pl.col("lon") * unit, pl.col("lat") * unit
    near = (
        events.join(cells, on="cell", how="inner")
        .filter(
            pl.col("t").is_between("first_time", "last_time"),
            box_lon.is_between("west", "east"),
            box_lat.is_between("south", "north"),
        )
        .select("case_number", "phone", "t", "reach", distance=DIAMETER * value.sqrt().arcsin())
        .filter(pl.col("distance") <= pl.col("reach"))
    )
    once = near.group_by("case_number", "phone", "t").agg(pl.col("distance").min())
    return (
        once.group_by("case_number", "phone")
        .agg(n=pl.len(), first=pl.col("t").min(), last=pl.col("t").max(), min_m=pl.col("distance").min())
        .sort("case_number", "phone")
    )


class Polars(Peer):
    """Polars in its own process."""

    name = "Polars"

    def version(self) -> str:
        return pl.__version__

    @staticmethod
    def _cells(parts: Parts, grid: Grid) -> pl.LazyFrame:
        return pl.LazyFrame(expand(parts, grid))

    @staticmethod
    def _reader(events: Path) -> pl.LazyFrame:
        if events.suffix == ".jsonl":
            rows = pl.scan_ndjson(events, schema=SCHEMA | {"phone": pl.String}).cast({"phone": pl.Int64})
        else:
            rows = pl.scan_csv(events, schema=SCHEMA)
        moment = pl.col("time").str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us").dt.timestamp("us")
        return rows.with_columns(t=(moment // 1_000_000).cast(pl.Int32)).drop("time")

    def prepare(self, parts: Parts) -> None:
        self.grid = Grid.over(parts, tile=200, bucket=600, morton=False)
        self.cells = self._cells(parts, self.grid)
        self.names = (
            pl.LazyFrame({"case_id": parts.names}).with_row_index("case_number").cast({"case_number": pl.Int32})
        )

    def match(self, events: Path, out: Path) -> None:
        rows = self._reader(events).select("phone", "t", "lon", "lat", cell=cell(self.grid))
        found = meetings(rows, self.cells, pl.col("lon"), pl.col("lat"), 1e6)
        moments = (pl.from_epoch(pl.col(name), "s") for name in ("first", "last"))
        named = found.join(self.names, on="case_number", maintain_order="left").with_columns(*moments)
        named.select("case_id", "phone", "n", "first", "last", "min_m").collect(engine="streaming").write_csv(
            out, datetime_format="%Y-%m-%d %H:%M:%S", float_precision=3
        )

    def build(self, events: list[Path], store: Path, parts: Parts) -> None:
        store.mkdir(parents=True, exist_ok=True)
        self.open(store, parts)
        there = len(list(store.glob("pings_*.parquet")))
        for number, file in enumerate(events, there):
            rows = self._reader(file).with_columns(cell=cell(self.grid))
            degrees = [(pl.col(name) * 1e6).round().cast(pl.Int32) for name in ("lon", "lat")]
            rows.select("cell", "phone", "t", *degrees, pl.col("accuracy_m").cast(pl.Int16)).sort(
                "cell", "t"
            ).sink_parquet(store / f"pings_{number:02}.parquet", row_group_size=GROUP_ROWS, engine="streaming")

    def build_by_person(self, store: Path) -> None:
        rows = self.pings.drop("cell").sort("phone", "t")
        rows.sink_parquet(store / "by_person.parquet", row_group_size=GROUP_ROWS, engine="streaming")

    def open(self, store: Path, parts: Parts) -> None:
        self.grid = Grid.over(parts, tile=256, bucket=3600, morton=True)
        self.store = store

    @property
    def pings(self) -> pl.LazyFrame:
        """All rows by cell."""
        return pl.scan_parquet(self.store / "pings_*.parquet")

    def bytes(self, store: Path) -> int:
        return sum(file.stat().st_size for file in store.iterdir())

    def aim(self, parts: Parts) -> None:
        self.cells = self._cells(parts, self.grid)

    def _meetings(self) -> pl.LazyFrame:
        ends = self.cells.select(first=pl.col("cell").min(), last=pl.col("cell").max()).collect()
        near = self.pings.filter(pl.col("cell").is_between(ends["first"][0], ends["last"][0]))
        rows = near.select("cell", "phone", "t", "lon", "lat")
        return meetings(rows, self.cells, pl.col("lon") / 1e6, pl.col("lat") / 1e6, 1)

    def screen(self) -> pa.Table:
        return self._meetings().collect(engine="streaming").to_arrow()

    def history(self, phone: int) -> pa.Table:
        rows = pl.scan_parquet(self.store / "by_person.parquet").filter(pl.col("phone") == phone)
        return rows.select("t", "lon", "lat", "accuracy_m").sort("t").collect().to_arrow()

    def companions(self, phone: int) -> pa.Table:
        own = self.history(phone)
        lon, lat = own["lon"].to_numpy() / 1e6, own["lat"].to_numpy() / 1e6
        self.aim(parts_of_person(own["t"].to_numpy().astype("int64"), lon, lat))
        others = self._meetings().filter(pl.col("n") >= MIN_MEETINGS, pl.col("phone") != phone)
        return others.select("phone", "n").sort("phone").collect(engine="streaming").to_arrow()
