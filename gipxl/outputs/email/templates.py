"""The e-mails' templates: gipxl's own, and those of a house that overrule them, kept from everything else."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gipxl.errors import SettingsError
from gipxl.words import listed

if TYPE_CHECKING:
    from jinja2 import Environment

#: What a house may give its own of; "gipxl/" in front of one leads to gipxl's, to be extended.
NAMES = tuple(
    f"{name}.{ending}.j2" for name in ("base", "parts", "covering", "owners", "digest") for ending in ("html", "txt")
)


def rendered(template: str, folder: str, values: Mapping[str, Any]) -> str:
    """A template filled in: the one in ``folder``, a house's own, where it has it, else gipxl's.

    Raises SettingsError, naming file and line, where a template of the house cannot be understood or filled in.
    """
    if not folder:
        return _environment("").get_template(template).render(values)
    _refuse_empty(Path(folder))
    try:
        return _environment(folder).get_template(template).render(values)
    except Exception as error:  # whatever a template does wrong, its author is told where
        raise _fault(error, Path(folder)) from error


def built_in() -> dict[str, str]:
    """gipxl's own templates as they stand, by name."""
    loader, environment = _environment("").loader, _environment("")
    assert loader is not None
    return {name: loader.get_source(environment, name)[0].replace("\r\n", "\n") for name in NAMES}


@cache
def _environment(folder: str) -> Environment:
    from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

    from gipxl.outputs.templating import sandboxed

    ours: BaseLoader = PackageLoader("gipxl", "outputs/templates/email")
    theirs = [FileSystemLoader(folder)] if folder else []
    return sandboxed(ChoiceLoader([*theirs, ours, PrefixLoader({"gipxl": ours})]))


def _refuse_empty(folder: Path) -> None:
    """A folder that is not there, or with names misspelt, would leave every e-mail as it was, and nobody would know."""
    if not any((folder / name).is_file() for name in NAMES):
        what = "holds no template of a name that gipxl knows" if folder.is_dir() else "is no folder that can be opened"
        raise SettingsError(f"email.templates: {folder} {what}.", f"Put into it one or more of {listed(NAMES, 'or')}.")


def _fault(error: Exception, folder: Path) -> SettingsError:
    """The one sentence about what is wrong in a template: its file, the line, and Jinja's own words."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    file, line, why = folder, 0, str(error) or type(error).__name__
    if isinstance(error, TemplateSyntaxError):
        file, line, why = Path(error.filename or folder), error.lineno, error.message or why
    elif isinstance(error, TemplateNotFound):
        why = f"there is no template {error.name}"
    elif isinstance(error, UnicodeDecodeError):
        why = "a template is not saved as UTF-8 text"
    else:
        places = [each for each in traceback.extract_tb(error.__traceback__) if Path(each.filename).suffix == ".j2"]
        file, line = (Path(places[-1].filename), places[-1].lineno or 0) if places else (folder, 0)
    where = f"{file}, line {line}" if line else f"{file}"
    return SettingsError(
        f"The e-mail template {where} cannot be filled in: {why.rstrip('.')}.",
        "Correct it, or take email.templates out of the settings.",
    )
