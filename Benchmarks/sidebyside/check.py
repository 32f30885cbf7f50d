"""Whether an answer equals the exact one: `python -m sidebyside.check KIND ANSWER EXPECTED [PERSONS]`; says the first
difference.

Keys, counts and times must be equal; distances may differ by a unit of their third decimal, since engines round the
sine and the root differently. `unnamed` answers bear pseudonyms: their rows are compared without the person, as a bag.
Of answers about persons only the first so many are compared where fewer were asked for.
"""

from __future__ import annotations

import sys

import polars as pl

TYPES = {"case_id": pl.String, "phone": pl.String, "n": pl.Int64, "first": pl.String, "last": pl.String}
MIN_METERS_TOLERANCE = 0.0011


def meetings(path: str) -> pl.DataFrame:
    """Meetings in the order of case and phone."""
    return pl.read_csv(path, schema=TYPES | {"min_m": pl.Float64}).sort("case_id", "phone")


def differ(
    answer: pl.DataFrame, expected: pl.DataFrame, exact: list[str], tolerance: float = MIN_METERS_TOLERANCE
) -> str | None:
    """The first difference in words."""
    if len(answer) != len(expected):
        return f"{len(answer)} rows, not {len(expected)}"
    for name in exact:
        rows = (answer[name] != expected[name]).arg_true()
        if len(rows):
            return f"{len(rows)} rows differ in {name}, the first is {rows[0]}: {answer.row(rows[0])}"
    if "min_m" in answer.columns and len(answer):
        far = (answer["min_m"] - expected["min_m"]).abs().max()
        if far is None or far > tolerance:
            return f"min_m is off by {far} m"
    return None


def of_persons(path: str, count: int | None) -> pl.DataFrame:
    """Rows about persons, of whom the first so many count; a pseudonym is text."""
    rows = pl.read_csv(path, schema_overrides={"phone": pl.String})
    return rows if count is None else rows.filter(pl.col("person") < count)


def contacts(answer: str, expected: str) -> str | None:
    """What is wrong with a night's list of contacts, which bears pseudonyms and distances of one decimal.

    Each case's contacts are compared by their least distances; the list cuts times to the case's stay.
    """
    keys = ["case_id", "min_m"]
    left = pl.read_csv(answer).select("case_id", min_m="min_distance_m").sort(keys)
    return differ(left, meetings(expected).select(keys).sort(keys), keys[:1], tolerance=0.0511)


def check(kind: str, answer: str, expected: str, count: int | None = None) -> str | None:
    """What is wrong with an answer; nothing if it is right."""
    if kind == "contacts":
        return contacts(answer, expected)
    if kind in ("history", "companions", "unnamed companions", "secondary"):
        left, right = of_persons(answer, count), of_persons(expected, count)
        if left.columns != right.columns:
            return f"columns {left.columns}, not {right.columns}"
        keys = [name for name in right.columns if not (kind.startswith("unnamed") and name == "phone")]
        return differ(left.sort(keys), right.sort(keys), keys)
    left, right = meetings(answer), meetings(expected)
    if kind in ("meetings", "named meetings"):
        return differ(left, right, list(TYPES))
    keys = ["case_id", "n", "first", "last", "min_m"]
    return differ(left.sort(keys), right.sort(keys), keys[:-1])


def main() -> int:
    """Checks; 0 means equal."""
    wrong = check(*sys.argv[1:4], *(int(text) for text in sys.argv[4:5]))
    if wrong:
        print(wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
