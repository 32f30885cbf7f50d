"""The rounds in which engines take turns at a measure. An answer is checked before its time counts."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import child
from .entries import Entry, as_result
from .tracegrid import TraceGrid

PEERS = ("DuckDB", "ClickHouse", "Polars")
SELF = "TraceGrid"
UNNAMED = {"named meetings": "unnamed meetings", "companions": "unnamed companions"}


KEPT = "kept"
"""Name of the file that marks a store made beforehand."""


class WrongAnswerError(Exception):
    """An engine's rows differ from the exact ones."""


@dataclass(frozen=True)
class Question:
    """What a warm store is asked, and how its answer is checked."""

    measure: str
    name: str
    kind: str
    expected: str
    arguments: dict[str, str]
    """Files of itineraries or persons."""

    @classmethod
    def screening(cls, measure: str, itineraries: str, expected: str) -> Question:
        """Meetings of itineraries."""
        return cls(measure, "screen", "named meetings", expected, {"itineraries": itineraries})

    @classmethod
    def of_persons(cls, name: str, persons: dict) -> Question:
        """History or companions of each of some persons."""
        return cls(name, name, name, persons[name], {"persons": persons["file"]})


class Suite:
    """Runs engines in turns and keeps what they took."""

    def __init__(self, cases: str, own: TraceGrid, work: Path, peers: tuple[str, ...]) -> None:
        self.cases, self.own, self.work, self.peers = cases, own, work, peers
        self.entries: dict[tuple[str, str, str], Entry] = {}
        self.out = work / "answers"
        self.out.mkdir(parents=True, exist_ok=True)

    def turns(
        self, measure: str, size: str, rounds: int, runs: dict[str, Callable[[Path], dict]], check: Callable
    ) -> None:
        """Lets engines take turns; the one that begins changes with each round."""
        names = list(runs)
        for number in range(rounds):
            for name in names[number % len(names) :] + names[: number % len(names)]:
                out = self.out / f"{measure}_{size}_{name}.csv"
                out.unlink(missing_ok=True)
                result = runs[name](out)
                check(name, out)
                self.entry(measure, size, name).add(result)
                out.unlink(missing_ok=True)
            self.say(measure, size, names)

    def entry(self, measure: str, size: str, engine: str) -> Entry:
        """What an engine took at a measure."""
        return self.entries.setdefault((measure, size, engine), Entry(measure, size, engine))

    def records(self) -> list[dict]:
        """All entries for the file of results."""
        return [entry.record() for entry in self.entries.values()]

    def say(self, measure: str, size: str, names: list[str]) -> None:
        """Tells how far the run is."""
        entries = (self.entries[measure, size, name] for name in names)
        words = [f"{entry.engine} {statistics.median(entry.seconds):.4g}" for entry in entries]
        print(f"{measure} {size}: {', '.join(words)} s", file=sys.stderr, flush=True)

    def expect(self, kind: str, expected: str, counts: dict[str, int] | None = None) -> Callable[[str, Path], None]:
        """A check of answers against a file; where TraceGrid's bear pseudonyms, persons are not compared."""

        def check(name: str, out: Path) -> None:
            count = [str(counts[name])] if counts else []
            chosen = UNNAMED.get(kind, kind) if name == SELF else kind
            command = child.module("check", chosen, str(out), expected, *count)
            wrong = child.run(command, well=(0, 1)).output.decode().strip()
            if wrong:
                raise WrongAnswerError(f"{name}, {out.name}: {wrong}")

        return check

    def peer(self, engine: str, question: str, out: Path, **more: object) -> dict:
        """One run of a peer in a process of its own."""
        request = {"engine": engine, "question": question, "out": str(out), "cases": self.cases, **more}
        return json.loads(child.run(child.module("peerwork", json.dumps(request))).output)

    def matches(
        self,
        measure: str,
        size: str,
        events: str,
        itineraries: str,
        expected: str,
        rounds: int,
        peers: tuple[str, ...] | None = None,
    ) -> None:
        """From a file of events to a file of meetings."""

        def own(out: Path) -> dict:
            return as_result(self.own.match(itineraries, events, out))

        def of(engine: str) -> Callable[[Path], dict]:
            return lambda out: self.peer(engine, "match", out, events=[events], itineraries=itineraries)

        runs = {SELF: own} | {engine: of(engine) for engine in (self.peers if peers is None else peers)}
        self.turns(measure, size, rounds, runs, self.expect("meetings", expected))

    def store(self, engine: str, label: str) -> Path:
        """Folder of an engine's store."""
        return self.work / "stores" / f"{label}_{engine}"

    def is_kept(self, engine: str, label: str) -> bool:
        """Whether a peer's store was made beforehand."""
        return engine != SELF and (self.store(engine, label) / KEPT).exists()

    def keep(self, engine: str, label: str) -> None:
        """Marks a peer's store as complete: a later run takes it as it is, and has no times of its making."""
        (self.store(engine, label) / KEPT).touch()

    def begin_store(self, engine: str, label: str) -> None:
        """An empty store."""
        if engine == SELF:
            self.own.make_workspace(self.store(engine, label))
        else:
            shutil.rmtree(self.store(engine, label), ignore_errors=True)

    def load(self, engine: str, label: str, events: Path, out: Path) -> dict:
        """Adds a day to a store: what it took, and the bytes of the store."""
        store = self.store(engine, label)
        if engine == SELF:
            return as_result(self.own.ingest(store, events)) | {"bytes": self.own.store_bytes(store)}
        return self.peer(engine, "build", out, events=[str(events)], store=str(store))

    def settle(self, engine: str, measure: str, label: str, *, by_person: bool) -> None:
        """Lets a peer do what it does in the background, and adds its copy by person; not in the time of the load."""
        store, out = str(self.store(engine, label)), self.out / "settled"
        self.peer(engine, "settle", out, store=store)
        if by_person:
            result = self.peer(engine, "build_by_person", out, store=store)
            facts = {"by_person_bytes": result["by_person_bytes"], "by_person_seconds": result["seconds"][0]}
            self.entry(measure, label, engine).facts |= facts

    def build(self, label: str, events: str, rounds: int, peers: tuple[str, ...]) -> None:
        """From CSV to a sorted store."""

        def of(engine: str) -> Callable[[Path], dict]:
            def run(out: Path) -> dict:
                self.begin_store(engine, label)
                return self.load(engine, label, Path(events), out)

            return run

        self.turns("store", label, rounds, {name: of(name) for name in (SELF, *peers)}, lambda *_: None)
        for engine in peers:
            self.settle(engine, "store", label, by_person=True)

    def screen(self, label: str, question: Question, peers: tuple[str, ...], rounds: int, times: int) -> None:
        """One screening question to all warm stores."""
        if not self.own.questions:
            return
        arguments = question.arguments | {"times": str(times)}

        def own(out: Path) -> dict:
            return self.own.ask(question.name, self.store(SELF, label), arguments, out)

        def of(engine: str) -> Callable[[Path], dict]:
            more = {"store": str(self.store(engine, label)), **question.arguments, "times": times}
            return lambda out: self.peer(engine, question.name, out, **more)

        runs = {SELF: own} | {engine: of(engine) for engine in peers}
        self.turns(question.measure, label, rounds, runs, self.expect(question.kind, question.expected))

    def ask_of_persons(self, label: str, persons: dict, counts: dict[str, int]) -> None:
        """History and companions of so many persons, one after another, in all warm stores."""
        if not self.own.questions:
            return
        for question in (Question.of_persons(name, persons) for name in ("history", "companions")):

            def own(out: Path, question: Question = question) -> dict:
                arguments = question.arguments | {"count": str(counts[SELF])}
                return self.own.ask(question.name, self.store(SELF, label), arguments, out)

            def of(engine: str, question: Question = question) -> Callable[[Path], dict]:
                more = {"store": str(self.store(engine, label)), "count": counts[engine], **question.arguments}
                return lambda out: self.peer(engine, question.name, out, **more)

            runs = {name: own if name == SELF else of(name) for name in counts}
            self.turns(question.measure, label, 1, runs, self.expect(question.kind, question.expected, counts))
