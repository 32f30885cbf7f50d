"""Makes what a run needs, once: data, copies of days, itineraries, exact answers; prints where they lie as JSON.

A process of its own, so that the one that measures stays small: a child's peak memory never reads less than that of the
process that started it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

from .itineraries import more_cases, read_parts
from .reference import Events, companions, meetings, person_rows, write_history, write_meetings
from .workload import Workload

MORE_CASES = (100, 300, 1000)


class Answers:
    """Exact answers, kept by what they are the answer to."""

    def __init__(self, folder: Path, events: Path) -> None:
        self.folder = folder
        self.events_path = events
        self._events: Events | None = None
        folder.mkdir(parents=True, exist_ok=True)
        status = events.stat()
        self.stamp = f"{events.resolve()}:{status.st_size}:{status.st_mtime_ns}"

    @property
    def events(self) -> Events:
        """The day's positions, read when first needed."""
        if self._events is None:
            self._events = Events.read(self.events_path)
        return self._events

    def file(self, name: str, question: str, write: Callable[[Path], None]) -> str:
        """Path of an answer, worked out unless it is there already."""
        mark = hashlib.sha256(f"{self.stamp}|{question}".encode()).hexdigest()[:12]
        path = self.folder / f"{name}_{mark}.csv"
        if not path.exists():
            partial = path.with_suffix(".partial")
            write(partial)
            partial.rename(path)
        return str(path)


def prepare(request: dict) -> dict:
    """Prepares the sizes and the run of days that a request names."""
    data, work = Path(request["data"]), Path(request["work"])
    for folder in (data, work, work / "expected"):
        folder.mkdir(parents=True, exist_ok=True)
    load = Workload(data, work)
    parts = read_parts(load.cases)
    made = {"cases": str(load.cases), "sizes": {}, "cases_digest": digest(load.cases)}
    for size in request["sizes"]:
        events = load.events(size)
        answers = Answers(work / "expected", events)
        given = data / f"expected_{size}.csv"

        def all_cases(path: Path, answers: Answers = answers) -> None:
            write_meetings(meetings(answers.events, parts), parts.names, path)

        expected = given if given.exists() else answers.file(f"cases_{size}", made["cases_digest"], all_cases)
        phone = load.person(size)
        made["sizes"][size] = {
            "events": str(events),
            "bytes": events.stat().st_size,
            "rows": lines(events) - 1,
            "digest": digest(events),
            "expected": str(expected),
            "person": person_answers(answers, size, phone, 1),
            "one": one_case(answers, load, size, 1),
        }
        if size in request["jsonl"]:
            made["sizes"][size]["jsonl"] = str(load.jsonl(size))
    if request.get("more_cases"):
        made["more_cases"] = {}
        for count in MORE_CASES:
            path = work / f"cases_{count}.csv"
            more_cases(parts, count).write(path)
            made["more_cases"][count] = str(path)
    size, counts = request["cities"]
    made["cities"] = {"size": size, "events": {count: str(load.cities(size, count)) for count in counts}}
    if request.get("days"):
        size, days = request["days"]
        answers = Answers(work / "expected", load.events(size))
        files = [str(path) for path in load.days(size, days)]
        person = person_answers(answers, size, load.person(size), days)
        made["days"] = {"size": size, "count": days, "files": files, "person": person}
        made["days"]["one"] = one_case(answers, load, size, days)
    return made


def one_case(answers: Answers, load: Workload, size: str, days: int) -> dict:
    """Itinerary of one case, every day the same, and whom it met."""
    parts = read_parts(load.cases)
    lengths = [(int((parts.case == number).sum()), name) for number, name in enumerate(parts.names)]
    name = sorted(lengths)[len(lengths) // 2][1]
    own = parts.of_case(name)
    path = load.work / f"one_{days}.csv"
    own.over(days).write(path)
    expected = answers.file(
        f"one_{size}_{days}",
        f"{digest(load.cases)}:{name}:{days}",
        lambda out: write_meetings(meetings(answers.events, own.over(days), days), parts.names, out),
    )
    return {"case": name, "itinerary": str(path), "expected": expected}


def person_answers(answers: Answers, size: str, phone: int, days: int) -> dict:
    """A person's rows and companions, and a row by which to find them."""
    history = answers.file(
        f"history_{size}_{days}",
        f"{phone}:{days}",
        lambda out: write_history(answers.events.of(phone), days, out),
    )
    others = answers.file(
        f"companions_{size}_{days}",
        f"{phone}:{days}",
        lambda out: companions(answers.events, phone, days).write_csv(out),
    )
    first = answers.file(
        f"first_{size}", f"{phone}", lambda out: out.write_text(person_rows(answers.events, phone) + "\n")
    )
    return {"phone": phone, "history": history, "companions": others, "first": Path(first).read_text().strip()}


def lines(path: Path) -> int:
    """Lines of a file."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 24), b""))


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    json.dump(prepare(json.loads(sys.argv[1])), sys.stdout)
