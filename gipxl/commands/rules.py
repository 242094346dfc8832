"""``gipxl rules``: the catalogue, or one rule explained."""

from __future__ import annotations

from gipxl.arguments import Args, Commands, new_command
from gipxl.commands.terminal import DONE, answer, width


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "rules", "the catalogue of rules, or one rule explained", "OWN01")
    command.add_argument("code", nargs="?", metavar="CODE", help="a rule's code or name, or a family such as DAT")
    command.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="how to answer")


def run(args: Args) -> int:
    """Prints the rules asked for."""
    from gipxl.outputs import catalogue

    match args.format:
        case "json":
            answer(catalogue.as_json(args.code))
        case "markdown":
            answer(catalogue.as_markdown(args.code))
        case _:
            answer(catalogue.as_text(args.code, width=width()))
    return DONE
