"""Writes the tables of README.md and docs anew from the code: commands, rules, template tags, settings.

Each stands between <!-- its name --> and <!-- end of its name -->. Run: python scripts/renew_readme.py
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def renewed(page: str, text: str) -> str:
    """``text``, which is that of ``page``, with each generated part as the code has it now.

    Raises SystemExit where a part does not stand there just once.
    """
    for name, lines in PARTS[page].items():
        first, last = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        if (found := text.count(first)) != 1 or text.count(last) != 1:
            raise SystemExit(
                f"{page}: the part <!-- {name} --> must stand there once, and end; it begins {found} times."
            )
        table = "\n".join(lines())
        text = f"{text[: text.index(first) + len(first)]}{table}\n{text[text.index(last) :]}"
    return text


def _commands() -> Iterator[str]:
    from gipxl.arguments import described
    from gipxl.commands import COMMANDS

    yield "| command | does |"
    yield "|---|---|"
    for name, usage, does in described(COMMANDS):
        yield f"| `{name}{f' {usage}' if usage else ''}` | {does} |"


def _rules() -> Iterator[str]:
    """A heading and a table for each family."""
    from gipxl.outputs.catalogue import as_markdown
    from gipxl.rules import RULES

    for family, _ in groupby(RULES, key=lambda rule: rule.code[:3]):
        yield f"## {family}: {FAMILIES[family]}\n"
        yield as_markdown(family)


FAMILIES = {
    "LAY": "the layout",
    "REF": "refs",
    "OWN": "owners",
    "DAT": "dates",
    "STA": "statuses",
    "TXT": "texts",
    "MON": "compared with the month last presented",
    "BOK": "the workbook as a whole",
}


def _publishing() -> Iterator[str]:
    """What ``gipxl publish`` alone can find."""
    from gipxl.outputs.catalogue import as_markdown

    yield as_markdown("PUB").strip()


def _signs() -> Iterator[str]:
    """The signs of the flagged copy."""
    from gipxl.outputs.copy.signs import SHOWN
    from gipxl.settings import Settings

    yield "| sign | means | told by |"
    yield "|---|---|---|"
    for sign, shown in SHOWN.items():
        meaning = shown.meaning.format(days=Settings().rules.due_soon_days)
        yield f"| {sign.label} | {meaning} | {shown.told_by} |"


def _details() -> Iterator[str]:
    """The labels of the *Report details* sheet, with what ``gipxl new`` says of each."""
    from gipxl.outputs.copy.authoring import Styled
    from gipxl.outputs.new_plan.report_details import sheet

    yield "| label | what belongs beside it |"
    yield "|---|---|"
    for label, _, _, guidance in sheet({}).rows:
        if isinstance(guidance, Styled) and guidance.value:
            yield f"| {label} | {guidance.value} |"


def _tags() -> Iterator[str]:
    from gipxl.outputs.report.tags import tags

    yield "| tag | gives |"
    yield "|---|---|"
    for tag in tags():
        yield f"| `{tag.text}` | {tag.gives} |"


def _settings() -> Iterator[str]:
    """A heading and a table for each table of the settings file."""
    from gipxl.settings import reference

    for table, keys in groupby(reference(), key=lambda key: key.path.rpartition(".")[0] or key.path):
        yield f"## [{table}]\n" if _struct(table) else f"## {table}\n"
        yield f"{_about(table)}\n"
        yield "| setting | meaning | default | example |"
        yield "|---|---|---|---|"
        for key in keys:
            name = key.path.removeprefix(f"{table}.")
            yield f"| `{name}` | {key.description} | `{_value(key.default)}` | `{_value(key.example)}` |"
        yield ""


def _about(table: str) -> str:
    """What the code says of a table of settings, and who may set it."""
    from gipxl.settings import BESIDE_WORKBOOK

    struct = _struct(table)
    page = inspect.getdoc(struct) if struct else ""
    about = " ".join((page or "").replace("``", "`").split())
    beside = "A file lying beside a workbook may set this too." if table.split(".")[0] in BESIDE_WORKBOOK else ""
    return f"{about} {beside}".strip()


def _struct(table: str) -> type | None:
    """What holds a table's settings; None where it has no fixed ones (glossary)."""
    from msgspec import Struct

    from gipxl.settings import Settings

    found: object = Settings()
    for name in table.split("."):
        found = getattr(found, name)
    return type(found) if isinstance(found, Struct) else None


def _value(value: object) -> str:
    from gipxl.settings import toml_value

    return toml_value(value).replace("|", "\\|")


#: The pages with generated parts: the name of each part, and what makes it.
PARTS: Mapping[str, Mapping[str, Callable[[], Iterator[str]]]] = {
    "README.md": {"commands": _commands},
    "docs/officer.md": {"signs": _signs, "details": _details},
    "docs/rules.md": {"rules": _rules, "publishing": _publishing},
    "docs/settings.md": {"settings": _settings},
    "docs/template-tags.md": {"template-tags": _tags},
}


def main() -> int:
    """Renews every page."""
    sys.path.insert(0, str(PROJECT))
    for page in PARTS:
        path = PROJECT / page
        text = renewed(page, path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
