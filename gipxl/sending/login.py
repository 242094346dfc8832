"""Name and password for the mail server: from the environment or the system's keyring, never from a settings file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from gipxl.errors import SendingError
from gipxl.settings.sending import LogIn, SendingSettings

USER, PASSWORD = "GIPXL_SMTP_USER", "GIPXL_SMTP_PASSWORD"


@dataclass(frozen=True, kw_only=True)
class Login:
    """A name and its password, which no message and no traceback shows."""

    user: str
    password: str = field(repr=False)


def login(settings: SendingSettings, environment: Mapping[str, str]) -> Login | None:
    """What to log in with, as the settings say; None where the server asks for nothing.

    Raises SendingError where the name or the password is missing.
    """
    match settings.log_in:
        case LogIn.NONE:
            return None
        case LogIn.ENVIRONMENT:
            return _from_environment(environment)
        case LogIn.KEYRING:
            return _from_keyring(settings, environment)
        case _:
            assert_never(settings.log_in)


def service(settings: SendingSettings) -> str:
    """The name under which the keyring holds the password."""
    return f"gipxl {settings.host}"


def _from_environment(environment: Mapping[str, str]) -> Login:
    for name in (USER, PASSWORD):
        if not environment.get(name):
            raise SendingError(
                f"The environment variable {name} is not set, and the mail server asks who is sending.",
                'Set it, or say email.sending.log_in = "keyring", or "none" for a relay that asks for no password.',
            )
    return Login(user=environment[USER], password=environment[PASSWORD])


def _from_keyring(settings: SendingSettings, environment: Mapping[str, str]) -> Login:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise SendingError(
            "The system's keyring cannot be asked: the package keyring is not installed.",
            "Install gipxl[keyring].",
        ) from None
    user = settings.user or environment.get(USER, "")
    if not user:
        raise SendingError("Nothing says whose password to ask the keyring for.", f"Set email.sending.user, or {USER}.")
    try:
        password = keyring.get_password(service(settings), user)
    except KeyringError as error:
        raise SendingError(f"The system's keyring cannot be asked ({error}).", "Unlock it and try again.") from None
    if not password:
        raise SendingError(
            f"The system's keyring holds no password of {user} for {settings.host}.",
            f'Put it there with: keyring set "{service(settings)}" {user}',
        )
    return Login(user=user, password=password)
