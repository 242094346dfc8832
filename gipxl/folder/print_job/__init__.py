"""Ready files for what starts jobs by itself: cron, systemd, Windows Task Scheduler.

Each is a text, to be looked at and put in its place by the IT colleague; nothing is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gipxl.folder.print_job.call import Call
from gipxl.folder.print_job.cron import crontab
from gipxl.folder.print_job.systemd import units
from gipxl.folder.print_job.windows import task

#: The text for each scheduler. Raises JobError where a name cannot be written in its file.
PRINTED: Mapping[str, Callable[[Call], str]] = {"cron": crontab, "systemd": units, "taskscheduler": task}

__all__ = ["PRINTED", "Call"]
