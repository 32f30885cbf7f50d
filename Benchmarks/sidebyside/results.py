"""Files of results."""

from __future__ import annotations

import json
from pathlib import Path


def joined(old: dict, new: dict) -> dict:
    """Results with others put to them; of one measure, size and engine the newer count."""

    def key(entry: dict) -> tuple[str, ...]:
        return entry["measure"], entry["size"], entry["engine"]

    newer = {key(entry) for entry in new["entries"]}
    kept = [entry for entry in old["entries"] if key(entry) not in newer]
    sizes = old["sizes"] | new["sizes"]
    ordered = dict(sorted(sizes.items(), key=lambda item: item[1]["rows"]))
    versions = old["versions"] | new["versions"]
    return old | new | {"versions": versions, "sizes": ordered, "entries": kept + new["entries"]}


def read(paths: list[Path]) -> dict:
    """The results of some files together; later ones count where both have a measure."""
    report = json.loads(paths[0].read_text())
    for path in paths[1:]:
        report = joined(report, json.loads(path.read_text()))
    return report
