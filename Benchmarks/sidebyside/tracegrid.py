"""TraceGrid's side: its commands as whole processes, and questions to its store through its libraries.

The clock of a command runs from its start to its end, start-up and writing of the result included: more than the peers'
clocks hold. Questions to a store are asked by `Kernels/Sources/StoreQuestions`, since no command asks them alone yet.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import child

POLICY = """\
# What the side-by-side runs compare: any phone within 50 m of a part's circle, 300 s before to 300 s after it.
policy: side-by-side
title: The predicate of the side-by-side runs
effective_from: 2020-03-01
source: own rule
extends: safe-paths-early
rules:
  - id: near
    slack_s: 300
    reach_m: 50
    cumulative_hours: 0
    instant_s: 0
    source: own rule
"""


@dataclass(frozen=True)
class TraceGrid:
    """The built command, and the program that asks its store."""

    command: Path
    questions: Path | None
    name: str = "TraceGrid"

    def version(self) -> str:
        """Version of the command."""
        return child.run([str(self.command), "--version"]).output.decode().strip()

    def match(self, itineraries: str, events: str, out: Path) -> child.Taken:
        """`match` from the events' file to the file of meetings."""
        files = ["--itineraries", itineraries, "--events", events]
        return child.run([str(self.command), "match", *files, "--quiet"], out=out)

    def make_workspace(self, workspace: Path) -> None:
        """A new workspace."""
        shutil.rmtree(workspace, ignore_errors=True)
        chosen = ["--policy", "safe-paths-early", "--home-region", "990801", "--no-encryption"]
        child.run([str(self.command), "init", str(workspace), *chosen, "--quiet"])
        (workspace / "policies/side-by-side.yaml").write_text(POLICY)
        settings = workspace / "tracegrid.yaml"
        settings.write_text(settings.read_text().replace("policy: safe-paths-early", "policy: side-by-side"))

    def ingest(self, workspace: Path, events: Path) -> child.Taken:
        """Takes a day of events into the store: sorted, indexed, under pseudonyms, durable."""
        delivered = workspace / f"inbox/carrier_{events.stem}.csv"
        delivered.hardlink_to(events)
        # What was just made must not be written to the disk in the time of the ingest that follows.
        os.sync()
        taken = child.run([str(self.command), "ingest", "--workspace", str(workspace), "--quiet"], well=(0, 4))
        # The archive keeps what was delivered; many days of it would fill the disk, and no question here reads it.
        for file in (workspace / "archive").iterdir():
            file.unlink()
        if delivered.exists():
            raise child.ChildError(f"{delivered.name} was not taken into the store")
        return taken

    def deliver(self, workspace: Path, files: list[str]) -> None:
        """Takes cases and itineraries into the workspace."""
        for file in files:
            shutil.copyfile(file, workspace / "inbox" / Path(file).name)
        child.run([str(self.command), "ingest", "--workspace", str(workspace), "--quiet"], well=(0, 4))

    def screen(self, workspace: Path, as_of: str, out: Path) -> child.Taken:
        """A night's run from start to end; its list of contacts is copied to `out`."""
        options = ["--workspace", str(workspace), "--as-of", as_of, "--quiet"]
        taken = child.run([str(self.command), "screen", *options], well=(0, 4))
        shutil.copyfile(workspace / "runs" / as_of / "current/contacts.csv", out)
        return taken

    def store_bytes(self, workspace: Path) -> int:
        """Bytes of the segments."""
        return sum(path.stat().st_size for path in (workspace / "store").rglob("*") if path.is_file())

    def ask(self, question: str, workspace: Path, arguments: dict[str, str], out: Path) -> dict:
        """Asks the store; seconds of each time, processor seconds, peak memory, and what was read."""
        assert self.questions is not None
        options = [text for name, value in arguments.items() for text in (f"--{name}", value)]
        taken = child.run([str(self.questions), question, str(workspace / "store"), *options, "--out", str(out)])
        return json.loads(taken.output) | {"peak_bytes": taken.peak_bytes}
