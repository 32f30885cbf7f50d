"""More days of a city: the same day again under another date."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from pathlib import Path

from .sizes import FIRST_DAY

BLOCK = 1 << 24
LAST_ZERO = re.compile(rb"(\.\d{5})0,")


def date_of(number: int) -> str:
    """The date of the `number`th day."""
    return str(date.fromisoformat(FIRST_DAY) + timedelta(number))


def write_day(events: Path, number: int, path: Path) -> None:
    """Writes a day's file again under the date of the `number`th day.

    A last zero of so many numbers is left out, so that no two days are equally long, as no two are in life.
    """
    first, own = FIRST_DAY.encode(), date_of(number).encode()
    partial = path.with_suffix(".partial")
    with events.open("rb") as source, partial.open("wb") as target:
        rest, zeros = b"", number
        while block := source.read(BLOCK):
            # A date may lie across the border of two blocks; it does not across the border of two lines.
            end = block.rfind(b"\n") + 1
            lines = (rest + block[:end]).replace(first, own)
            if zeros:
                lines, left_out = LAST_ZERO.subn(rb"\1,", lines, count=zeros)
                zeros -= left_out
            target.write(lines)
            rest = block[end:]
        target.write(rest.replace(first, own))
        target.flush()
        os.fsync(target.fileno())
    partial.rename(path)
