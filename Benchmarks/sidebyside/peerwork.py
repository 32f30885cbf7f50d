"""One measure of one peer in a process of its own: `python -m sidebyside.peerwork JSON` prints seconds and memory.

The clock runs from the question to the answer as the engine gives it. Imports, opening and, of questions to a store,
one answer to warm up are not timed, nor is laying out the cases of a cold match. Answers to questions are written for
the check after the clock has stopped; a match writes its file within its time.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .itineraries import Parts, read_parts
from .peer import Peer

PEERS = {
    "DuckDB": ("duckdb_peer", "DuckDB"),
    "ClickHouse": ("clickhouse_peer", "ClickHouse"),
    "Polars": ("polars_peer", "Polars"),
}


def load(name: str) -> Peer:
    """A peer by its name."""
    module, kind = PEERS[name]
    return getattr(importlib.import_module(f".{module}", __package__), kind)()


def peak_bytes() -> int:
    """Most memory that this process has held."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no VmHWM in /proc/self/status")


def processor_seconds() -> float:
    """Seconds of processor this process has used."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def timed(action: Callable[[], object], times: int = 1) -> dict:
    """Runs an action some times: seconds of wall and of processor of each."""
    seconds, processor = [], []
    for _ in range(times):
        before, used = time.perf_counter(), processor_seconds()
        action()
        seconds.append(time.perf_counter() - before)
        processor.append(processor_seconds() - used)
    return {"seconds": seconds, "processor_seconds": processor}


def ask_of_persons(peer: Peer, name: str, persons: Path, count: int, out: Path) -> dict:
    """Asks about the first so many persons of a file, one after another, after one to warm up."""
    import polars as pl

    phones = pl.read_csv(persons, columns=["phone"])["phone"].to_list()[:count]
    question = {"history": peer.history, "companions": peer.companions}[name]
    question(phones[-1])
    answers, result = [], {"seconds": [], "processor_seconds": []}
    for number, phone in enumerate(phones):
        kept: list = []
        taken = timed(lambda phone=phone, kept=kept: kept.append(question(phone)))
        result = {key: [*result[key], *taken[key]] for key in result}
        frame = pl.from_arrow(kept[0]).cast(pl.Int64)
        answers.append(frame.select(pl.lit(number, pl.Int64).alias("person"), pl.all()))
    result |= {"peak_bytes": peak_bytes()}
    pl.concat(answers).write_csv(out)
    return result


def screen(peer: Peer, itineraries: Path, times: int, out: Path) -> dict:
    """Asks for the meetings of itineraries, after once to warm up."""
    parts = read_parts(itineraries)

    def ask() -> object:
        peer.aim(parts)
        return peer.screen()

    answer = ask()
    result = timed(ask, times) | {"peak_bytes": peak_bytes()}
    write_meetings_of(answer, parts.names, out)
    return result


def build(peer: Peer, request: dict, grid: Parts) -> dict:
    """Adds events to a store; its bytes."""
    store = Path(request["store"])
    result = timed(lambda: peer.build([Path(path) for path in request["events"]], store, grid))
    return result | {"bytes": peer.bytes(store), "peak_bytes": peak_bytes()}


def build_by_person(peer: Peer, store: Path, grid: Parts) -> dict:
    """Adds the copy by person; its bytes."""
    peer.open(store, grid)
    before = peer.bytes(store)
    result = timed(lambda: peer.build_by_person(store)) | {"peak_bytes": peak_bytes()}
    return result | {"by_person_bytes": peer.bytes(store) - before}


def run(request: dict) -> dict:
    """Runs a request: what it took."""
    peer = load(request["engine"])
    grid: Parts = read_parts(Path(request["cases"]))
    out = Path(request["out"])
    question = request["question"]
    if question == "match":
        peer.prepare(read_parts(Path(request["itineraries"])))
        return timed(lambda: peer.match(Path(request["events"][0]), out)) | {"peak_bytes": peak_bytes()}
    if question == "build":
        return build(peer, request, grid)
    store = Path(request["store"])
    if question == "build_by_person":
        return build_by_person(peer, store, grid)
    peer.open(store, grid)
    if question == "settle":
        peer.settle(store)
        return {"bytes": peer.bytes(store)}
    if question == "screen":
        return screen(peer, Path(request["itineraries"]), request["times"], out)
    return ask_of_persons(peer, question, Path(request["persons"]), request["count"], out)


def write_meetings_of(answer: object, names: list[str], out: Path) -> None:
    """Writes meetings as a file, for the check."""
    import polars as pl

    from .reference import write_meetings

    write_meetings(pl.from_arrow(answer), names, out)


if __name__ == "__main__":
    json.dump(run(json.loads(sys.argv[1])), sys.stdout)
