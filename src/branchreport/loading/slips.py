"""A slip of the hand in a line of a file, and how it is mended.

Lines and columns count from 0 here and wherever there are slips. The patterns that look for them
are compiled when they are used: a sound file needs none of them.
"""

import re
from typing import Final, NamedTuple

from branchreport.language import _
from branchreport.loading.draft import Change

START: Final = r"^ *(?:- +)*"
"""What is before the key or the text of a line."""

KEY: Final = (
    r"(?P<key>[^\s:：,，。；;!！?？\"'#{}\[\]【】｛｝、\-－—–·•&*|>%@`]"
    r"[^\s:：,，。；;{}\[\]]{0,29})"
)
"""What a line may begin with to be taken for a key."""

SPECIAL: Final = tuple("@`%*&!]}|>")
"""What no text begins with in YAML, brackets and quotation marks aside."""


class Slip(NamedTuple):
    """A slip, and the changes that mend it.

    Not all changes are ``safe``: some are good enough to read on, not to be made in the file.
    """

    code: str
    start: int
    end: int
    message: str
    help: str
    changes: tuple[Change, ...] = ()
    safe: bool = True


def parts(line: str) -> tuple[int, int]:
    """Where the item of ``line`` begins, after the marks of lists, and where its value does.

    The two are one where it has no key.
    """
    match = re.match(START, line)
    item = match.end() if match else 0
    colon = -1 if line[item : item + 1] in (*SPECIAL, *"[{'\"") else line.find(": ", item)
    if colon < 0:
        return item, item
    return item, len(line) - len(line[colon + 2 :].lstrip(" "))


def plain_end(line: str, start: int) -> int:
    """Where a text that begins at ``start`` ends: before a ``#`` that follows a blank."""
    return start + len(line[start:].split(" #")[0].rstrip(" "))


def indent(line: str) -> int:
    """How many blanks ``line`` begins with."""
    return len(line) - len(line.lstrip(" "))


def odd_indentation(start: int, end: int, put: str, *, tab: bool = False) -> Slip:
    """The slip of a line that is indented by what is no blank to YAML."""
    return Slip(
        "BR112",
        start,
        end,
        _("the line is indented by a tab")
        if tab
        else _("the line is indented by a full-width or invisible blank"),
        _("indent by blanks, two for each level"),
        (Change(start, end, put),),
    )


def odd_blank(start: int, end: int, put: str) -> Slip:
    """The slip of a full-width or invisible blank after a mark of YAML."""
    return Slip(
        "BR113",
        start,
        end,
        _("a full-width or invisible blank stands here"),
        _("write ordinary blanks"),
        (Change(start, end, put),),
    )


def missing_blank(key: str, colon: int) -> Slip:
    """The slip of a key with no blank after its ``colon``."""
    return Slip(
        "BR114",
        colon,
        colon + 1,
        _("no blank stands after the colon of “{key}”").format(key=key),
        _("write a blank after the colon: “{key}: ”").format(key=key),
        (Change(colon + 1, colon + 1, " "),),
    )


def quoted(line: str, start: int, end: int) -> tuple[Change, ...]:
    """The changes that put what stands there in quotation marks, so that it means itself."""
    text = line[start:end]
    mark = "'" if '"' in text or "\\" in text else '"'
    doubled = [match.start() for match in re.finditer("'", text)] if mark == "'" else []
    return (
        Change(start, start, mark),
        *(Change(start + at, start + at, "'") for at in doubled),
        Change(end, end, mark),
    )
