r"""Which characters are Chinese, and which marks belong to Chinese text.

`HAN` and `WIDE` say what they leave out: Python takes 40 times as long to compile a class that
spells out the 27,000 Chinese characters.
"""

from typing import Final

HAN: Final = r"[^\W\0-\xff]"
"""A character of a word beyond Latin-1: in a text that holds Chinese, a Chinese one."""

WIDE: Final = r"[^\0-\xff]"
"""A character beyond Latin-1: a Chinese one, a mark of Chinese text, or `FIGURE`."""

FIGURE: Final = "\ufffc"
"""Stands where prose quotes a count: a figure with its measure word."""

WORD: Final = "\x1a"
"""Stands where there is an address or the name of a file, which follow rules of their own."""

POINTS: Final = "，。；：、！？"
"""The marks that part clauses and end sentences (点号; GB/T 15834-2011, 3.2)."""

OPENING: Final = "“‘（《〈【〔"
CLOSING: Final = "”’）》〉】〕"
"""The marks that come in pairs (GB/T 15834-2011, 4.8, 4.9 and 4.15), in one order."""

ORDINALS: Final = "一二三四五六七八九十"
BLANKS: Final = " \u00a0\u3000"
