"""``gipxl receipt``: what a copy of a workbook kept, changed and lost."""

from __future__ import annotations

from pathlib import Path

from gipxl.arguments import SAMPLE, Args, Commands, new_command
from gipxl.commands.terminal import DONE, FOUND, answer, width


def add(commands: Commands) -> None:
    """The command and its options."""
    copy = '"output/2020-09/2020-09 Governance Improvement Plan - flagged OFFICIAL-SENSITIVE.xlsx"'
    command = new_command(commands, "receipt", "what a copy kept, changed and lost", f"{SAMPLE} {copy}")
    command.add_argument("source", type=Path, metavar="SOURCE", help="the workbook that was copied")
    command.add_argument("copy", type=Path, metavar="COPY", help="the copy of it")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to answer (default: text)")


def run(args: Args) -> int:
    """Prints the receipt. Returns 1 where something was lost."""
    from gipxl.outputs import losses

    receipt = losses.receipt_of(args.source, args.copy)
    if args.format == "json":
        answer(losses.as_json(receipt))
    else:
        answer(losses.as_text(args.source, args.copy, receipt, width=width()))
    return FOUND if receipt.lost else DONE
