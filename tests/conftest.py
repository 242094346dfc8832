"""What all tests share: programs that some of them need, and how hard hypothesis looks.

``@pytest.mark.needs("soffice")`` marks a test that looks at real output through another program. Where that is not
installed the test is skipped and counted aloud at the end of the run; with ``GIPXL_ALL=1``, as in .ci/run, it fails.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from gipxl.words import count, listed

ALL = os.environ.get("GIPXL_ALL") == "1"
VALIDATOR = os.environ.get("GIPXL_OOXML_VALIDATOR", "")
AXE = os.environ.get("GIPXL_AXE", "")
PROGRAMS = {
    "soffice": "LibreOffice (soffice)",
    "chromium": "chromium",
    "pdftoppm": "pdftoppm (poppler-utils)",
    "npm": "the Office file validator (npm: see .ci/run)",
    "axe": "axe-core (npm: see .ci/run)",
}

settings.register_profile("modest", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("modest"), derandomize=True, database=None)
settings.register_profile("thorough", settings.get_profile("modest"), max_examples=2000)
settings.load_profile("ci" if os.environ.get("CI") else "modest")


def is_installed(program: str) -> bool:
    if program == "axe":
        return bool(AXE) and Path(AXE).is_file()
    found = VALIDATOR if program == "npm" else program
    return bool(found) and shutil.which(found) is not None


@pytest.fixture(autouse=True)
def _wide_as_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are as wide as they are in a file, however wide the window is that the tests are started in."""
    monkeypatch.setenv("COLUMNS", "100")


# ---- tests that need another program ----


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A misspelt program would be skipped for ever, so it stops the run."""
    for item in items:
        unknown = needed(item) - PROGRAMS.keys()
        if unknown:
            raise pytest.UsageError(f"{item.nodeid} needs {listed(sorted(unknown))}: see PROGRAMS in tests/conftest.py")


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = [PROGRAMS[program] for program in PROGRAMS if program in needed(item) and not is_installed(program)]
    if not missing:
        return
    why = f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} not installed"
    if ALL:
        pytest.fail(f"{why}, and with GIPXL_ALL=1 no test may be left out", pytrace=False)
    item.user_properties.append(("not run", why))
    pytest.skip(why)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Last of all, where it is read."""
    yield
    reports = terminalreporter.getreports("skipped")
    reasons = Counter(why for report in reports for name, why in report.user_properties if name == "not run")
    for why, number in sorted(reasons.items()):
        tests = count(number, "test that looks", "tests that look")
        was = "was" if number == 1 else "were"
        terminalreporter.write_line(f"{tests} at real output {was} not run: {why}.", yellow=True)


def needed(item: pytest.Item) -> set[str]:
    return {program for mark in item.iter_markers("needs") for program in mark.args}


# ---- those programs ----


@pytest.fixture(scope="session")
def as_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """LibreOffice's rendering of a workbook or a report: path in, path of the PDF out. For tests that need soffice."""
    folder = tmp_path_factory.mktemp("rendered")

    def render(path: Path) -> Path:
        profile = (folder / "profile").as_uri()  # one of its own: two LibreOffices with one profile refuse to start
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
        done = subprocess.run([*command, folder, path], capture_output=True, text=True, check=False)
        pdf = folder / f"{path.stem}.pdf"
        assert pdf.exists(), f"LibreOffice made nothing of {path.name}: {done.stdout}{done.stderr}"
        return pdf.rename(folder / f"{len(list(folder.iterdir()))}-{pdf.name}")

    return render


@pytest.fixture(scope="session")
def axe_faults(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], list[str]]:
    """What axe-core holds against a page: HTML and a colour scheme (0 dark, 1 light) in, one line for each fault out.

    For tests that need axe and chromium. The page's policy allows no script: it is left out of the copy that is looked
    at, as axe is one.
    """
    folder = tmp_path_factory.mktemp("axe")

    def faults(html: str, scheme: int) -> list[str]:
        axe = Path(AXE).read_text(encoding="utf-8")
        asked = "axe.run().then(found => { document.title = 'AXE ' + JSON.stringify({passes: found.passes.length,"
        asked += " faults: found.violations.map(each => each.id + ': ' + each.nodes.map(node => node.html))})})"
        bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
        page = folder / "page.html"
        page.write_text(bare.replace("</body>", f"<script>{axe}\n{asked}</script></body>"), encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000",
                   f"--blink-settings=preferredColorScheme={scheme}", f"--user-data-dir={folder / 'profile'}",
                   "--dump-dom", page.as_uri()]  # fmt: skip
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        told = re.search(r"<title>AXE (.*?)</title>", done.stdout, re.DOTALL)
        assert told, "axe-core did not come to an end"
        found = json.loads(unescape(told[1]))
        assert found["passes"] > 10, "axe-core looked at next to nothing"
        return [str(each) for each in found["faults"]]

    return faults


@pytest.fixture(scope="session")
def office_faults() -> Callable[[Path], list[str]]:
    """What Office would hold against a package: path in, one line for each fault out. For tests that need npm."""

    def faults(path: Path) -> list[str]:
        done = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        found = json.loads(done.stdout)["errors"]
        return [f"{fault.get('path')} {fault.get('xPath')}: {fault['description']}" for fault in found]

    return faults
