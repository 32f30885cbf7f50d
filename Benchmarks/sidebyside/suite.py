"""The measures, and the rounds in which engines take turns at them. An answer is checked before its time counts."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import child
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
    rounds: int
    build_rounds: dict[str, int]
    times: int
    """Times that a question is asked of a store in each round."""
    peers: tuple[str, ...] = PEERS


@dataclass
class Entry:
    """All runs of one engine at one measure."""

    measure: str
    size: str
    engine: str
    seconds: list[float] = field(default_factory=list)
    processor_seconds: list[float] = field(default_factory=list)
    peak_bytes: int = 0
    bytes: int = 0
    facts: dict = field(default_factory=dict)

    def add(self, result: dict) -> None:
        """Adds a run."""
        self.seconds += result["seconds"]
        self.processor_seconds += result["processor_seconds"]
        self.peak_bytes = max(self.peak_bytes, result.get("peak_bytes", 0))
        self.bytes = result.get("bytes", self.bytes)
        self.facts |= result.get("facts", {})

    def record(self) -> dict:
        """The entry for the file of results."""
        record = {"measure": self.measure, "size": self.size, "engine": self.engine}
        record |= {"median_seconds": statistics.median(self.seconds), "seconds": self.seconds}
        record |= {"median_processor_seconds": statistics.median(self.processor_seconds)}
        record |= {"peak_bytes": self.peak_bytes}
        return record | ({"bytes": self.bytes} if self.bytes else {}) | ({"facts": self.facts} if self.facts else {})


def as_result(taken: child.Taken) -> dict:
    """A process as one run."""
    times = {"seconds": [taken.seconds], "processor_seconds": [taken.processor_seconds]}
    return times | {"peak_bytes": taken.peak_bytes}


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
            self.build(size)
            self.ask_store(size, size, self.made["sizes"][size], everything=True)
        self.more_cases()
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

    def build(
        self, size: str, events: list[str] | None = None, label: str | None = None, rounds: int | None = None
    ) -> None:
        """From CSV to a sorted store; peers then add their copy by person, which is not in that time."""
        files = events or [self.made["sizes"][size]["events"]]
        label = label or size

        def own(_: Path) -> dict:
            workspace = self.store(SELF, label)
            self.own.make_workspace(workspace, files)
            return as_result(self.own.ingest(workspace)) | {"bytes": self.own.store_bytes(workspace)}

        def of(engine: str) -> Callable[[Path], dict]:
            def run(out: Path) -> dict:
                store = self.store(engine, label)
                shutil.rmtree(store, ignore_errors=True)
                result = self.peer(engine, "build", out, events=files, store=str(store), by_person=True)
                copy = {
                    "by_person_bytes": result["by_person_bytes"],
                    "by_person_seconds": result["by_person"]["seconds"][0],
                }
                return result | {"facts": copy}

            return run

        runs = {SELF: own} | {engine: of(engine) for engine in self.plan.peers}
        self.turns("store", label, rounds or self.plan.build_rounds[size], runs, lambda *_: None)

    def ask_store(self, size: str, label: str, made: dict, *, everything: bool) -> None:
        """Questions to a warm store."""
        person = made["person"]
        if everything:
            self.question(
                "screen 100 cases", label, "screen", self.made["cases"], None, "named meetings", made["expected"]
            )
        self.question(
            "screen one case",
            label,
            "screen",
            made["one"]["itinerary"],
            None,
            "named meetings",
            made["one"]["expected"],
        )
        self.question("history", label, "history", None, person, "plain", person["history"])
        self.question("companions", label, "companions", None, person, "companions", person["companions"])

    def question(
        self,
        measure: str,
        label: str,
        question: str,
        itineraries: str | None,
        person: dict | None,
        kind: str,
        expected: str,
    ) -> None:
        """One question to all warm stores."""
        where = {"itineraries": itineraries} if itineraries else {}
        phone = {"phone": person["phone"]} if person else {}
        first = {"person": person["first"]} if person else {}

        def own(out: Path) -> dict:
            arguments = where | first | {"times": str(self.plan.times)}
            return self.own.ask(question, self.store(SELF, label), arguments, out)

        def of(engine: str) -> Callable[[Path], dict]:
            store = str(self.store(engine, label))
            return lambda out: self.peer(engine, question, out, store=store, times=self.plan.times, **where, **phone)

        runs = {engine: of(engine) for engine in self.plan.peers}
        if self.own.questions:
            runs = {SELF: own} | runs
        self.turns(measure, label, self.plan.rounds, runs, self.expect(kind, expected))

    def more_cases(self) -> None:
        """How cost grows with cases, of TraceGrid alone: cold match at the middle size."""
        size = self.plan.sizes[min(1, len(self.plan.sizes) - 1)]
        for count, itineraries in self.made.get("more_cases", {}).items():
            events = self.made["sizes"][size]["events"]

            def own(out: Path, itineraries: str = itineraries, events: str = events) -> dict:
                return as_result(self.own.match(itineraries, events, out))

            self.turns(f"match CSV, {count} cases", size, self.plan.rounds, {SELF: own}, lambda *_: None)

    def many_days(self) -> None:
        """A store of many days: one case, one person."""
        made = self.made["days"]
        label = f"{made['size']} x {made['count']} days"
        self.build(made["size"], made["files"], label, rounds=1)
        self.ask_store(made["size"], label, made, everything=False)
