"""Typer's help in the language in use, and whole."""

import re
from functools import wraps
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

from branchreport.language import _


def _fold_help() -> None:
    """Let Typer break a text without blanks, as a Chinese one is, where it would cut it short.

    Nothing is changed of a Typer that makes its texts in another way.
    """
    from typer import rich_utils  # with rich, which takes its time

    make = getattr(rich_utils, "_make_rich_text", None)
    if make is None or hasattr(make, "__wrapped__"):
        return

    @wraps(make)
    def folded(*args: Any, **options: Any) -> Any:
        text = make(*args, **options)
        if hasattr(text, "overflow"):
            text.overflow = "fold"
        return text

    rich_utils._make_rich_text = folded  # noqa: SLF001  # Typer has no setting for it


class _InOurWords:
    """Says in the language in use what Typer says in English only, and says it whole."""

    def format_help(self, context: Any, formatter: Any) -> None:
        _fold_help()
        super().format_help(context, formatter)  # type: ignore[misc]  # of the class beside it

    def get_help_option(self, context: Any) -> Any:
        option = super().get_help_option(context)  # type: ignore[misc]  # of the class beside it
        if option is not None:
            option.help = _("Show this page.")
        return option

    def format_usage(self, context: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(context))  # type: ignore[attr-defined]  # as above
        formatter.write_usage(context.command_path, pieces, prefix=_("Usage: "))


class Command(_InOurWords, TyperCommand):
    """A command."""


class Asking(Command):
    """A command that may be asked for a number below zero, which is no option: ``-24``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read ``args``, with such numbers behind all options."""
        end = args.index("--") if "--" in args else len(args)
        numbers = [each for each in args[:end] if _BELOW_ZERO.match(each)]
        others = [each for each in args[:end] if not _BELOW_ZERO.match(each)]
        if not numbers:
            return super().parse_args(ctx, args)
        return super().parse_args(ctx, [*others, "--", *numbers, *args[end + 1 :]])


_BELOW_ZERO: Final = re.compile(r"-\d")


class Group(_InOurWords, TyperGroup):
    """Commands under one name."""
