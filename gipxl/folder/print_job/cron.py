"""A line for a crontab.

A crontab is read twice: cron itself ends the command at the first per cent sign, and the shell reads what is left.
"""

from __future__ import annotations

import re
import shlex

from gipxl.folder.print_job.call import Call
from gipxl.words import count

# Cron can tell "every so many" evenly only where an hour, or a day, is divided without a rest.
_OF_AN_HOUR = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30)
_OF_A_DAY = (1, 2, 3, 4, 6, 8, 12, 24)


def crontab(call: Call) -> str:
    """The line, with comments on how to install it. Raises JobError."""
    when, said = ("@reboot", "once the computer has started; it stays") if call.stays else _times(call.every)
    line = f"{when} {' '.join(quoted(word) for word in call.plain_words())} >/dev/null"
    return f"""\
# gipxl sync, {said}.
# To install it: crontab -e, as a user who may read the folder; paste the last line at the end and save.
# Cron sends what goes wrong by mail to MAILTO=you@example.org (a line above this one), where this computer can mail.
# What was found stands in the status files. Two runs never overlap: the second says so and leaves.
{line}
"""


def quoted(word: str) -> str:
    """A word as it stands in a crontab: for cron, then for the shell.

    Some crons take the backslash away from before a per cent sign, and one of two backslashes; others leave both to the
    shell. So a per cent sign stands outside the quotation marks, where the shell takes the backslash away, and
    no two backslashes stand side by side.
    """
    parts = re.findall(r"%|\\|[^%\\]+", word)
    spelt = {"%": "\\%", "\\": "'\\'"}
    return "".join(spelt.get(part) or shlex.quote(part) for part in parts) or "''"


def _times(seconds: int) -> tuple[str, str]:
    minutes = max(1, round(seconds / 60))
    if minutes < 45:
        step = _nearest(minutes, _OF_AN_HOUR)
        return f"*/{step} * * * *" if step > 1 else "* * * * *", f"every {count(step, 'minute')}"
    step = _nearest(round(minutes / 60) or 1, _OF_A_DAY)
    return {1: "0 * * * *", 24: "0 6 * * *"}.get(step, f"0 */{step} * * *"), f"every {count(step, 'hour')}"


def _nearest(wanted: int, steps: tuple[int, ...]) -> int:
    return min(steps, key=lambda step: abs(step - wanted))
