"""Network shares come and go: what fails for a moment is tried again, with longer and longer pauses."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_TRIES = 4
#: The first pause in seconds; each one after is twice as long.
PAUSE = 0.25
# What will be no better in a moment.
_LASTING = (FileNotFoundError, NotADirectoryError, IsADirectoryError, FileExistsError)
_LASTING_NUMBERS = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL, errno.ENOSYS})
# Windows' numbers for a file that another program holds, of which it makes a refused permission.
_HELD = frozenset({32, 33})


def again(action: Callable[[], T]) -> T:
    """What ``action`` gives, tried up to four times where the system fails it. Raises the last OSError."""
    from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

    retrying = Retrying(
        retry=retry_if_exception(may_pass),
        stop=stop_after_attempt(_TRIES),
        wait=wait_exponential(multiplier=PAUSE, max=4),
        reraise=True,
    )
    return retrying(action)


def may_pass(error: BaseException) -> bool:
    """Whether an error is one that may be gone in a moment: a dropped connection, a file held by another program."""
    if not isinstance(error, OSError) or isinstance(error, _LASTING):
        return False
    if isinstance(error, PermissionError):
        return getattr(error, "winerror", None) in _HELD
    return error.errno not in _LASTING_NUMBERS


def why(error: OSError) -> str:
    """An error of the system in words: "Permission denied"."""
    return error.strerror or type(error).__name__
