"""What is loaded when: ``check`` must start at once, so the heavy libraries wait until something uses them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PLAN = PROJECT / "workbooks" / "2020-09 Governance Improvement Plan.xlsx"
LIGHT_ENOUGH_FOR_CHECK = {"lxml", "msgspec", "python_calamine", "rapidfuzz"}
HEAVY = set("dask distributed docx docxtpl jinja2 numpy openpyxl pandas rich tenacity xlsxwriter".split())


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh Python holds after ``code``; its own output goes to stderr."""
    program = f"import sys\nout, sys.stdout = sys.stdout, sys.stderr\n{code}\nprint(*sys.modules, file=out)"
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {module.partition(".")[0] for module in done.stdout.split()}


def test_import_gipxl_loads_no_heavy_library() -> None:
    loaded = loaded_by("import gipxl")
    assert "gipxl" in loaded
    assert not loaded & (HEAVY | LIGHT_ENOUGH_FOR_CHECK)


def test_gipxl_check_loads_no_heavy_library_off_a_terminal() -> None:
    loaded = loaded_by(f"from gipxl.cli import main\nassert main(['check', {str(PLAN)!r}]) == 0")
    assert "python_calamine" in loaded
    assert not loaded & HEAVY
