"""The order of the rooms: what is on the right knows what is on its left, never the other way round."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
ROOMS = (  # from left to right; those of one line may know each other, as long as nothing goes round in a circle
    "errors version levels patterns files words dates vocabulary settings plan package",
    "reading report_reading",
    "baseline",
    "changes",
    "standing",
    "ageing figures rules",
    "assessment history repairs",
    "verification",
    "outputs",
    "making output_folder",
    "build folder sending",
    "api",
    "",  # gipxl itself: what ``import gipxl`` offers
    "arguments",
    "commands",
    "cli",
    "__main__",
)
RANK = {room: rank for rank, rooms in enumerate(ROOMS) for room in rooms.split() or [""]}
STRANGERS = {("figures", "rules"), ("rules", "figures")}  # side by side, and no business with each other


def name_of(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted((PROJECT / "gipxl").rglob("*.py"))}


def imported(path: Path) -> Iterator[str]:
    """The modules of gipxl that a file imports anywhere, also inside functions and for type checkers only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write relative imports out, so that one can see where they lead"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.partition(".")[0] == "gipxl":
                yield name if name in MODULES else name.rpartition(".")[0] or name


IMPORTS = {name: set(imported(path)) for name, path in MODULES.items()}


def room(module: str) -> str:
    return f"{module}.".split(".")[1]


def test_every_module_has_its_place() -> None:
    assert {room(module) for module in MODULES} <= RANK.keys(), "give the new room its place in ROOMS"


@pytest.mark.parametrize("module", MODULES)
def test_no_module_knows_one_to_its_right(module: str) -> None:
    to_the_right = {other for other in IMPORTS[module] if RANK[room(other)] > RANK[room(module)]}
    strangers = {other for other in IMPORTS[module] if (room(module), room(other)) in STRANGERS}
    assert not to_the_right | strangers, f"{module} may not know {', '.join(to_the_right | strangers)}"


def test_no_imports_go_round_in_a_circle() -> None:
    rooms: dict[str, set[str]] = {room(module): set() for module in MODULES}
    for module, others in IMPORTS.items():
        rooms[room(module)] |= {room(other) for other in others} - {room(module)}
    for graph in (IMPORTS, rooms):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as circle:
            pytest.fail(f"imports in a circle: {' → '.join(reversed(circle.args[1]))}")
