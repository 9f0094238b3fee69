"""``branchreport explain`` and ``branchreport rules``: what findings mean, one or all of them."""

import json
import sys
from collections.abc import Iterator

from branchreport.cli.console import complain, put
from branchreport.diagnostics import CODES
from branchreport.explanations import page, summary
from branchreport.language import _, spoken
from branchreport.rules.levels import code_of, nothing_called
from branchreport.show.text import Line, severity_word


def explain(written: str) -> int:
    """Print the page of the code or name ``written``; 2 where there is none."""
    code = code_of(written)
    if code is None:
        complain(*nothing_called(written))
        return 2
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(page(code)))
    else:
        print(page(code), end="")
    return 0


def rules(form: str = "text") -> int:
    """Print every code with its name, severity and meaning in ``form``, one of `console.FORMS`."""
    put(form, text=_text, json=_json, markdown=_markdown)
    return 0


def _text() -> Iterator[Line]:
    width = max(len(kind.name) for kind in CODES.values())
    for code, kind in CODES.items():
        weight = severity_word(kind.severity)
        yield [("", f"{code}  {kind.name:{width}}  {weight}  {summary(code)}")]


def _json() -> str:
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
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _markdown() -> str:
    """A table whose codes lead to their pages, as the manual has it."""
    return "".join(f"{row}\n" for row in _rows())


def _rows() -> Iterator[str]:
    yield "| {} | {} | {} | {} |".format(_("code"), _("name"), _("severity"), _("what it is"))
    yield "|---|---|---|---|"
    for code, kind in CODES.items():
        link = f"../src/branchreport/explanations/{spoken()}/{code}.md"
        weight = severity_word(kind.severity) + ("" if kind.free else "*")
        said = summary(code).replace("|", "\\|")
        yield f"| [{code}]({link}) | `{kind.name}` | {weight} | {said} |"
