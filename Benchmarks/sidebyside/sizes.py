"""The sizes of a city's day."""

from __future__ import annotations

PEOPLE = {"XS": 700, "S": 7_000, "M": 70_000, "L": 350_000}
FIRST_DAY = "2020-02-01"
