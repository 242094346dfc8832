"""What was sent, kept in the output folder, so that a second run does not send twice.

A message is written down as *uncertain* right before the server has it whole, and as *sent* when the server has said
so. Whatever stops the job in between, also a power cut, leaves it uncertain, and an uncertain message is not sent
again by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gipxl.errors import OutputError
from gipxl.files import write_all
from gipxl.words import day

LEDGER = "sent.json"
SENT, UNCERTAIN = "sent", "uncertain"


@dataclass(frozen=True, kw_only=True)
class Record:
    """What became of one message for one address: "sent" or "uncertain", and when."""

    state: str
    at: datetime

    @property
    def when(self) -> str:
        """ "24 November 2026 at 02:10"."""
        return f"{day(self.at)} at {self.at:%H:%M}"


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The record in ``folder``, read afresh each time and written whole or not at all. ``clock`` says what time it is.

    Whoever writes to it holds the folder (:func:`gipxl.files.only_one`).
    """

    folder: Path
    clock: Callable[[], datetime]

    def records(self, fingerprint: str) -> Mapping[str, Record]:
        """What became of a message, for each address it went to. Raises OutputError where the record is damaged."""
        known = self._read()["messages"].get(fingerprint, {})
        return self._records(known.get("to", {}))

    def begin(self, fingerprint: str, about: Mapping[str, Any], addresses: Sequence[str], *, again: bool) -> None:
        """Writes down that the server is about to have a message for these addresses.

        Raises OutputError where another job has meanwhile done so, unless it is sent ``again``, or where it cannot be
        written: then the message must not go.
        """
        if not again and set(self.records(fingerprint)) & set(addresses):
            raise OutputError("Another job has just sent the same message.", "Run the command again to see.")
        self._write(fingerprint, about, dict.fromkeys(addresses, self._now(UNCERTAIN)))

    def settle(self, fingerprint: str, addresses: Sequence[str]) -> None:
        """Writes down that the server has said it has the message for these addresses."""
        self._write(fingerprint, {}, dict.fromkeys(addresses, self._now(SENT)))

    def withdraw(self, fingerprint: str, addresses: Sequence[str], before: Mapping[str, Record]) -> None:
        """Puts back what stood there ``before``: the server has said that it will not have the message."""
        old = {address: _as_json(before[address]) if address in before else None for address in addresses}
        self._write(fingerprint, {}, old)

    def _write(self, fingerprint: str, about: Mapping[str, Any], records: Mapping[str, Any]) -> None:
        ledger = self._read()
        message = {**ledger["messages"].get(fingerprint, {}), **about}
        to = {**message.get("to", {}), **records}
        message["to"] = {address: record for address, record in to.items() if record}
        others = {key: each for key, each in ledger["messages"].items() if key != fingerprint}
        ledger["messages"] = others | ({fingerprint: message} if message["to"] else {})
        text = json.dumps(ledger, ensure_ascii=False, indent=2) + "\n"
        write_all(self.folder, {LEDGER: text.encode("utf-8")})

    def _now(self, state: str) -> dict[str, str]:
        return _as_json(Record(state=state, at=self.clock()))

    def _read(self) -> dict[str, Any]:
        path = self.folder / LEDGER
        try:
            found = json.loads(path.read_text("utf-8"))
            for message in found["messages"].values():
                self._records(message["to"])
        except FileNotFoundError:
            return {"messages": {}}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise OutputError(
                f"{path}, the record of what was sent, cannot be read: it is damaged or somebody has changed it.",
                "Nothing is sent without it. Put the old file back, or move this one away to begin a new record.",
            ) from None
        assert isinstance(found, dict)
        return found

    @staticmethod
    def _records(to: Mapping[str, Any]) -> dict[str, Record]:
        return {
            address: Record(state=str(each["state"]), at=datetime.fromisoformat(each["at"]))
            for address, each in to.items()
        }


def _as_json(record: Record) -> dict[str, str]:
    return {"state": record.state, "at": record.at.isoformat(timespec="seconds")}
