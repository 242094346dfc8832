"""The new sheets of a flagged copy, in their order. To add one: write its function in a file, and name it here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gipxl.errors import SettingsError
from gipxl.outputs.copy import changes, chart_data, dashboard, figures, findings, history, key
from gipxl.outputs.copy.authoring import NewSheet
from gipxl.outputs.copy.flagging import Flagging
from gipxl.settings import Settings

#: Each sheet by its name, with the function that makes it (None: there is nothing to put on it).
SHEETS: Mapping[str, Callable[[Flagging], NewSheet | None]] = {
    findings.NAME: findings.sheet,
    changes.NAME: changes.sheet,
    history.NAME: history.sheet,
    figures.NAME: figures.sheet,
    chart_data.NAME: dashboard.sheet,
    key.NAME: key.sheet,
}
_ALL = "all"


def wanted(settings: Settings) -> tuple[str, ...]:
    """The names of the sheets that the settings ask for. Raises SettingsError for one that gipxl does not know."""
    named = {name.casefold() for name in settings.copy.sheets}
    known = {name.casefold(): name for name in SHEETS}
    for name in settings.copy.sheets:
        if name.casefold() not in (_ALL, *known):
            raise SettingsError(
                f"copy.sheets names {name!r}, which gipxl does not write.",
                f"It writes {', '.join(known)}; all of them where it says {_ALL!r}.",
            )
    return tuple(name for folded, name in known.items() if _ALL in named or folded in named)
