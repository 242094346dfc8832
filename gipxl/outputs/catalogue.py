"""The catalogue of rules, and one rule's page: what ``gipxl rules`` answers, and the README's table.

The findings that only ``gipxl publish`` makes have a list and pages of their own behind it.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence

from gipxl.errors import GipxlError
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import table
from gipxl.outputs.public.findings import Code
from gipxl.outputs.public.pages import PAGES
from gipxl.plan import FIELD_WORDS
from gipxl.rules import RULES, Rule
from gipxl.words import listed

# How alike, of 100, a code or a name must be to be offered for another.
_NEAR_CODE, _NEAR_NAME = 60, 75


def named(code: str | None) -> Sequence[Rule]:
    """The rules of a code ("OWN01"), a name ("missing-owner") or a family ("OWN"); all of them for None.

    Raises GipxlError where there is none, nor a finding of ``gipxl publish`` so called, with the nearest where one is
    like it.
    """
    if code is None:
        return RULES
    wanted = code.strip().upper()
    found = [rule for rule in RULES if wanted in (rule.code, rule.name.upper(), rule.code[:3])]
    if not found and not of_publishing(code):
        from rapidfuzz import process

        is_code = wanted[-1:].isdigit()
        known = [*((rule.code, rule.name) for rule in RULES), *((each.code, each.title) for each in Code)]
        names = [code if is_code else name.upper() for code, name in known]
        near = process.extractOne(wanted, names, score_cutoff=_NEAR_CODE if is_code else _NEAR_NAME)
        hint = f"The nearest is {near[0] if is_code else near[0].lower()}. " if near else ""
        raise GipxlError(f"There is no rule {code!r}.", f"{hint}“gipxl rules” lists them all.")
    return found


def of_publishing(code: str | None) -> Sequence[Code]:
    """The findings of ``gipxl publish`` alone, by code ("PUB01"), name or family; all of them for None."""
    wanted = (code or "").strip().upper()
    return [each for each in Code if not wanted or wanted in (each.code, each.title.upper(), "PUB")]


def first_line(rule: Rule) -> str:
    """What a rule is about, in a sentence."""
    return inspect.cleandoc(rule.page).split("\n\n")[0].replace("\n", " ")


def as_text(code: str | None, *, width: int = 80) -> str:
    """One rule's page, or a line for each of several."""
    rules, publishing = named(code), of_publishing(code)
    if len(rules) + len(publishing) == 1:
        return page(rules[0]) if rules else _page_of_publishing(publishing[0])
    lines = table(((rule.code, rule.level.value, rule.name, first_line(rule)) for rule in rules), width=width)
    if not publishing:
        return lines
    own = ((each.code, each.level.value, each.title, _paragraphs(each)[0]) for each in publishing)
    return "\n".join([*([lines] if rules else []), "Asked by gipxl publish alone:", table(own, width=width)])


def page(rule: Rule) -> str:
    """All that is to be said of one rule: what it finds and why, when it can look, a bad example and a good one."""
    needs = [FIELD_WORDS[field] for field in rule.needs]
    asks = [f"a column for {listed(needs)}"] if needs else []
    asks += ["a baseline to compare with"] if rule.compares else []
    condition = f"\n\nNeeds {listed(asks)}; where it has none, it is listed as not run." if asks else ""
    return f"{rule.code} {rule.name} ({rule.level})\n\n{inspect.cleandoc(rule.page).strip()}{condition}\n"


def _paragraphs(code: Code) -> list[str]:
    first, *rest = inspect.cleandoc(PAGES[code]).split("\n\n")
    return [first.replace("\n", " "), *rest]


def _page_of_publishing(code: Code) -> str:
    text = inspect.cleandoc(PAGES[code])
    return f"{code.code} {code.title} ({code.level}), asked by gipxl publish alone\n\n{text}\n"


def as_json(code: str | None) -> str:
    """The rules as objects; those that a plan is not checked by say which command asks them."""
    publishing: list[dict[str, object]] = [
        {
            "code": each.code,
            "name": each.title,
            "level": each.level.value,
            "needs": [],
            "compares": False,
            "page": inspect.cleandoc(PAGES[each]),
            "command": "publish",
        }
        for each in of_publishing(code)
    ]
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
        + publishing
    )


def as_markdown(code: str | None) -> str:
    """The rules as a Markdown table, as the README carries it; those of publishing where they are asked for."""
    lines = ["| code | name | level | finds |", "|---|---|---|---|"]
    for rule in named(code):
        lines.append(f"| {rule.code} | {rule.name} | {rule.level} | {first_line(rule).replace('|', chr(92) + '|')} |")
    for each in of_publishing(code) if code else ():
        lines.append(f"| {each.code} | {each.title} | {each.level} | {_paragraphs(each)[0]} |")
    return "\n".join(lines) + "\n"
