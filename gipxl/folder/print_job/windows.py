"""A task for Windows Task Scheduler, as the XML that ``schtasks /create /xml`` takes.

The text is plain ASCII, other letters as character references, and names no encoding: so it stays right in whichever
encoding the shell writes what is printed (UTF-16 from PowerShell, bytes as they are from cmd).
"""

from __future__ import annotations

import re
import subprocess
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from gipxl.errors import JobError
from gipxl.folder.print_job.call import Call

_SCHEMA = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_HOW_TO = """\
gipxl sync, started by Windows Task Scheduler. To install it, save this as gipxl-sync.xml, and in a command window
that was opened as an administrator:
  schtasks /create /tn "gipxl sync" /xml gipxl-sync.xml /ru DOMAIN\\account /rp *
The account must be able to read the folder and to "log on as a batch job". Drive letters of network drives are those
of whoever is logged on: name the folder as \\\\server\\share\\folder instead. To see how it went: the task's
history, or schtasks /query /tn "gipxl sync" /v. The result 1 means: done, with findings at or above the fail-on level.
"""


def task(call: Call) -> str:
    """The task. Raises JobError."""
    program, *words = call.plain_words()
    for word in (program, *words):
        _refuse_variables(word)
    root = Element("Task", version="1.2", xmlns=_SCHEMA)
    about = SubElement(root, "RegistrationInfo")
    _say(about, "Description", f"gipxl looks after the plans in {call.folder}")
    _triggers(SubElement(root, "Triggers"), call)
    principal = SubElement(SubElement(root, "Principals"), "Principal", id="Author")
    _say(principal, "LogonType", "Password")
    _say(principal, "RunLevel", "LeastPrivilege")
    _settings(SubElement(root, "Settings"))
    action = SubElement(SubElement(root, "Actions", Context="Author"), "Exec")
    _say(action, "Command", program)
    _say(action, "Arguments", subprocess.list2cmdline(words))
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="us-ascii").decode("ascii")
    body = body.removeprefix("<?xml version='1.0' encoding='us-ascii'?>").lstrip()
    return f'<?xml version="1.0"?>\n<!--\n{_HOW_TO}-->\n{body}\n'


def _triggers(triggers: Element, call: Call) -> None:
    if call.stays:
        _say(SubElement(triggers, "BootTrigger"), "Enabled", "true")
        return
    trigger = SubElement(triggers, "TimeTrigger")
    repetition = SubElement(trigger, "Repetition")
    _say(repetition, "Interval", f"PT{max(1, round(call.every / 60))}M")
    _say(repetition, "StopAtDurationEnd", "false")
    _say(trigger, "StartBoundary", "2020-01-01T00:00:00")
    _say(trigger, "Enabled", "true")


def _settings(settings: Element) -> None:
    told = {
        "MultipleInstancesPolicy": "IgnoreNew",
        "DisallowStartIfOnBatteries": "false",
        "StopIfGoingOnBatteries": "false",
        "StartWhenAvailable": "true",
        "RunOnlyIfNetworkAvailable": "false",
        "ExecutionTimeLimit": "PT0S",  # a first pass over a large drive takes as long as it takes
        "Priority": "7",
    }
    for name, value in told.items():
        _say(settings, name, value)


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _refuse_variables(word: str) -> None:
    """Task Scheduler has no way to write a per cent sign that is none of a variable's."""
    if found := re.search(r"%[^%]+%|\$\(", word):
        raise JobError(
            f"Task Scheduler would take {found[0]} in {word} for a variable.",
            "Rename the folder or pattern, or give Task Scheduler a .cmd file that calls gipxl.",
        )
