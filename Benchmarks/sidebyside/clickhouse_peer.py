"""ClickHouse in its own process (chdb): MergeTree tables in the order of cell and time, and of person and time.

After its documentation: the sort key begins with what queries filter by, columns get codecs that fit them (Delta or
T64 before ZSTD), one large insert, then parts merged; queries name the cells in a set, so that the primary index skips
granules, before they join. `greatCircleDistance` is not used: it rounds more than the exact filter may.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from chdb import session

from .cells import Grid, expand
from .itineraries import Parts, parts_of_person
from .peer import DIAMETER, MIN_MEETINGS, Peer

TYPES = "phone UInt64, time DateTime(''UTC''), lon Float64, lat Float64, accuracy_m UInt16"
ONE_INSERT = (
    "SETTINGS max_insert_block_size = 16777216, min_insert_block_size_rows = 16777216, min_insert_block_size_bytes = 0"
)
FILTERS_APART = "SETTINGS query_plan_merge_filters = 0"
"""Keeps the cheap box before the haversine; merged, ClickHouse works out both for every candidate."""
SLICES = 3
"""Slices of an hour by which a store's rows are joined more finely than they are sorted: fewer candidates."""


def haversine(lon: str, lat: str) -> str:
    """The haversine of the angle between an event and a case's position."""
    return (
        f"(pow(sin(radians({lat} - case_lat) / 2), 2)"
        f" + case_cos * cos(radians({lat})) * pow(sin(radians({lon} - case_lon) / 2), 2))"
    )


def cell(grid: Grid) -> str:
    """The cell of columns t, lon, lat (degrees)."""

    def tile(value: str, origin: float, per: float) -> str:
        return f"toUInt32(greatest(0, least({grid.last}, floor(({value} - {origin!r}) * {per!r}))))"

    column, row = tile("lon", grid.west, grid.per_lon), tile("lat", grid.south, grid.per_lat)
    place = f"mortonEncode({column}, {row})" if grid.morton else f"({row} * {1 << grid.bits} + {column})"
    slot = f"greatest(0, intDiv(toInt64(t) - {grid.zero}, {grid.bucket}))"
    return f"toInt32({slot} * {1 << 2 * grid.bits} + {place})"


def meetings(events: str, lon: str, lat: str, box_lon: str, box_lat: str, piece: str = "") -> str:
    """Meetings of table `cells` with `events`, whose position in degrees and in the box's unit is given.

    `piece` is a further condition of the join.
    """
    return f"""
        SELECT case_number, phone, count() AS n, min(moment) AS first, max(moment) AS last,
               {DIAMETER!r} * asin(sqrt(min(least))) AS min_m
        FROM (SELECT case_number, phone, t AS moment, min(value) AS least
              FROM (SELECT case_number, phone, t, reach, {haversine(lon, lat)} AS value
                    FROM {events} AS e INNER JOIN cells ON e.cell = cells.cell{piece}
                    WHERE t BETWEEN first_time AND last_time AND {box_lon} BETWEEN west AND east
                      AND {box_lat} BETWEEN south AND north)
              WHERE {DIAMETER!r} * asin(sqrt(value)) <= reach
              GROUP BY case_number, phone, t)
        GROUP BY case_number, phone"""


class ClickHouse(Peer):
    """ClickHouse in its own process."""

    name = "ClickHouse"

    def __init__(self) -> None:
        self.session: session.Session | None = None

    def version(self) -> str:
        return session.Session().query("SELECT version()", "TabSeparated").data().strip()

    def _open(self, path: Path | None = None) -> None:
        if path:
            path.mkdir(parents=True, exist_ok=True)
        self.session = session.Session(str(path)) if path else session.Session()
        self._run("CREATE DATABASE IF NOT EXISTS bench ENGINE = Atomic")
        self._run("USE bench")

    def _run(self, query: str) -> None:
        self.session.query(query)

    def _table(self, query: str) -> pa.Table:
        return self.session.query(query, "ArrowTable")

    def _use_cells(self, parts: Parts, grid: Grid, slices: int = 1) -> None:
        expanded = pa.table(expand(parts, grid, slices))  # noqa: F841  found by chdb under its name
        self._run("DROP TABLE IF EXISTS cells")
        self._run("CREATE TABLE cells ENGINE = Memory AS SELECT * FROM Python(expanded)")

    @staticmethod
    def _reader(events: Path) -> str:
        shape = "JSONEachRow" if events.suffix == ".jsonl" else "CSVWithNames"
        return f"file('{events}', '{shape}', '{TYPES}')"

    def prepare(self, parts: Parts) -> None:
        self._open()
        self.grid = Grid.over(parts, tile=200, bucket=600, morton=False)
        self._use_cells(parts, self.grid)
        numbers = pa.array(range(len(parts.names)), pa.int32())
        names = pa.table({"case_number": numbers, "case_id": parts.names})  # noqa: F841
        self._run("CREATE TABLE names ENGINE = Memory AS SELECT * FROM Python(names)")

    def match(self, events: Path, out: Path) -> None:
        rows = f"(SELECT phone, toUnixTimestamp(time) AS t, lon, lat FROM {self._reader(events)})"
        keyed = f"(SELECT *, {cell(self.grid)} AS cell FROM {rows})"
        found = meetings(keyed, "lon", "lat", "lon * 1e6", "lat * 1e6")
        self._run(f"""
            INSERT INTO FUNCTION file('{out}', 'CSVWithNames')
            SELECT case_id, phone, n, formatDateTime(toDateTime(first, 'UTC'), '%Y-%m-%d %H:%i:%S') AS first,
                   formatDateTime(toDateTime(last, 'UTC'), '%Y-%m-%d %H:%i:%S') AS last,
                   toDecimalString(min_m, 3) AS min_m
            FROM ({found}) AS found INNER JOIN names USING (case_number) ORDER BY case_id, phone
            SETTINGS engine_file_truncate_on_insert = 1, query_plan_merge_filters = 0""")

    def build(self, events: list[Path], store: Path, parts: Parts) -> None:
        self.open(store, parts)
        self._run("""
            CREATE TABLE IF NOT EXISTS pings (
                cell Int32 CODEC(Delta, ZSTD), phone UInt64 CODEC(T64, ZSTD), t UInt32 CODEC(Delta, ZSTD),
                lon Int32 CODEC(T64, ZSTD), lat Int32 CODEC(T64, ZSTD), accuracy_m UInt16 CODEC(T64, ZSTD))
            ENGINE = MergeTree ORDER BY (cell, t)""")
        for file in events:
            self._run(f"""
                INSERT INTO pings SELECT {cell(self.grid)} AS cell, phone, t, toInt32(round(lon * 1e6)),
                    toInt32(round(lat * 1e6)), accuracy_m
                FROM (SELECT phone, toUnixTimestamp(time) AS t, lon, lat, accuracy_m FROM {self._reader(file)})
                {ONE_INSERT}""")

    def settle(self, store: Path) -> None:
        self._run("OPTIMIZE TABLE pings FINAL")

    def build_by_person(self, store: Path) -> None:
        self._run("""
            CREATE TABLE by_person (
                phone UInt64 CODEC(Delta, ZSTD), t UInt32 CODEC(Delta, ZSTD), lon Int32 CODEC(Delta, ZSTD),
                lat Int32 CODEC(Delta, ZSTD), accuracy_m UInt16 CODEC(T64, ZSTD))
            ENGINE = MergeTree ORDER BY (phone, t) SETTINGS index_granularity = 1024""")
        self._run("INSERT INTO by_person SELECT phone, t, lon, lat, accuracy_m FROM pings")
        self._run("OPTIMIZE TABLE by_person FINAL")

    def open(self, store: Path, parts: Parts) -> None:
        self._open(store)
        self.grid = Grid.over(parts, tile=256, bucket=3600, morton=True)

    def bytes(self, store: Path) -> int:
        query = "SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND database = 'bench'"
        return int(self._table(query)["bytes"][0].as_py())

    def aim(self, parts: Parts) -> None:
        self._use_cells(parts, self.grid, SLICES)

    @staticmethod
    def _meetings() -> str:
        near = "(SELECT cell, phone, t, lon, lat FROM pings WHERE cell IN (SELECT cell FROM cells))"
        piece = f" AND toInt32(intDiv(e.t, {3600 // SLICES}) % {SLICES}) = cells.slice"
        return meetings(near, "(e.lon / 1e6)", "(e.lat / 1e6)", "e.lon", "e.lat", piece)

    def screen(self) -> pa.Table:
        return self._table(f"{self._meetings()} ORDER BY case_number, phone {FILTERS_APART}")

    def history(self, phone: int) -> pa.Table:
        return self._table(f"SELECT t, lon, lat, accuracy_m FROM by_person WHERE phone = {phone} ORDER BY t")

    def companions(self, phone: int) -> pa.Table:
        own = self.history(phone)
        lon, lat = own["lon"].to_numpy() / 1e6, own["lat"].to_numpy() / 1e6
        self.aim(parts_of_person(own["t"].to_numpy().astype("int64"), lon, lat))
        others = f"SELECT phone, n FROM ({self._meetings()}) WHERE n >= {MIN_MEETINGS} AND phone <> {phone}"
        return self._table(f"{others} ORDER BY phone {FILTERS_APART}")
