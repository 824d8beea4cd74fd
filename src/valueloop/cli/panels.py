"""How commands are grouped in the help, and how a command line is remembered as it was typed."""

import shlex
from typing import Any

from typer._click.core import Context as ClickContext
from typer._click.formatting import HelpFormatter
from typer.core import TyperGroup

TYPED = "valueloop.typed"


class Panels(TyperGroup):
    """A group whose help shows the commands under the panel that each belongs to."""

    def invoke(self, ctx: ClickContext) -> Any:
        """Invoke the command, and remember how it was typed, without the options before it: what undo will name."""
        ctx.meta.setdefault(TYPED, shlex.join([*ctx._protected_args, *ctx.args]))  # noqa: SLF001 - the rest of the line
        return super().invoke(ctx)

    def format_commands(self, ctx: ClickContext, formatter: HelpFormatter) -> None:  # noqa: ARG002 - the base has it
        """Write the commands, panel by panel, in the order in which they were added."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            panel = getattr(command, "rich_help_panel", None)
            panels.setdefault(panel if isinstance(panel, str) else "Commands", []).append(
                (name, command.get_short_help_str(100))
            )
        for panel, rows in panels.items():
            with formatter.section(panel):
                formatter.write_dl(rows)
