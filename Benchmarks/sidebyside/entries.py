"""What one engine took at one measure, over all rounds."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .child import Taken


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

    def tell_last_over_mean(self) -> None:
        """Where runs followed one another: what the last took over what each took on average."""
        self.facts["last_over_mean"] = self.seconds[-1] / statistics.mean(self.seconds)

    def record(self) -> dict:
        """The entry for the file of results."""
        record = {"measure": self.measure, "size": self.size, "engine": self.engine}
        record |= {"median_seconds": statistics.median(self.seconds), "p99_seconds": percentile(self.seconds, 99)}
        record |= {"seconds": self.seconds, "median_processor_seconds": statistics.median(self.processor_seconds)}
        record |= {"peak_bytes": self.peak_bytes}
        return record | ({"bytes": self.bytes} if self.bytes else {}) | ({"facts": self.facts} if self.facts else {})


def percentile(values: list[float], share: int) -> float:
    """The smallest value that so many per cent do not exceed."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]


def as_result(taken: Taken) -> dict:
    """A process as one run."""
    times = {"seconds": [taken.seconds], "processor_seconds": [taken.processor_seconds]}
    return times | {"peak_bytes": taken.peak_bytes}
