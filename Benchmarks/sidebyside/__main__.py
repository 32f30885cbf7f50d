"""The command line of the side-by-side runs; `scripts/bench` calls it with the tools that it built."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from . import child
from .machine import load, machine
from .measures import FULL, QUICK, TINY, Measures, Plan
from .results import joined
from .sizes import PEOPLE
from .suite import PEERS, Suite, WrongAnswerError
from .table import markdown
from .tracegrid import TraceGrid

NAMES = tuple(Measures.names())


def options() -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Measures TraceGrid beside DuckDB, ClickHouse and Polars: rows are checked, then timed.",
    )
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--quick", action="store_true", help="sizes S and M with fewer rounds: some five minutes")
    extent.add_argument("--tiny", action="store_true", help="100,000 rows once: does everything work?")
    parser.add_argument("--only", default=",".join(NAMES), help=f"measures to take, with commas, of {','.join(NAMES)}")
    parser.add_argument("--sizes", help="sizes of the day to measure, with commas; default: those of the extent")
    parser.add_argument(
        "--days", metavar="SIZE,COUNT", help="the days of a growing store; default: those of the extent"
    )
    parser.add_argument("--rounds", type=int, help="rounds of each measure; default: those of the extent")
    parser.add_argument("--data", type=Path, help="folder with pings_S.csv, ... and cases.csv to use")
    parser.add_argument("--out", type=Path, help="folder of the results; default: Benchmarks/results")
    parser.add_argument("--name", help="name of the results' files; default: date and extent")
    parser.add_argument("--add", action="store_true", help="put the measures to those of the results' file")
    parser.add_argument(
        "--prepare",
        action="store_true",
        help="make data, exact answers and the peers' stores of 14 days, and measure nothing",
    )
    parser.add_argument("--peers", default=",".join(PEERS), help="peers to run beside TraceGrid, with commas")
    parser.add_argument("--tracegrid", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--questions", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    chosen.only = [name for name in chosen.only.split(",") if name]
    wrong = [name for name in chosen.only if name not in NAMES]
    if wrong:
        parser.error(f"--only {wrong[0]}: the measures are {', '.join(NAMES)}")
    return chosen


def plan_of(chosen: argparse.Namespace) -> tuple[str, Plan]:
    """The extent of the run and its plan."""
    extent, plan = ("quick", QUICK) if chosen.quick else ("tiny", TINY) if chosen.tiny else ("full", FULL)
    changes: dict = {}
    if chosen.sizes:
        changes["sizes"] = tuple(chosen.sizes.split(","))
    if chosen.days:
        size, count = chosen.days.split(",")
        changes["days"] = (size, int(count))
    if chosen.rounds:
        changes |= {"rounds": chosen.rounds, "build_rounds": dict.fromkeys(plan.build_rounds, chosen.rounds)}
    return extent, Plan(**{**vars(plan), **changes})


def request_of(chosen: argparse.Namespace, plan: Plan) -> dict:
    """What has to be made for the measures chosen."""
    chosen_sizes = set(plan.sizes) if {"match", "day"} & set(chosen.only) else set()
    one_size = {"cases": plan.cases, "cities": plan.cities, "secondary": plan.secondary, "days": plan.days}
    needed = chosen_sizes | {part[0] for name, part in one_size.items() if name in chosen.only}
    needed |= set(plan.station) if "station" in chosen.only else set()
    return {
        "data": str(chosen.data or chosen.work / "data"),
        "work": str(chosen.work),
        "sizes": [size for size in PEOPLE if size in needed],
        "night_cases": plan.night_cases,
        "jsonl": plan.jsonl if "match" in chosen.only else (),
    } | {name: getattr(plan, name) for name in (*one_size, "station") if name in chosen.only}


def versions(peers: tuple[str, ...], own: TraceGrid) -> dict[str, str]:
    """Versions of all engines."""
    ask = "import sys; from sidebyside.peerwork import load; print(load(sys.argv[1]).version())"
    found = {name: child.run([sys.executable, "-c", ask, name]).output.decode().strip() for name in peers}
    return {own.name: own.version()} | found


def facts(made: dict) -> dict[str, dict[str, int]]:
    """Rows and bytes of each size."""
    told = ("rows", "bytes", "jsonl_bytes")
    return {size: {name: one[name] for name in told if name in one} for size, one in made["sizes"].items()}


def main() -> int:
    """Runs the measures and writes the results."""
    chosen = options()
    chosen.work = chosen.work.resolve()
    extent, plan = plan_of(chosen)
    peers = tuple(name for name in PEERS if name in chosen.peers.split(","))
    own = TraceGrid(chosen.tracegrid, chosen.questions)
    print("Preparing data and exact answers", file=sys.stderr, flush=True)
    made = json.loads(child.run(child.module("prepare", json.dumps(request_of(chosen, plan)))).output)
    suite = Suite(made["cases"], own, chosen.work, peers)
    measures = Measures(plan, made, suite)
    if chosen.prepare:
        if "days" in made and not plan.persons_over_days:
            measures.keep_days_of_peers()
        return 0
    report = machine() | {"extent": extent, "versions": versions(peers, own), "load_before": load()}
    status = 0
    for name in chosen.only:
        try:
            Measures.names()[name](measures)
        except (WrongAnswerError, child.ChildError) as error:
            print(f"bench: {name}: {error}", file=sys.stderr)
            status = 1
            break
    report |= {"load_after": load(), "sizes": facts(made), "entries": suite.records()}
    folder = chosen.out or Path(__file__).resolve().parent.parent / "results"
    folder.mkdir(parents=True, exist_ok=True)
    name = chosen.name or f"{report['date']}-{extent}"
    if chosen.add and (folder / f"{name}.json").exists():
        report = joined(json.loads((folder / f"{name}.json").read_text()), report)
    if status == 0:
        (folder / f"{name}.json").write_text(json.dumps(report, indent=1) + "\n")
        (folder / f"{name}.md").write_text(markdown(report))
        print(markdown(report))
    return status


if __name__ == "__main__":
    sys.exit(main())
