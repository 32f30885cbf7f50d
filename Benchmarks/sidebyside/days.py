"""More days of a city: the same day again under another date."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

from .sizes import FIRST_DAY

BLOCK = 1 << 24


def date_of(number: int) -> str:
    """The date of the `number`th day."""
    return str(date.fromisoformat(FIRST_DAY) + timedelta(number))


def write_day(events: Path, number: int, path: Path) -> None:
    """Writes a day's file again under the date of the `number`th day."""
    first, own = FIRST_DAY.encode(), date_of(number).encode()
    partial = path.with_suffix(".partial")
    with events.open("rb") as source, partial.open("wb") as target:
        rest = b""
        while block := source.read(BLOCK):
            # A date may lie across the border of two blocks; it does not across the border of two lines.
            end = block.rfind(b"\n") + 1
            target.write((rest + block[:end]).replace(first, own))
            rest = block[end:]
        target.write(rest.replace(first, own))
        target.flush()
        os.fsync(target.fileno())
    partial.rename(path)
