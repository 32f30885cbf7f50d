"""Makes what a run needs, once: data, itineraries, exact answers; prints where they lie as JSON.

A process of its own, so that the one that measures stays small: a child's peak memory never reads less than that of the
process that started it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from .datasets import Datasets, station_cases
from .days import date_of
from .itineraries import Parts, corrected, more_cases, read_parts, write_cases, write_itineraries
from .reference import (
    Events,
    companions,
    meetings,
    near_any,
    write_history,
    write_meetings,
    write_persons,
)
from .workload import SEED

PERSONS = 200
CORRECTIONS = 3
"""Times that a case's itinerary is corrected."""
SAMPLE = 1_000
"""Persons of whom the answer to the question about secondary contacts is compared."""


class Answers:
    """Exact answers about one file of events, kept by what they are the answer to."""

    def __init__(self, folder: Path, events: Path, label: str) -> None:
        self.folder, self.path, self.label = folder, events, label
        self._events: Events | None = None
        folder.mkdir(parents=True, exist_ok=True)
        status = events.stat()
        self.stamp = f"{events.resolve()}:{status.st_size}:{status.st_mtime_ns}"

    @property
    def events(self) -> Events:
        """The day's positions, read when first needed."""
        if self._events is None:
            self._events = Events.read(self.path)
        return self._events

    def file(self, name: str, question: str, write: Callable[[Path], None]) -> str:
        """Path of an answer, worked out unless it is there already."""
        mark = hashlib.sha256(f"{self.stamp}|{question}".encode()).hexdigest()[:12]
        path = self.folder / f"{name}_{self.label}_{mark}.csv"
        if not path.exists():
            partial = path.with_suffix(".partial")
            write(partial)
            partial.rename(path)
        return str(path)

    def meetings(self, parts: Parts, name: str, days: int = 1) -> str:
        """Whom itineraries of a day met, the same on each of so many days."""
        columns = (parts.case, parts.start, parts.end, parts.lon, parts.lat, parts.reach)
        mark = hashlib.sha256(b"".join(np.ascontiguousarray(column).tobytes() for column in columns)).hexdigest()

        def write(out: Path) -> None:
            write_meetings(meetings(self.events, parts, days), parts.names, out)

        return self.file(name, f"{mark}:{days}", write)


class Preparation:
    """The files of one run."""

    def __init__(self, request: dict) -> None:
        self.request = request
        data, self.work = Path(request["data"]), Path(request["work"])
        for folder in (data, self.work):
            folder.mkdir(parents=True, exist_ok=True)
        self.load = Datasets(data, self.work)
        self.parts = read_parts(self.load.cases)
        self.kept: dict[Path, Answers] = {}

    def answers(self, events: Path, label: str) -> Answers:
        """The answers about a file of events."""
        if events not in self.kept:
            # Another file's rows are not needed any longer.
            self.kept = {events: Answers(self.work / "expected", events, label)}
        return self.kept[events]

    def chosen(self, events: Path, count: int, stream: int) -> np.ndarray:
        """So many phones of a day, at random, the same each time."""
        phones = self.load.phones(events).to_numpy()
        return np.random.default_rng([SEED, stream]).permutation(phones)[:count]

    def persons(self, events: Path, label: str, days: int = 1, among: np.ndarray | None = None) -> dict:
        """Persons at random, their rows and their companions."""
        answers = self.answers(events, label)
        phones = self.chosen(events, PERSONS, 5) if among is None else among
        mark = hashlib.sha256(phones.tobytes()).hexdigest()
        return {
            "file": answers.file("persons", mark, lambda out: write_persons(answers.events, phones, out)),
            "history": answers.file(
                "history", f"{mark}:{days}", lambda out: write_history(answers.events, phones, days, out)
            ),
            "companions": answers.file(
                "companions", f"{mark}:{days}", lambda out: companions(answers.events, phones, days).write_csv(out)
            ),
        }

    def one_case(self, events: Path, label: str, days: int = 1) -> dict:
        """Itinerary of the case of middle length, every day the same, and whom it met."""
        lengths = [(int((self.parts.case == number).sum()), name) for number, name in enumerate(self.parts.names)]
        own = self.parts.of_case(sorted(lengths)[len(lengths) // 2][1])
        path = self.work / f"one_{days}.csv"
        own.over(days).write(path)
        return {"itinerary": str(path), "expected": self.answers(events, label).meetings(own, "one", days)}

    def size(self, size: str) -> dict:
        """A day, whom the cases met, and persons of it."""
        events = self.load.events(size)
        given = self.load.data / f"expected_{size}.csv"
        expected = str(given) if given.exists() else self.answers(events, size).meetings(self.parts, "cases")
        facts = {"events": str(events), "bytes": events.stat().st_size, "rows": lines(events) - 1}
        facts |= {"expected": expected, "one": self.one_case(events, size), "persons": self.persons(events, size)}
        if size in self.request["jsonl"]:
            jsonl = self.load.jsonl(size)
            facts |= {"jsonl": str(jsonl), "jsonl_bytes": jsonl.stat().st_size}
        return facts

    def cases(self, size: str, counts: list[int]) -> dict:
        """More cases in the same day."""
        made = {}
        for count in counts:
            parts = more_cases(self.parts, count)
            path = self.work / f"cases_{count}.csv"
            parts.write(path)
            # Read again: what was written has six decimals.
            expected = self.answers(self.load.events(size), size).meetings(read_parts(path), f"cases_{count}")
            made[count] = {"itineraries": str(path), "expected": expected}
        return {"size": size, "counts": made}

    def station(self, size: str) -> dict:
        """A day on which a tenth of the phones stand at one place, with cases who stay there too."""
        events = self.load.station(size)
        path = self.work / "cases_station.csv"
        station_cases(self.parts).write(path)
        label = f"station_{size}"
        expected = self.answers(events, label).meetings(read_parts(path), "cases")
        standing = self.load.phones(events).gather_every(10).to_numpy()
        among = np.random.default_rng([SEED, 6]).permutation(standing)[:20]
        facts = {"size": size, "events": str(events), "itineraries": str(path), "expected": expected}
        return facts | {"persons": self.persons(events, label, among=among)}

    def secondary(self, size: str, sources: int) -> dict:
        """Who was near any of so many persons, worked out for some."""
        events = self.load.events(size)
        answers = self.answers(events, size)
        phones = self.chosen(events, sources + SAMPLE, 7)
        few = min(SAMPLE, len(phones) // 4)
        index, sample = phones[few:], phones[:few]
        mark = f"{len(index)}:{len(sample)}"
        return {
            "size": size,
            "count": len(index),
            "sources": answers.file("sources", mark, lambda out: write_persons(answers.events, index, out)),
            "sample": answers.file("sample", mark, lambda out: write_persons(answers.events, sample, out)),
            "expected": answers.file(
                "secondary", mark, lambda out: near_any(answers.events, index, sample).write_csv(out)
            ),
        }

    def nights(self, events: Path, label: str, days: int, cases: int) -> dict:
        """Cases as a workspace takes them, and one of them corrected again and again: whom each night finds."""
        parts = self.parts.where(self.parts.case < cases)
        folder = self.work / f"nights_{label}_{days}"
        folder.mkdir(exist_ok=True)
        write_cases(parts, date_of(days - 1), folder / "cases_1.csv")
        write_itineraries(parts.over(days), folder / "itineraries_0.csv")
        made = {"as_of": date_of(days - 1), "files": [str(folder / "cases_1.csv")], "nights": []}
        for correction in range(CORRECTIONS + 1):
            path = folder / f"itineraries_{correction}.csv"
            if correction:
                parts = corrected(parts, correction)
                write_itineraries(parts.of_case(parts.names[0]).over(days), path)
            expected = self.answers(events, label).meetings(parts, f"night_{correction}", days)
            made["nights"].append({"file": str(path), "expected": expected})
        return made

    def made(self) -> dict:
        """All that the request names."""
        request = self.request
        made: dict = {"cases": str(self.load.cases), "sizes": {size: self.size(size) for size in request["sizes"]}}
        if "cases" in request:
            made["more_cases"] = self.cases(*request["cases"])
        if "cities" in request:
            size, counts = request["cities"]
            made["cities"] = {"size": size, "events": {count: str(self.load.cities(size, count)) for count in counts}}
        if "station" in request:
            made["station"] = [self.station(size) for size in request["station"]]
        if "secondary" in request:
            made["secondary"] = self.secondary(*request["secondary"])
        if "days" in request:
            size, days = request["days"]
            events = self.load.events(size)
            facts = {"size": size, "count": days, "events": str(events)}
            facts |= {"one": self.one_case(events, size, days), "persons": self.persons(events, size, days)}
            facts["nights"] = self.nights(events, size, days, request["night_cases"])
            made["days"] = facts
        return made


def lines(path: Path) -> int:
    """Lines of a file."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 24), b""))


if __name__ == "__main__":
    json.dump(Preparation(json.loads(sys.argv[1])).made(), sys.stdout)
