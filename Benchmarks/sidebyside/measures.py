"""The measures by name, and how much of each an extent of a run holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .days import write_day
from .entries import as_result
from .suite import PEERS, SELF, Question, Suite


@dataclass(frozen=True)
class Plan:
    """What to measure, and how often."""

    sizes: tuple[str, ...]
    jsonl: tuple[str, ...]
    days: tuple[str, int]
    night_cases: int
    """Cases of the nights that are run over the days."""
    cases: tuple[str, tuple[int, ...]]
    cities: tuple[str, tuple[int, ...]]
    station: tuple[str, ...]
    secondary: tuple[str, int]
    """A size, and persons whose contacts are looked for."""
    rounds: int
    rounds_of_growth: int
    """Rounds of the measures of more cases and of the station."""
    build_rounds: dict[str, int]
    times: int
    """Times that a question is asked of a store in each round."""
    persons: int
    persons_of_peers: int
    """Persons of whom a peer is asked, one after another; TraceGrid of the first number."""
    peers_of_days: tuple[str, ...] = PEERS
    """Peers beside the run of days, and whether they get a copy by person there and are asked about persons."""
    persons_over_days: bool = True


QUICK = Plan(
    sizes=("S", "M"), jsonl=("S",), days=("S", 7), night_cases=100, cases=("S", (100, 300, 1_000)),
    cities=("S", (8,)), station=("S",), secondary=("S", 2_000), rounds=3, rounds_of_growth=1,
    build_rounds={"S": 3, "M": 1}, times=3, persons=200, persons_of_peers=20,
)  # fmt: skip
FULL = Plan(
    sizes=("S", "M", "L"), jsonl=("S", "M"), days=("L", 14), night_cases=10, cases=("S", (100, 300, 1_000, 10_000)),
    cities=("S", (4, 16, 48)), station=("S", "M"), secondary=("L", 100_000), rounds=5, rounds_of_growth=3,
    build_rounds={"S": 5, "M": 5, "L": 3}, times=3, persons=200, persons_of_peers=50,
    peers_of_days=("DuckDB", "ClickHouse"), persons_over_days=False,
)  # fmt: skip
TINY = Plan(
    sizes=("XS",), jsonl=("XS",), days=("XS", 3), night_cases=20, cases=("XS", (100, 300)), cities=("XS", (4,)),
    station=("XS",), secondary=("XS", 200), rounds=1, rounds_of_growth=1, build_rounds={"XS": 1}, times=1, persons=20,
    persons_of_peers=5,
)  # fmt: skip


class Measures:
    """All measures of a plan, over what was prepared for it."""

    def __init__(self, plan: Plan, made: dict, suite: Suite) -> None:
        self.plan, self.made, self.suite = plan, made, suite

    @classmethod
    def names(cls) -> dict[str, Callable[[Measures], None]]:
        """The measures, in the order in which they are taken; `store` and `warm` of a size belong together."""
        return {
            "match": cls.match,
            "day": cls.day,
            "cases": cls.cases,
            "cities": cls.cities,
            "station": cls.station,
            "secondary": cls.secondary,
            "days": cls.days,
        }

    def counts(self, peers: tuple[str, ...]) -> dict[str, int]:
        """Of how many persons each engine is asked."""
        return {SELF: self.plan.persons} | dict.fromkeys(peers, self.plan.persons_of_peers)

    def screen(self, label: str, measure: str, made: dict, peers: tuple[str, ...]) -> None:
        """Meetings of itineraries in a warm store."""
        question = Question.screening(measure, made["itinerary"], made["expected"])
        self.suite.screen(label, question, peers, self.plan.rounds, self.plan.times)

    def match(self) -> None:
        """Cold, from the file of events to the file of meetings."""
        for size in self.plan.sizes:
            made = self.made["sizes"][size]
            files = (self.made["cases"], made["expected"], self.plan.rounds)
            self.suite.matches("match CSV", size, made["events"], *files)
            if "jsonl" in made:
                self.suite.matches("match JSONL", size, made["jsonl"], *files)

    def day(self) -> None:
        """A store of a day, and all questions to it."""
        peers = self.suite.peers
        for size in self.plan.sizes:
            made = self.made["sizes"][size]
            self.suite.build(size, made["events"], self.plan.build_rounds[size], peers)
            everybody = {"itinerary": self.made["cases"], "expected": made["expected"]}
            self.screen(size, "screen 100 cases", everybody, peers)
            self.screen(size, "screen one case", made["one"], peers)
            self.suite.ask_of_persons(size, made["persons"], self.counts(peers))

    def stored(self, size: str) -> None:
        """Makes TraceGrid's store of a day where an earlier measure has not."""
        if ("store", size, SELF) not in self.suite.entries:
            self.suite.build(size, self.made["sizes"][size]["events"], 1, peers=())

    def cases(self) -> None:
        """How cost grows with cases, of TraceGrid alone: cold and warm."""
        made = self.made["more_cases"]
        size = made["size"]
        self.stored(size)
        for count, one in made["counts"].items():
            events, itineraries = self.made["sizes"][size]["events"], one["itineraries"]
            files = (events, itineraries, one["expected"])
            rounds = self.plan.rounds_of_growth
            self.suite.matches(f"match CSV, {count} cases", size, *files, rounds, peers=())
            question = Question.screening(f"screen, {count} cases", itineraries, one["expected"])
            self.suite.screen(size, question, (), rounds, self.plan.times)

    def cities(self) -> None:
        """How cost grows with people who live elsewhere, of TraceGrid alone: the cases stay in the first city."""
        made = self.made["cities"]
        base = self.made["sizes"][made["size"]]
        for count, events in made["events"].items():
            label = f"{made['size']} x {count} cities"
            self.suite.build(label, events, 1, peers=())
            self.screen(label, "screen 100 cases", base | {"itinerary": self.made["cases"]}, peers=())
            self.suite.ask_of_persons(label, base["persons"], self.counts(()))

    def station(self) -> None:
        """A day on which a tenth of the city stands at one place."""
        peers = self.suite.peers
        for made in self.made["station"]:
            label = f"{made['size']} station"
            files = (made["events"], made["itineraries"], made["expected"])
            self.suite.matches("match CSV", label, *files, self.plan.rounds_of_growth)
            self.suite.build(label, made["events"], 1, peers)
            question = Question.screening("screen 100 cases", made["itineraries"], made["expected"])
            self.suite.screen(label, question, peers, self.plan.rounds_of_growth, self.plan.times)
            counts = {SELF: 20} | dict.fromkeys(peers, min(20, self.plan.persons_of_peers))
            self.suite.ask_of_persons(label, made["persons"], counts)

    def secondary(self) -> None:
        """Who was near any of many persons, of TraceGrid alone."""
        made = self.made["secondary"]
        self.stored(made["size"])
        files = {"sources": made["sources"], "sample": made["sample"]}
        name = f"contacts of {made['count']:,} persons"
        question = Question(name, "secondary", "secondary", made["expected"], files)
        self.suite.screen(made["size"], question, (), self.plan.rounds, self.plan.times)

    def days(self) -> None:
        """Days of the same size, taken in one after another, with nothing kept but the stores; one case, persons."""
        made, suite = self.made["days"], self.suite
        peers = tuple(name for name in suite.peers if name in self.plan.peers_of_days)
        label = f"{made['size']} x {made['count']} days"
        self.load_days(label, (SELF, *(name for name in peers if not suite.is_kept(name, label))))
        self.screen(label, "screen one case", made["one"], peers)
        self.corrections(label, made["nights"]["nights"])
        self.nights(label, made["nights"])
        asked = peers if self.plan.persons_over_days else ()
        suite.ask_of_persons(label, made["persons"], self.counts(asked))

    def load_days(self, label: str, engines: tuple[str, ...]) -> None:
        """Days taken in one by one; each file is there only as long as it is read."""
        made, suite = self.made["days"], self.suite
        for engine in engines:
            suite.begin_store(engine, label)
        for number in range(made["count"]):
            file = suite.work / f"day_{number + 1:02}.csv"
            write_day(Path(made["events"]), number, file)
            runs = {name: lambda out, name=name, file=file: suite.load(name, label, file, out) for name in engines}
            suite.turns("one more day", label, 1, runs, lambda *_: None)
            file.unlink()
        for engine in engines:
            suite.entry("one more day", label, engine).tell_last_over_mean()
            if engine != SELF:
                suite.settle(engine, "one more day", label, by_person=self.plan.persons_over_days)

    def keep_days_of_peers(self) -> None:
        """Makes the peers' stores of many days beforehand, where their making is not to be measured."""
        made = self.made["days"]
        label = f"{made['size']} x {made['count']} days"
        for engine in self.plan.peers_of_days:
            if engine in self.suite.peers and not self.suite.is_kept(engine, label):
                self.load_days(label, (engine,))
                self.suite.keep(engine, label)

    def corrections(self, label: str, nights: list[dict]) -> None:
        """One case of many is corrected again and again: matched anew, and told what changed."""
        files = {
            "itineraries": nights[0]["file"],
            "corrections": ",".join(night["file"] for night in nights[1:]),
        }
        question = Question(
            f"correct one case of {self.plan.night_cases}", "corrections", "named meetings", nights[-1]["expected"], files
        )
        self.suite.screen(label, question, (), 1, self.plan.times)

    def nights(self, label: str, made: dict) -> None:
        """Whole nights of TraceGrid over the days: the first, and after each correction of a case's itinerary."""
        suite = self.suite
        workspace = suite.store(SELF, label)
        for number, night in enumerate(made["nights"]):
            suite.own.deliver(workspace, [*(made["files"] if number == 0 else []), night["file"]])

            def run(out: Path) -> dict:
                return as_result(suite.own.screen(workspace, made["as_of"], out))

            measure = "night after a correction" if number else f"night, {self.plan.night_cases} cases"
            suite.turns(measure, label, 1, {SELF: run}, suite.expect("contacts", night["expected"]))
