"""A service and its timer for systemd, allowed to do no more than the job needs."""

from __future__ import annotations

from pathlib import PurePosixPath

from gipxl.folder.print_job.call import Call

NAME = "gipxl-sync"
# Folders that a service with a temporary folder of its own does not see.
_TEMPORARY = (PurePosixPath("/tmp"), PurePosixPath("/var/tmp"))


def units(call: Call) -> str:
    """The two files, one after the other, with comments on how to install them. Raises JobError."""
    program, *words = call.plain_words()
    command = " ".join([_quoted(program), *(_quoted(word, of_program=False) for word in words)])
    return f"""{_how_to(call)}
# ==== /etc/systemd/system/{NAME}.service ====
[Unit]
Description=gipxl looks after the plans of a shared folder
RequiresMountsFor={_quoted(call.folder)}

[Service]
{_start(call)}
ExecStart={command}
# 1: done, with findings at or above --fail-on. The status files tell them.
SuccessExitStatus=1
# The account that reads the folder.
User={_quoted(call.account)}
UMask=0027
{_hardening(call)}
{_install(call)}"""


def _how_to(call: Call) -> str:
    unit = f"{NAME}.service" if call.stays else f"{NAME}.timer"
    files = f"the part below as {NAME}.service" if call.stays else "the two parts below as the files named above them"
    folders = " ".join(_for_shell(folder) for folder in call.writes)
    return f"""\
# gipxl sync, started by systemd. To install it, as root:
#   save {files};
#   mkdir -p {folders}   (and let the account in User= write there);
#   systemctl daemon-reload
#   systemctl enable --now {unit}
# To see how it went: systemctl status {NAME}.service; journalctl -u {NAME}.service
# For a second folder, give the files another name.
"""


def _start(call: Call) -> str:
    if call.stays:
        return "Type=exec\nRestart=on-failure\nRestartSec=60"
    return "Type=oneshot"


def _hardening(call: Call) -> str:
    paths = [PurePosixPath(each) for each in (call.folder, *call.writes, *call.words[:1])]
    own_temporary = not any(path.is_relative_to(folder) for path in paths for folder in _TEMPORARY)
    lines = [
        "# It reads the folder and writes its status: nothing else is open to it.",
        "ProtectSystem=strict",
        "ProtectHome=read-only",
        f"ReadWritePaths={' '.join(_quoted(each) for each in call.writes)}",
        *(["PrivateTmp=yes"] if own_temporary else []),
        *([] if call.network else ["PrivateNetwork=yes"]),
        *_CLOSED,
    ]
    return "\n".join(lines)


_CLOSED = (
    "PrivateDevices=yes", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectKernelTunables=yes",
    "ProtectKernelModules=yes", "ProtectKernelLogs=yes", "ProtectControlGroups=yes", "ProtectClock=yes",
    "ProtectHostname=yes", "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6", "RestrictNamespaces=yes",
    "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "LockPersonality=yes", "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
)  # fmt: skip


def _install(call: Call) -> str:
    if call.stays:
        return "\n[Install]\nWantedBy=multi-user.target\n"
    return f"""
# ==== /etc/systemd/system/{NAME}.timer ====
[Unit]
Description=gipxl looks after the plans of a shared folder, again and again

[Timer]
OnBootSec=2min
# Counted from the end of the last run, so that two never overlap.
OnUnitInactiveSec={call.every}s
AccuracySec=30s

[Install]
WantedBy=timers.target
"""


def _quoted(word: str, *, of_program: bool = True) -> str:
    """A word as systemd reads it. In what comes after the program a dollar sign would name a variable."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    if not of_program:
        escaped = escaped.replace("$", "$$")
    is_plain = word and all(letter.isalnum() or letter in "/._-=+,@:%" for letter in word)
    return escaped if is_plain else f'"{escaped}"'


def _for_shell(word: str) -> str:
    import shlex

    return shlex.quote(word)
