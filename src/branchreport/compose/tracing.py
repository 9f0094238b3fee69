"""Which line of a template said a line of its Markdown, through which includes and macros.

The template is rendered once more, and each piece of its output marked with the place that said
it. Empty pieces bear no mark, so that what asks whether something was said gets the same answer.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from branchreport.compose.effort import STEPS, bounded
from branchreport.compose.faults import Place, places_above
from branchreport.compose.folder import environment
from branchreport.compose.generating import Tracing
from branchreport.compose.values import remembering
from branchreport.shipped import TEMPLATE

_MARK: Final = re.compile("\ue002([0-9]+)\ue003")
"""A number between private-use characters, which no template holds (`folder`)."""

_STEPS: Final = 2 * STEPS


class _Ledger:
    """The places that marks stand for."""

    def __init__(self) -> None:
        self.places: list[tuple[Place, ...]] = []

    def marked(self, text: str, line: int) -> str:
        """``text`` with a mark at the end of each of its lines that is not empty.

        ``line`` is where it begins in the template; text that has marks is that of a macro.
        """
        if not text.strip() or _MARK.search(text):
            return text
        above = places_above(sys._getframe(1))  # noqa: SLF001  # who said it is on the stack only
        said = text.split("\n")
        for index, piece in enumerate(said):
            if piece.strip():
                here = Place(above[-1].file, line + index) if above else Place(Path(), line)
                said[index] = f"{piece}\ue002{len(self.places)}\ue003"
                self.places.append((*above[:-1], here))
        return Markup("\n").join(Markup(piece) for piece in said)  # its own text, and digits


def trace(
    folder: Path, values: Mapping[str, Any], markdown: str
) -> Mapping[int, tuple[Place, ...]]:
    """The places that led to each line of ``markdown``, the outermost first; lines from 1.

    Nothing where the template says something else the second time.
    """
    ledger = _Ledger()
    tracer = environment(folder, Tracing)
    tracer.marked = ledger.marked
    try:
        with remembering(), bounded(_STEPS):
            template = tracer.get_template(TEMPLATE)
            traced = tracer.concat(template.root_render_func(template.new_context(dict(values))))
    except Exception:  # whatever it is, it did not happen the first time
        return {}
    if _MARK.sub("", traced) != markdown:
        return {}
    found = {}
    for number, said in enumerate(traced.split("\n"), start=1):
        if mark := _MARK.search(said):
            found[number] = ledger.places[int(mark[1])]
    return found
