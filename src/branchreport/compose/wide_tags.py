"""Tags in the full-width marks of a Chinese keyboard, which Jinja takes for text."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from branchreport.language import _

_LIKE_A_TAG: Final = re.compile(
    r"[{｛]{2}[^{}｛｝]*[}｝]{2}|[{｛][%％][^{}｛｝]*[%％][}｝]|[{｛][#＃][^{}｛｝]*[#＃][}｝]"
)
_WIDE: Final = frozenset("｛｝％＃")
_HALF_WIDTH: Final = str.maketrans("｛｝％＃", "{}%#")


class WideTag(NamedTuple):
    """A tag as it is ``written``, and the place in its text where it begins."""

    start: int
    written: str

    @property
    def message(self) -> str:
        """What is wrong."""
        return _("a tag is written with full-width marks")

    @property
    def help(self) -> str:
        """What to do."""
        begin, inside, end = self.written[:2], self.written[2:-2], self.written[-2:]
        put = f"{begin.translate(_HALF_WIDTH)}{inside}{end.translate(_HALF_WIDTH)}"
        return _("write it half-width: {put}").format(put=put)


def wide_tags(text: str) -> Iterator[WideTag]:
    """The tags in ``text`` of which some mark at either end is full-width."""
    for match in _LIKE_A_TAG.finditer(text):
        if _WIDE & {*match[0][:2], *match[0][-2:]}:
            yield WideTag(match.start(), match[0])


def without(text: str) -> str:
    """``text`` without them."""
    kept, end = [], 0
    for tag in wide_tags(text):
        kept.append(text[end : tag.start])
        end = tag.start + len(tag.written)
    return "".join([*kept, text[end:]])
