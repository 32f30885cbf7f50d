"""The command line of the side-by-side runs; `scripts/bench` calls it with the tools that it built."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from . import child
from .machine import load, machine
from .suite import PEERS, Plan, Suite, WrongAnswerError
from .table import markdown
from .tracegrid import TraceGrid

QUICK = Plan(("S", "M"), ("S",), ("S", 7), ("S", (4, 16)), rounds=3, build_rounds={"S": 3, "M": 1}, times=3)
FULL = Plan(
    ("S", "M", "L"), ("S", "M"), ("M", 14), ("S", (4, 16, 48)), rounds=5, build_rounds={"S": 5, "M": 5, "L": 3}, times=3
)
TINY = Plan(("XS",), ("XS",), ("XS", 3), ("XS", (4,)), rounds=1, build_rounds={"XS": 1}, times=1)


def options() -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Measures TraceGrid beside DuckDB, ClickHouse and Polars: rows are checked, then timed.",
    )
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--quick", action="store_true", help="sizes S and M with fewer rounds: under five minutes")
    extent.add_argument("--tiny", action="store_true", help="100,000 rows once: does everything work?")
    parser.add_argument("--data", type=Path, help="folder with pings_S.csv, ..., targets_S.csv and cases.csv to use")
    parser.add_argument("--out", type=Path, help="folder of the results; default: Benchmarks/results")
    parser.add_argument("--name", help="name of the results' files; default: date and extent")
    parser.add_argument("--peers", default=",".join(PEERS), help="peers to run beside TraceGrid, with commas")
    parser.add_argument("--tracegrid", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--questions", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def plan_of(chosen: argparse.Namespace) -> tuple[str, Plan]:
    """The extent of the run and its plan."""
    extent, plan = ("quick", QUICK) if chosen.quick else ("tiny", TINY) if chosen.tiny else ("full", FULL)
    peers = tuple(name for name in PEERS if name in chosen.peers.split(","))
    return extent, Plan(**{**vars(plan), "peers": peers})


def versions(plan: Plan, own: TraceGrid) -> dict[str, str]:
    """Versions of all engines."""
    ask = "import sys; from sidebyside.peerwork import load; print(load(sys.argv[1]).version())"
    found = {name: child.run([sys.executable, "-c", ask, name]).output.decode().strip() for name in plan.peers}
    return {own.name: own.version()} | found


def main() -> int:
    """Runs the measures and writes the results."""
    chosen = options()
    chosen.work = chosen.work.resolve()
    extent, plan = plan_of(chosen)
    own = TraceGrid(chosen.tracegrid, chosen.questions)
    request = {
        "data": str(chosen.data or chosen.work / "data"),
        "work": str(chosen.work),
        "sizes": plan.sizes,
        "jsonl": plan.jsonl,
        "days": plan.days,
        "cities": plan.cities,
        "more_cases": extent == "full",
    }
    print("Preparing data and exact answers", file=sys.stderr, flush=True)
    made = json.loads(child.run(child.module("prepare", json.dumps(request))).output)
    report = machine() | {"extent": extent, "versions": versions(plan, own), "load_before": load()}
    try:
        report["entries"] = Suite(plan, made, own, chosen.work).run()
    except (WrongAnswerError, child.ChildError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    report["load_after"] = load()
    report["sizes"] = {size: {"bytes": facts["bytes"], "rows": facts["rows"]} for size, facts in made["sizes"].items()}
    report["days"] = {"size": made["days"]["size"], "count": made["days"]["count"]}
    folder = chosen.out or Path(__file__).resolve().parent.parent / "results"
    folder.mkdir(parents=True, exist_ok=True)
    name = chosen.name or f"{report['date']}-{extent}"
    (folder / f"{name}.json").write_text(json.dumps(report, indent=1) + "\n")
    (folder / f"{name}.md").write_text(markdown(report))
    print(markdown(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
