"""The measures, and the rounds in which engines take turns at them. An answer is checked before its time counts."""

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


class WrongAnswerError(Exception):
    """An engine's rows differ from the exact ones."""


@dataclass(frozen=True)
class Plan:
    """What to measure, and how often."""

    sizes: tuple[str, ...]
    jsonl: tuple[str, ...]
    days: tuple[str, int]
    cities: tuple[str, tuple[int, ...]]
    rounds: int
    build_rounds: dict[str, int]
    times: int
    """Times that a question is asked of a store in each round."""
    peers: tuple[str, ...] = PEERS


@dataclass(frozen=True)
class Question:
    """What a warm store is asked, and how its answer is checked."""

    measure: str
    name: str
    kind: str
    expected: str
    itineraries: str | None = None
    person: dict | None = None

    @classmethod
    def screening(cls, measure: str, itineraries: str, expected: str) -> Question:
        """Meetings of itineraries."""
        return cls(measure, "screen", "named meetings", expected, itineraries=itineraries)

    @classmethod
    def of_person(cls, name: str, person: dict) -> Question:
        """A person's history or companions."""
        return cls(name, name, "companions" if name == "companions" else "plain", person[name], person=person)


class Suite:
    """One run of all measures."""

    def __init__(self, plan: Plan, made: dict, own: TraceGrid, work: Path) -> None:
        self.plan, self.made, self.own, self.work = plan, made, own, work
        self.entries: dict[tuple[str, str, str], Entry] = {}
        self.out = work / "answers"
        self.out.mkdir(parents=True, exist_ok=True)

    def run(self) -> list[dict]:
        """All measures, size by size."""
        for size in self.plan.sizes:
            self.cold(size)
            if size in self.plan.jsonl:
                self.json_lines(size)
            self.one_day(size)
        self.more_cases()
        self.many_cities()
        self.many_days()
        return [entry.record() for entry in self.entries.values()]

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
                entry = self.entries.setdefault((measure, size, name), Entry(measure, size, name))
                entry.add(result)
                out.unlink(missing_ok=True)
            self.say(measure, size, names)

    def say(self, measure: str, size: str, names: list[str]) -> None:
        """Tells how far the run is."""
        entries = (self.entries[measure, size, name] for name in names)
        words = [f"{entry.engine} {statistics.median(entry.seconds):.3f}" for entry in entries]
        print(f"{measure} {size}: {', '.join(words)} s", file=sys.stderr, flush=True)

    def expect(self, kind: str, expected: str) -> Callable[[str, Path], None]:
        """A check of answers against a file; where TraceGrid's bear pseudonyms, persons are not compared."""

        def check(name: str, out: Path) -> None:
            command = child.module("check", UNNAMED.get(kind, kind) if name == SELF else kind, str(out), expected)
            wrong = child.run(command, well=(0, 1)).output.decode().strip()
            if wrong:
                raise WrongAnswerError(f"{name}, {out.name}: {wrong}")

        return check

    def peer(self, engine: str, question: str, out: Path, **more: object) -> dict:
        """One run of a peer in a process of its own."""
        request = {"engine": engine, "question": question, "out": str(out), "cases": self.made["cases"], **more}
        return json.loads(child.run(child.module("peerwork", json.dumps(request))).output)

    def matches(self, measure: str, size: str, events: str, itineraries: str, expected: str, rounds: int) -> None:
        """From a file of events to a file of meetings."""

        def own(out: Path) -> dict:
            return as_result(self.own.match(itineraries, events, out))

        def of(engine: str) -> Callable[[Path], dict]:
            return lambda out: self.peer(engine, "match", out, events=[events], itineraries=itineraries)

        runs = {SELF: own} | {engine: of(engine) for engine in self.plan.peers}
        self.turns(measure, size, rounds, runs, self.expect("meetings", expected))

    def cold(self, size: str) -> None:
        """Cold match from CSV."""
        made = self.made["sizes"][size]
        self.matches("match CSV", size, made["events"], self.made["cases"], made["expected"], self.plan.rounds)

    def json_lines(self, size: str) -> None:
        """Cold match from JSON lines."""
        made = self.made["sizes"][size]
        self.matches("match JSONL", size, made["jsonl"], self.made["cases"], made["expected"], self.plan.rounds)

    def store(self, engine: str, name: str) -> Path:
        """Folder of an engine's store."""
        return self.work / "stores" / f"{name}_{engine}"

    def build(self, label: str, files: list[str], rounds: int, peers: tuple[str, ...]) -> None:
        """From CSV to a sorted store; peers then add their copy by person, which is not in that time."""

        def own(_: Path) -> dict:
            workspace = self.store(SELF, label)
            self.own.make_workspace(workspace, files)
            return as_result(self.own.ingest(workspace)) | {"bytes": self.own.store_bytes(workspace)}

        def of(engine: str) -> Callable[[Path], dict]:
            def run(out: Path) -> dict:
                store = self.store(engine, label)
                shutil.rmtree(store, ignore_errors=True)
                result = self.peer(engine, "build", out, events=files, store=str(store))
                copy = result["by_person"]["seconds"][0]
                return result | {"facts": {"by_person_bytes": result["by_person_bytes"], "by_person_seconds": copy}}

            return run

        runs = {SELF: own} | {engine: of(engine) for engine in peers}
        self.turns("store", label, rounds, runs, lambda *_: None)

    def ask(self, label: str, question: Question, peers: tuple[str, ...]) -> None:
        """One question to all warm stores."""
        where = {"itineraries": question.itineraries} if question.itineraries else {}
        phone = {"phone": question.person["phone"]} if question.person else {}
        first = {"person": question.person["first"]} if question.person else {}

        def own(out: Path) -> dict:
            arguments = where | first | {"times": str(self.plan.times)}
            return self.own.ask(question.name, self.store(SELF, label), arguments, out)

        def of(engine: str) -> Callable[[Path], dict]:
            more = {"store": str(self.store(engine, label)), "times": self.plan.times, **where, **phone}
            return lambda out: self.peer(engine, question.name, out, **more)

        runs = ({SELF: own} if self.own.questions else {}) | {engine: of(engine) for engine in peers}
        self.turns(question.measure, label, self.plan.rounds, runs, self.expect(question.kind, question.expected))

    def one_day(self, size: str) -> None:
        """A store of a day, and all questions to it."""
        made = self.made["sizes"][size]
        self.build(size, [made["events"]], self.plan.build_rounds[size], self.plan.peers)
        self.ask(size, Question.screening("screen 100 cases", self.made["cases"], made["expected"]), self.plan.peers)
        self.ask_of_one(size, made)

    def ask_of_one(self, label: str, made: dict) -> None:
        """Questions about one case and one person."""
        one = Question.screening("screen one case", made["one"]["itinerary"], made["one"]["expected"])
        for question in (one, *(Question.of_person(name, made["person"]) for name in ("history", "companions"))):
            self.ask(label, question, self.plan.peers)

    def more_cases(self) -> None:
        """How cost grows with cases, of TraceGrid alone: cold match at the middle size."""
        size = self.plan.sizes[min(1, len(self.plan.sizes) - 1)]
        for count, itineraries in self.made.get("more_cases", {}).items():
            events = self.made["sizes"][size]["events"]

            def own(out: Path, itineraries: str = itineraries, events: str = events) -> dict:
                return as_result(self.own.match(itineraries, events, out))

            self.turns(f"match CSV, {count} cases", size, self.plan.rounds, {SELF: own}, lambda *_: None)

    def many_cities(self) -> None:
        """How cost grows with people who live elsewhere, of TraceGrid alone: the cases stay in the first city."""
        made = self.made["cities"]
        base = self.made["sizes"][made["size"]]
        for count, events in made["events"].items():
            label = f"{made['size']} x {count} cities"
            self.build(label, [events], 1, peers=())
            if self.own.questions:
                screening = Question.screening("screen 100 cases", self.made["cases"], base["expected"])
                for question in (screening, Question.of_person("history", base["person"])):
                    self.ask(label, question, peers=())

    def many_days(self) -> None:
        """A store of many days: one case, one person."""
        made = self.made["days"]
        label = f"{made['size']} x {made['count']} days"
        self.build(label, made["files"], 1, self.plan.peers)
        self.ask_of_one(label, made)
