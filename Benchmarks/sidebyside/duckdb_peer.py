"""DuckDB: columns in their native types, one table sorted by cell and time, zone maps and join filters do the rest.

After its guide (duckdb.org/docs, "Performance Guide"): no auto-detection of the CSV, the table sorted on load by a
space-filling curve within the hour so that zone maps prune, integers for the join key, all cores, no memory limit that
could bind; a persistent database, whose columns are compressed.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from .cells import Grid, expand
from .itineraries import Parts, parts_of_person
from .peer import DIAMETER, MIN_MEETINGS, Peer

SPREAD = """
CREATE TEMP MACRO s1(v) AS (v | (v << 8)) & 16711935;
CREATE TEMP MACRO s2(v) AS (v | (v << 4)) & 252645135;
CREATE TEMP MACRO s3(v) AS (v | (v << 2)) & 858993459;
CREATE TEMP MACRO s4(v) AS (v | (v << 1)) & 1431655765;
CREATE TEMP MACRO spread(v) AS s4(s3(s2(s1(v))));
"""
TYPES = "{'phone': 'BIGINT', 'time': 'TIMESTAMP', 'lon': 'DOUBLE', 'lat': 'DOUBLE', 'accuracy_m': 'INTEGER'}"


def haversine(lon: str, lat: str) -> str:
    """The haversine of the angle between an event and a case's position."""
    return (
        f"(sin(radians({lat} - case_lat) / 2) ** 2"
        f" + case_cos * cos(radians({lat})) * sin(radians({lon} - case_lon) / 2) ** 2)"
    )


def cell(grid: Grid) -> str:
    """The cell of columns t, lon, lat (degrees)."""

    def tile(value: str, origin: float, per: float) -> str:
        return f"greatest(0, least({grid.last}, floor(({value} - {origin!r}) * {per!r})))::INTEGER"

    column, row = tile("lon", grid.west, grid.per_lon), tile("lat", grid.south, grid.per_lat)
    place = f"spread({column}) | (spread({row}) << 1)" if grid.morton else f"(({row} << {grid.bits}) | {column})"
    slot = f"greatest(0, (t - {grid.zero}) // {grid.bucket})::INTEGER"
    return f"(({slot} << {2 * grid.bits}) | {place})"


def wall(moment: str) -> str:
    """A column of wall seconds as text."""
    return f"strftime(make_timestamp({moment} * 1000000::BIGINT), '%Y-%m-%d %H:%M:%S') AS {moment}"


def meetings(events: str, lon: str, lat: str, box_lon: str, box_lat: str) -> str:
    """Meetings of table `cells` with `events`, whose position in degrees and in the box's unit is given."""
    value = haversine(lon, lat)
    return f"""
        WITH near AS (
            SELECT case_number, phone, t, {value} AS haversine, reach
            FROM {events} JOIN cells USING (cell)
            WHERE t BETWEEN first_time AND last_time AND {box_lon} BETWEEN west AND east
              AND {box_lat} BETWEEN south AND north AND {DIAMETER!r} * asin(sqrt({value})) <= reach),
        once AS (SELECT case_number, phone, t, min(haversine) AS haversine FROM near GROUP BY ALL)
        SELECT case_number, phone, count(*) AS n, min(t) AS first, max(t) AS last,
               {DIAMETER!r} * asin(sqrt(min(haversine))) AS min_m
        FROM once GROUP BY case_number, phone"""


class DuckDB(Peer):
    """DuckDB in its own process."""

    name = "DuckDB"

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(SPREAD)

    def version(self) -> str:
        return duckdb.__version__

    def _use_cells(self, parts: Parts, grid: Grid) -> None:
        self.connection.register("expanded", pa.table(expand(parts, grid)))
        self.connection.execute("CREATE OR REPLACE TEMP TABLE cells AS SELECT * FROM expanded")
        self.connection.unregister("expanded")

    @staticmethod
    def _reader(events: Path) -> str:
        if events.suffix == ".jsonl":
            return f"read_json('{events}', format = 'newline_delimited', columns = {TYPES})"
        return f"read_csv('{events}', header = true, auto_detect = false, delim = ',', columns = {TYPES})"

    def prepare(self, parts: Parts) -> None:
        self.grid = Grid.over(parts, tile=200, bucket=600, morton=False)
        self._use_cells(parts, self.grid)
        names = pa.table({"case_number": range(len(parts.names)), "case_id": parts.names})
        self.connection.register("names_given", names)
        self.connection.execute("CREATE OR REPLACE TEMP TABLE names AS SELECT * FROM names_given")

    def match(self, events: Path, out: Path) -> None:
        rows = f"(SELECT phone, (epoch_us(time) // 1000000)::INTEGER AS t, lon, lat FROM {self._reader(events)})"
        keyed = f"(SELECT *, {cell(self.grid)} AS cell FROM {rows})"
        found = meetings(keyed, "lon", "lat", "lon * 1e6", "lat * 1e6")
        self.connection.execute(f"""
            COPY (SELECT case_id, phone, n, {wall("first")}, {wall("last")}, printf('%.3f', min_m) AS min_m
                  FROM ({found}) JOIN names USING (case_number) ORDER BY case_id, phone)
            TO '{out}' (HEADER, DELIMITER ',')""")

    def build(self, events: list[Path], store: Path, parts: Parts) -> None:
        self._attach(store)
        grid = self._store_grid(parts)
        self.connection.execute(
            "CREATE TABLE IF NOT EXISTS pings (cell INTEGER, phone BIGINT, t INTEGER, lon INTEGER, lat INTEGER,"
            " accuracy_m SMALLINT)"
        )
        for file in events:
            rows = (
                "(SELECT phone, (epoch_us(time) // 1000000)::INTEGER AS t, lon, lat, accuracy_m"
                f" FROM {self._reader(file)})"
            )
            self.connection.execute(f"""
                INSERT INTO pings SELECT {cell(grid)} AS cell, phone, t, round(lon * 1e6)::INTEGER,
                    round(lat * 1e6)::INTEGER, accuracy_m FROM {rows} ORDER BY cell, t""")
        self.connection.execute("CHECKPOINT store")

    def build_by_person(self, store: Path) -> None:
        self.connection.execute(
            "CREATE TABLE by_person AS SELECT phone, t, lon, lat, accuracy_m FROM pings ORDER BY phone, t"
        )
        self.connection.execute("CHECKPOINT store")

    def _attach(self, store: Path) -> None:
        store.mkdir(parents=True, exist_ok=True)
        self.connection.execute(f"ATTACH '{store}/pings.duckdb' AS store; USE store")

    @staticmethod
    def _store_grid(parts: Parts) -> Grid:
        return Grid.over(parts, tile=256, bucket=3600, morton=True)

    def open(self, store: Path, parts: Parts) -> None:
        self._attach(store)
        self.grid = self._store_grid(parts)

    def bytes(self, store: Path) -> int:
        return sum(file.stat().st_size for file in store.iterdir())

    def aim(self, parts: Parts) -> None:
        self._use_cells(parts, self.grid)

    @staticmethod
    def _meetings() -> str:
        return meetings("pings", "(lon / 1e6)", "(lat / 1e6)", "lon", "lat")

    def screen(self) -> pa.Table:
        return self.connection.sql(f"{self._meetings()} ORDER BY case_number, phone").to_arrow_table()

    def history(self, phone: int) -> pa.Table:
        query = f"SELECT t, lon, lat, accuracy_m FROM by_person WHERE phone = {phone} ORDER BY t"
        return self.connection.sql(query).to_arrow_table()

    def companions(self, phone: int) -> pa.Table:
        own = self.history(phone)
        lon, lat = own["lon"].to_numpy() / 1e6, own["lat"].to_numpy() / 1e6
        self.aim(parts_of_person(own["t"].to_numpy().astype("int64"), lon, lat))
        query = (
            f"SELECT phone, n FROM ({self._meetings()}) WHERE n >= {MIN_MEETINGS} AND phone <> {phone} ORDER BY phone"
        )
        return self.connection.sql(query).to_arrow_table()
