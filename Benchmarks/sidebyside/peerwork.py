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


def asked(peer: Peer, request: dict) -> tuple[Callable[[], object], list[str] | None]:
    """The question of a request to an opened store, and the names of its cases."""
    if request["question"] == "history":
        return lambda: peer.history(request["phone"]), None
    if request["question"] == "companions":
        return lambda: peer.companions(request["phone"]), None
    parts = read_parts(Path(request["itineraries"]))

    def screen() -> object:
        peer.aim(parts)
        return peer.screen()

    return screen, parts.names


def run(request: dict) -> dict:
    """Runs a request: what it took, and where the answer lies."""
    peer = load(request["engine"])
    out = Path(request["out"])
    grid: Parts = read_parts(Path(request["cases"]))
    if request["question"] == "match":
        peer.prepare(read_parts(Path(request["itineraries"])))
        return timed(lambda: peer.match(Path(request["events"][0]), out)) | {"peak_bytes": peak_bytes()}
    store = Path(request["store"])
    if request["question"] == "build":
        result = timed(lambda: peer.build([Path(path) for path in request["events"]], store, grid))
        result |= {"bytes": peer.bytes(store), "peak_bytes": peak_bytes()}
        copy = timed(lambda: peer.build_by_person(store))
        return result | {"by_person": copy, "by_person_bytes": peer.bytes(store) - result["bytes"]}
    peer.open(store, grid)
    question, names = asked(peer, request)
    answer = question()
    result = timed(question, request["times"]) | {"peak_bytes": peak_bytes()}
    write(answer, names, out)
    return result


def write(answer: object, names: list[str] | None, out: Path) -> None:
    """Writes an answer as a file, for the check."""
    import polars as pl

    from .reference import write_meetings

    frame = pl.from_arrow(answer)
    if names is None:
        frame.write_csv(out)
    else:
        write_meetings(frame, names, out)


if __name__ == "__main__":
    json.dump(run(json.loads(sys.argv[1])), sys.stdout)
