"""Which files say how gipxl behaves, and what they say together.

Three may speak, each overruling the one before: the user's own, one lying beside the workbook (which decides only how
the workbook is read and checked), and the one named by ``--settings``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gipxl.errors import SettingsError
from gipxl.files import plain_bytes
from gipxl.settings.complaints import check_keys, convert
from gipxl.settings.values import BESIDE_WORKBOOK, Settings

FILE_NAME = "gipxl.toml"


def load(named: Path | None = None, beside: Path | None = None, own: Path | None = None) -> Settings:
    """The settings in force.

    ``named`` is the file of ``--settings``, ``beside`` one lying in the workbook's folder, ``own`` the user's.
    Raises SettingsError, naming file, key, nearest key and an example.
    """
    merged: dict[str, Any] = {}
    # A file that is named may say everything, also where it lies beside the workbook.
    beside = None if beside and any(path and _is_same(path, beside) for path in (named, own)) else beside
    for path in (own, beside, named):
        if path is not None:
            given = _read(path)
            if path is beside:
                _refuse_reach(given, path)
            check_keys(given, path)
            convert(given, path)
            merged = _merged(merged, _seen_from(given, path))
    return convert(merged, named or beside or own or Path(FILE_NAME))


def _seen_from(given: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """A template's name is seen from the folder of the file that gives it, wherever gipxl is started."""
    for table, key in (("report", "template"), ("email", "templates")):
        if name := given.get(table, {}).get(key):
            given = _merged(given, {table: {key: str(path.parent / name)}})
    sending = given.get("email", {}).get("sending", {})
    if name := sending.get("ca_file"):
        given = _merged(given, {"email": {"sending": {"ca_file": str(path.parent / name)}}})
    return given


def _is_same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def in_force(workbook: Path, named: Path | None = None) -> Settings:
    """The settings for a workbook: the user's own, those of a file lying beside it, and those of the file named.

    Raises SettingsError where one of them cannot be understood.
    """
    beside = workbook.parent / FILE_NAME
    return load(named=named, beside=beside if beside.is_file() else None, own=own_settings_file())


def own_settings_file() -> Path | None:
    """The user's own settings file, where there is one."""
    if os.name == "nt":
        home = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    path = home / "gipxl" / FILE_NAME
    return path if path.is_file() else None


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(plain_bytes(path).decode("utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: there is no such settings file.", "Check the name after --settings.") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).", "Check that you may open it.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is not plain text.", "Save it as UTF-8 text.") from None
    except RecursionError:
        raise SettingsError(f"{path}: its brackets are nested too deep to be settings.", "Correct the file.") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise SettingsError(
            f"{path}: {f'line {line[1]}' if line else 'the last line'} cannot be understood.",
            'Write each line as name = value, once only, with texts in "quotes".',
        ) from None


def _refuse_reach(given: Mapping[str, Any], path: Path) -> None:
    for table in given:
        if table in Settings.__struct_fields__ and table not in BESIDE_WORKBOOK:
            raise SettingsError(
                f"{path}: [{table}] may not be set by a file lying beside a workbook.",
                f"Move it to your own settings, or pass the file with --settings {path.name}.",
            )


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if both else value
    return merged
