"""Consistency: what may be written in two ways is written in one of them through the year.

Each check is given all passages in one text, a paragraph a line.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from branchreport.language import _
from branchreport.rules.wording.slip import Slip

Stray = tuple[Slip, int, str]
"""A slip, where the other way is found, and what there is to say of that place."""


def uneven_enumerations(whole: str) -> Iterator[Stray]:
    """``《A》、《B》`` here and ``《A》《B》`` there; the rarer of both is shown."""
    for closing, opening in ("》《", "”“"):
        apart, together = f"{closing}、{opening}", closing + opening
        if apart not in whole or together not in whole:
            continue
        if whole.count(apart) <= whole.count(together):
            message = _("“、” stands between {closing} and {opening} here, and elsewhere does not")
            rarer, usual, said = apart, together, _("left out here")
        else:
            message = _(
                "“、” is left out between {closing} and {opening} here, and elsewhere is not"
            )
            rarer, usual, said = together, apart, _("written here")
        other = whole.index(usual)
        for match in re.finditer(rarer, whole):
            yield (
                Slip(
                    match.start() + len(rarer) // 3,
                    match.end() - len(rarer) // 3,
                    message.format(closing=closing, opening=opening),
                    _("choose one way; usually there is no “、” (GB/T 15834-2011, 4.5.3.5)"),
                ),
                other,
                said,
            )


_UNITS: Final = frozenset("次名人项件条场篇份户家位批部")
_ARABIC: Final = r"\d{1,9}[万亿]?[余多]个?(\w)"
_HAN: Final = r"(?<![几第数好一二三四五六七八九十百千])[一二两三四五六七八九十百千]+[余多]个?(\w)"


def uneven_numerals(whole: str) -> Iterator[Stray]:
    """``三十余次`` beside ``30余次``: numbers of one kind have one form."""
    arabic: dict[str, re.Match[str]] = {}
    for match in re.finditer(_ARABIC, whole):
        if match[1] in _UNITS:
            arabic.setdefault(match[1], match)
    for match in re.finditer(_HAN, whole) if arabic else ():
        if other := arabic.get(match[1]):
            yield (
                Slip(
                    *match.span(),
                    _("“{number}” is in Chinese numerals, “{other}” in Arabic ones").format(
                        number=match[0], other=other[0]
                    ),
                    _("write numbers of one kind in one form (GB/T 15835-2011, 4.3)"),
                ),
                other.start(),
                _("“{number}” here").format(number=other[0]),
            )


_QUOTED: Final = r"“(\w{3,12})”"
_SET_APART: Final = r"“[^“”\n]*”|《[^《》\n]*》"
_COUNTING: Final = frozenset("一二两双三四五六七八九十百千")
_MOST_TERMS: Final = 200
"""Terms in quotation marks that are looked for elsewhere."""


def uneven_quotation_marks(whole: str) -> Iterator[Stray]:
    """``三会一课`` beside ``“三会一课”``.

    A term is the same where it holds a number, as abbreviations do, or where the same word
    follows; else ``安全生产`` and the theme “安全生产” would be called one.
    """
    quoted: dict[str, re.Match[str]] = {}
    for match in re.finditer(_QUOTED, whole):
        quoted.setdefault(match[1], match)
    plain = re.sub(_SET_APART, lambda match: "\n" * len(match[0]), whole) if quoted else ""
    for term, match in islice(quoted.items(), _MOST_TERMS):
        follows = "" if _COUNTING & set(term) else whole[match.end() : match.end() + 2]
        place = plain.find(term + follows)
        if place >= 0 and (follows or _COUNTING & set(term)):
            yield (
                Slip(
                    place,
                    place + len(term),
                    _("“{term}” is in quotation marks elsewhere").format(term=term),
                    _("write the term in one way"),
                ),
                match.start(),
                _("in quotation marks here"),
            )
