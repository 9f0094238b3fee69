"""Fields of a Word file: which of them read files or start programs."""

import re
from collections.abc import Iterator
from typing import Any, Final

_READS: Final = re.compile(
    r"(?i)^\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD)\b"
)
"""Fields that read a file or start a program (ECMA-376-1, 17.16.5)."""

_MARKS: Final = ("{*}fldChar", "{*}instrText", "{*}delInstrText")
"""What a field consists of that is cut into runs (17.16.18, 17.16.23), whichever its namespace."""

_DELETED: Final = {"del", "moveFrom"}
_READINGS: Final[tuple[set[str], ...]] = (set(), _DELETED | {"Choice"}, _DELETED | {"Fallback"})
"""What a program may leave out when it reads a file, so that other pieces of a code meet."""


def reading_field(root: Any) -> str | None:
    """The name of the first field under ``root`` that reads files or starts programs, or None."""
    codes = (code for left_out in _READINGS for code in _codes(root, left_out))
    found = (_READS.search(code) for code in codes)
    return next((match[1].upper() for match in found if match), None)


def _codes(root: Any, left_out: set[str]) -> Iterator[str]:
    """The codes of all fields, each without those of the fields within it."""
    for simple in root.iter("{*}fldSimple"):
        yield _attribute(simple, "instr")
    codes = [""]  # of the fields that have begun and not ended, and of what stands outside of any
    for each in root.iter(*_MARKS):
        kind = _attribute(each, "fldCharType")
        if left_out and any(_local(above) in left_out for above in each.iterancestors()):
            continue
        if not kind:
            codes[-1] += str(each.xpath("string()"))  # without comments in the middle of it
        elif kind == "begin":
            codes.append("")
        elif kind == "end":
            yield codes.pop()
            codes = codes or [""]
    yield from codes


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: Any, name: str) -> str:
    return str(element.xpath("string(@*[local-name() = $name])", name=name))
