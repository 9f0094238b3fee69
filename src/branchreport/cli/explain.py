"""``branchreport explain`` and ``branchreport rules``: what findings mean, one or all of them."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from branchreport.cli.console import complain
from branchreport.diagnostics import CODES, Kind, Severity
from branchreport.explanations import page, summary
from branchreport.language import _, spoken
from branchreport.rules.levels import code_of, meant_by


def explain(written: str) -> int:
    """Print the page of the code or name ``written``; 2 where there is none."""
    code = code_of(written)
    if code is None:
        meant = meant_by(written)
        complain(
            _("there is no finding “{code}”").format(code=written),
            _("did you mean “{key}”?").format(key=meant)
            if meant
            else _("“branchreport rules” lists the codes and names"),
        )
        return 2
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(page(code)))
    else:
        print(page(code), end="")
    return 0


def rules(form: str = "text") -> int:
    """Print every code with its name, severity and meaning in ``form``, one of `FORMS`."""
    for line in FORMS[form]():
        print(line)
    return 0


def _severity(kind: Kind) -> str:
    return {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.NOTE: _("note"),
    }[kind.severity]


def _text() -> Iterator[str]:
    width = max(len(kind.name) for kind in CODES.values())
    for code, kind in CODES.items():
        yield f"{code}  {kind.name:{width}}  {_severity(kind)}  {summary(code)}"


def _json() -> Iterator[str]:
    listed = [
        {
            "code": code,
            "name": kind.name,
            "severity": kind.severity.value,
            "free": kind.free,
            "summary": summary(code),
        }
        for code, kind in CODES.items()
    ]
    yield json.dumps(listed, ensure_ascii=False, indent=2)


def _markdown() -> Iterator[str]:
    """A table whose codes lead to their pages, as the manual has it."""
    yield "| {} | {} | {} | {} |".format(_("code"), _("name"), _("severity"), _("what it is"))
    yield "|---|---|---|---|"
    for code, kind in CODES.items():
        link = f"../src/branchreport/explanations/{spoken()}/{code}.md"
        fixed = "" if kind.free else "*"
        said = summary(code).replace("|", "\\|")
        yield f"| [{code}]({link}) | `{kind.name}` | {_severity(kind)}{fixed} | {said} |"


FORMS: Final[Mapping[str, Callable[[], Iterator[str]]]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
}
"""The forms of the list by their names."""
