"""Writes the tables of README.md anew from the code: commands, rules, template tags, settings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
README = PROJECT / "README.md"


def renewed(text: str) -> str:
    """``text`` with each generated part as the code has it now."""
    from gipxl.outputs.catalogue import as_markdown

    parts = {
        "commands": "\n".join(_commands()),
        "rules": as_markdown(None).strip(),
        "template-tags": "\n".join(_tags()),
        "settings": "\n".join(_settings()),
    }
    for name, table in parts.items():
        first, last = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        if (found := text.count(first)) == 1:
            text = text[: text.index(first) + len(first)] + f"{table}\n" + text[text.index(last) :]
        else:
            raise SystemExit(f"README.md: the part <!-- {name} --> must stand there once, not {found} times.")
    return text


def _commands() -> Iterator[str]:
    from gipxl.arguments import described
    from gipxl.commands import COMMANDS

    yield "| command | does |"
    yield "|---|---|"
    for name, usage, does in described(COMMANDS):
        yield f"| `{name}{f' {usage}' if usage else ''}` | {does} |"


def _tags() -> Iterator[str]:
    from gipxl.outputs.report.tags import tags

    yield "| tag | gives |"
    yield "|---|---|"
    for tag in tags():
        yield f"| `{tag.text}` | {tag.gives} |"


def _settings() -> Iterator[str]:
    from gipxl.settings import reference, toml_value

    yield "| setting | meaning | default | example |"
    yield "|---|---|---|---|"
    for key in reference():
        default, example = (toml_value(value).replace("|", "\\|") for value in (key.default, key.example))
        yield f"| `{key.path}` | {key.description} | `{default}` | `{example}` |"


if __name__ == "__main__":
    new = renewed(README.read_text(encoding="utf-8"))
    README.write_text(new, encoding="utf-8")
    sys.exit(0)
