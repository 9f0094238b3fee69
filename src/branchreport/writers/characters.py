"""Characters that a file of text can hold, and those that it cannot."""

import re
from typing import Final

_UNFIT: Final = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
"""Controls, surrogates and noncharacters (Unicode, 23.1, 23.6 and 23.7)."""

_BREAK: Final = re.compile("[\t\n\v\f\x1c-\x1e\u2028\u2029]")
"""What would end a line, or leave the columns of a table."""


def fit(text: str) -> str:
    """``text`` with LF for every line end, and U+FFFD, which is seen, for what does not fit."""
    if text.isascii() and text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return _UNFIT.sub("\ufffd", plain)


def in_one_line(text: str) -> str:
    """``text`` as it fits, in one line."""
    return _BREAK.sub(" ", fit(text))
