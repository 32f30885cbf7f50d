"""What another engine has to be able to do, and the form its answers take."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from .itineraries import Parts

DIAMETER = 2 * 6_371_008.8
MIN_MEETINGS = 3
"""Fewest positions near a person's that make a companion."""


class Peer(ABC):
    """An engine beside TraceGrid. Meetings are tables of case_number, phone, n, first, last, min_m, in that order,
    sorted by the first two; times are wall seconds since 1970."""

    name: str

    @abstractmethod
    def version(self) -> str:
        """Version of the engine."""

    @abstractmethod
    def prepare(self, parts: Parts) -> None:
        """Lays out the case side for a cold scan; not timed."""

    @abstractmethod
    def match(self, events: Path, out: Path) -> None:
        """From the events' file (CSV or JSONL) to the file of meetings, as `tracegrid match` writes it."""

    @abstractmethod
    def build(self, events: list[Path], store: Path, parts: Parts) -> None:
        """Adds the events to a table by cell and time, made where there is none. The parts give the grid only."""

    def settle(self, store: Path) -> None:
        """What the engine does by itself after a load, in the background; not timed."""
        del store

    @abstractmethod
    def build_by_person(self, store: Path) -> None:
        """Adds a copy sorted by person."""

    @abstractmethod
    def open(self, store: Path, parts: Parts) -> None:
        """Opens a store, with the grid it was built on; not timed."""

    @abstractmethod
    def bytes(self, store: Path) -> int:
        """Bytes of a built store on disk."""

    @abstractmethod
    def aim(self, parts: Parts) -> None:
        """Lays out the case side for `screen`."""

    @abstractmethod
    def screen(self) -> pa.Table:
        """Meetings of the parts aimed at with all rows of the store."""

    @abstractmethod
    def history(self, phone: int) -> pa.Table:
        """All rows of a person: t, lon, lat, accuracy_m, by time; lon and lat in millionths of a degree."""

    @abstractmethod
    def companions(self, phone: int) -> pa.Table:
        """Others with three positions or more near one of the person's: phone, n; by phone."""
