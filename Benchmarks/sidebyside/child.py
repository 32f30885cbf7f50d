"""Runs a process and says what it took: wall and processor seconds, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


class ChildError(Exception):
    """A process failed; the text is what it said last."""


@dataclass(frozen=True)
class Taken:
    """What a process took."""

    seconds: float
    processor_seconds: float
    peak_bytes: int
    output: bytes


def run(command: list[str], *, out: Path | None = None, well: tuple[int, ...] = (0,)) -> Taken:
    """Runs a command to its end, its output into a file if one is named."""
    with (out or Path(os.devnull)).open("wb") as sink:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=sink if out else subprocess.PIPE, stderr=subprocess.PIPE)
        output, errors = process.stdout, process.stderr
        assert errors is not None
        # Standard error of every command here is short; standard output is read to its end first.
        said = output.read() if output else b""
        words = errors.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    errors.close()
    if output:
        output.close()
    if process.returncode not in well:
        raise ChildError(f"{command[:3]} ended with {process.returncode}: {words.decode(errors='replace')[-2000:]}")
    return Taken(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, said)


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module of this package."""
    return [sys.executable, "-m", f"{__package__}.{name}", *arguments]
