"""What a run was made on."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path


def machine() -> dict:
    """Processor, cores, memory, system, date."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "processor": model,
        "cores": os.cpu_count(),
        "memory_bytes": int(memory.split()[1]) * 1024,
        "system": f"{platform.system()} {platform.release()}",
    }


def load() -> float:
    """Processes that ran or waited in the last minute."""
    return os.getloadavg()[0]
