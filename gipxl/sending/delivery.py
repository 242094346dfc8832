"""Sending letters one after the other: what was sent before is left out, what the server puts off is tried again."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from gipxl.errors import SendingError
from gipxl.sending.ledger import UNCERTAIN, Ledger, Record
from gipxl.sending.letter import Letter
from gipxl.sending.refusals import PutOff, Reply, Uncertain, Unreachable, Unusable
from gipxl.sending.transport import Connection
from gipxl.settings.sending import SendingSettings
from gipxl.words import count

# Nobody at a terminal waits longer than this between two tries.
_LONGEST_WAIT = 300


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one letter: who has it now, who had it before, and why others do not have it."""

    letter: Letter
    sent: tuple[str, ...] = ()
    before: Mapping[str, Record] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Delivery:
    """Letters being sent over one connection, each written down in the ledger.

    ``again`` sends also what was sent before. ``sleep`` waits some seconds; ``told`` gets a line on each wait.
    ``is_over`` once the server itself has turned out to be of no use: nothing more is tried, least of all a log-in that
    was refused.
    """

    connection: Connection
    ledger: Ledger
    settings: SendingSettings
    again: bool = False
    sleep: Callable[[float], None] = time.sleep
    told: Callable[[str], None] = lambda line: None
    is_over: bool = False

    def send(self, letter: Letter) -> Result:
        """Sends one letter to those who have not had it.

        Raises OutputError where the ledger cannot be kept: then nothing more should be sent.
        """
        before = self.ledger.records(letter.fingerprint)
        due = letter.to if self.again else tuple(each for each in letter.to if each not in before)
        known = {} if self.again else {each: record for each, record in before.items() if each in letter.to}
        problems = [_unknown(each, record) for each, record in known.items() if record.state == UNCERTAIN]
        if letter.fault:
            return Result(letter=letter, before=known, problems=(letter.fault, *problems))
        if due and self.is_over:
            return Result(letter=letter, before=known, problems=("it was not tried, for the same reason.", *problems))
        attempt = _Attempt(delivery=self, letter=letter, waiting=list(due), before=before)
        if due:
            problems += self._tried(attempt)
        return Result(letter=letter, sent=tuple(attempt.sent), before=known, problems=tuple(problems))

    def _tried(self, attempt: _Attempt) -> list[str]:
        """Tries until the server has said yes or no for every recipient, or the tries are used up; what went wrong."""
        tries = Retrying(
            retry=retry_if_exception_type(PutOff),
            stop=stop_after_attempt(self.settings.attempts),
            wait=wait_exponential(multiplier=self.settings.wait, max=_LONGEST_WAIT),
            sleep=self.sleep,
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            tries(attempt)
        except PutOff as error:
            self.is_over = isinstance(error, Unreachable)
            return [
                *attempt.problems(),
                f"{error} Tried {count(tries.statistics['attempt_number'], 'time')}: run the command again later.",
            ]
        except SendingError as error:
            self.is_over = isinstance(error, Unusable)
            return [*attempt.problems(), str(error)]
        return attempt.problems()

    def _tell(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        seconds = state.next_action.sleep if state.next_action else 0
        self.told(f"{error} Trying again in {seconds:g} {'second' if seconds == 1 else 'seconds'}.")


@dataclass(kw_only=True)
class _Attempt:
    """One letter on its way: who still waits for it, who has it, and who was refused."""

    delivery: Delivery
    letter: Letter
    waiting: list[str]
    before: Mapping[str, Record]
    sent: list[str] = field(default_factory=list)
    refused: dict[str, Reply] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)

    def __call__(self) -> None:
        """Hands the letter over for all who still wait. Raises PutOff where any of them is to wait longer."""
        ledger = self.delivery.ledger
        self.begun.clear()
        mail = self.letter.mail(ledger.clock())
        try:
            unwanted = self.delivery.connection.hand_over(mail, self.waiting, self._begin)
        except Uncertain:
            raise
        except SendingError:
            if self.begun:  # the server has the whole message and has said that it will not keep it
                ledger.withdraw(self.letter.fingerprint, self.begun, self.before)
            raise
        if self.begun:
            ledger.settle(self.letter.fingerprint, self.begun)
        self.sent += self.begun
        self.refused |= {address: reply for address, reply in unwanted.items() if not reply.is_temporary}
        self.waiting = [address for address, reply in unwanted.items() if reply.is_temporary]
        if self.waiting:
            answers = "; ".join(f"{address}: {unwanted[address]}" for address in self.waiting)
            raise PutOff(f"The mail server puts off {answers}.")

    def _begin(self, accepted: Sequence[str]) -> None:
        letter = self.letter
        self.delivery.ledger.begin(letter.fingerprint, letter.about, accepted, again=self.delivery.again)
        self.begun = list(accepted)

    def problems(self) -> list[str]:
        return [f"The mail server refuses {address} ({reply})." for address, reply in self.refused.items()]


def _unknown(address: str, record: Record) -> str:
    return (
        f"It is not known whether {address} has it: it was handed over on {record.when} and never acknowledged. "
        "Ask there; if it has not arrived, run the command with --send-again."
    )
