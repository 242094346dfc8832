"""The catalogue of rules, and one rule's page: what ``gipxl rules`` answers, and the README's table."""

from __future__ import annotations

import inspect
from collections.abc import Sequence

from gipxl.errors import GipxlError
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import table
from gipxl.plan import FIELD_WORDS
from gipxl.rules import RULES, Rule
from gipxl.words import listed


def named(code: str | None) -> Sequence[Rule]:
    """The rules of a code ("OWN01"), a name ("missing-owner") or a family ("OWN"); all of them for None.

    Raises GipxlError where there is none, with the nearest.
    """
    if code is None:
        return RULES
    wanted = code.strip().upper()
    found = [rule for rule in RULES if wanted in (rule.code, rule.name.upper(), rule.code[:3])]
    if not found:
        from rapidfuzz import process

        is_code = wanted[-1:].isdigit()
        near = process.extract(wanted, [rule.code if is_code else rule.name.upper() for rule in RULES], limit=1)[0][0]
        hint = f"The nearest is {near if is_code else near.lower()}."
        raise GipxlError(f"There is no rule {code!r}.", f"{hint} “gipxl rules” lists them all.")
    return found


def first_line(rule: Rule) -> str:
    """What a rule is about, in a sentence."""
    return inspect.cleandoc(rule.page).split("\n\n")[0].replace("\n", " ")


def as_text(code: str | None, *, width: int = 80) -> str:
    """One rule's page, or a line for each of several."""
    rules = named(code)
    if len(rules) == 1:
        return page(rules[0])
    return table(((rule.code, rule.level.value, rule.name, first_line(rule)) for rule in rules), width=width)


def page(rule: Rule) -> str:
    """All that is to be said of one rule: what it finds and why, when it can look, a bad example and a good one."""
    needs = [FIELD_WORDS[field] for field in rule.needs]
    asks = [f"a column for {listed(needs)}"] if needs else []
    asks += ["a baseline to compare with"] if rule.compares else []
    condition = f"\n\nNeeds {listed(asks)}; where it has none, it is listed as not run." if asks else ""
    return f"{rule.code} {rule.name} ({rule.level})\n\n{inspect.cleandoc(rule.page).strip()}{condition}\n"


def as_json(code: str | None) -> str:
    """The rules as objects."""
    return to_json(
        [
            {
                "code": rule.code,
                "name": rule.name,
                "level": rule.level.value,
                "needs": [field.value for field in rule.needs],
                "compares": rule.compares,
                "page": inspect.cleandoc(rule.page).strip(),
            }
            for rule in named(code)
        ]
    )


def as_markdown(code: str | None) -> str:
    """The rules as a Markdown table, as the README carries it."""
    lines = ["| code | name | level | finds |", "|---|---|---|---|"]
    for rule in named(code):
        lines.append(f"| {rule.code} | {rule.name} | {rule.level} | {first_line(rule).replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"
