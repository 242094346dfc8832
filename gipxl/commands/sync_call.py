"""The call of ``gipxl sync`` that was made, written out so that a scheduler can make it again from anywhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from gipxl.arguments import Args
from gipxl.folder.print_job import Call


def call_of(args: Args, out: Path) -> Call:
    """The same call with every path in full, of the Python and the gipxl in use; its status goes to ``out``."""
    writes = [out.absolute()]
    if args.log:
        writes.append(args.log.absolute().parent)
    return Call(
        words=(sys.executable, "-m", "gipxl", "sync", str(args.folder.absolute()), *_options(args, out)),
        folder=str(args.folder.absolute()),
        writes=tuple(dict.fromkeys(map(str, writes))),
        every=args.every,
        stays=args.watch,
        account=_account(),
        network=args.dask is not None,
    )


def _options(args: Args, out: Path) -> Iterator[str]:
    yield from ("--out", str(out.absolute()))
    for name, patterns in (("--include", args.include), ("--exclude", args.exclude)):
        for pattern in patterns:
            yield f"{name}={pattern}"  # a pattern may begin with a hyphen
    for name, path in (("--settings", args.settings), ("--log", args.log)):
        if path:
            yield from (name, str(path.absolute()))
    if args.fail_on is None or args.fail_on.value != "error":
        yield from ("--fail-on", args.fail_on.value if args.fail_on else "never")
    if args.jobs:
        yield from ("--jobs", str(args.jobs))
    if args.dask:
        yield from ("--dask", args.dask)
    if args.format != "text":
        yield from ("--format", args.format)
    flags = {"--fetch": args.fetch, "--junit": args.junit, "--replace": args.replace, "--watch": args.watch}
    yield from (name for name, is_set in flags.items() if is_set)
    if args.watch:
        yield from ("--every", str(args.every))
    yield "--quiet"


def _account() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "gipxl"  # an account without a name, as in some containers; to be written in by hand


def is_installed() -> bool:
    """Whether the Python in use finds gipxl from anywhere, and not only from the folder that it was started in."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        distribution("gipxl")
    except PackageNotFoundError:
        return False
    return True
