"""The fonts of a style as a browser looks for them: those named, then what stands in for them."""

import re
from typing import Final

from branchreport.style import ParagraphStyle, Style

_STAND_INS: Final = (
    (r"小标宋|中宋|XBS|XiaoBiaoSong|Zhongsong",
     ("华文中宋", "STZhongsong", "Noto Serif CJK SC Black", "Source Han Serif SC Heavy",
      "Songti SC", "宋体", "SimSun", "Noto Serif CJK SC", "serif")),
    (r"仿宋|Fang\s?song",
     ("仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312", "华文仿宋", "STFangsong", "Songti SC",
      "宋体", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC", "serif")),
    (r"楷|Kai",
     ("楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312", "华文楷体", "STKaiti", "Kaiti SC",
      "LXGW WenKai", "AR PL UKai CN", "Noto Serif CJK SC", "Source Han Serif SC", "serif")),
    (r"黑|Hei|Gothic|Sans|Arial|Helvetica|Calibri|Verdana",
     ("黑体", "SimHei", "Heiti SC", "PingFang SC", "微软雅黑", "Microsoft YaHei",
      "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")),
    ("",
     ("宋体", "SimSun", "华文宋体", "STSong", "Songti SC", "Noto Serif CJK SC",
      "Source Han Serif SC", "serif")),
)  # fmt: skip
"""By the kind of a font: what comes with Windows, macOS and Linux, the closest first."""

_SAME_WIDTHS: Final = {
    "Times New Roman": ("Liberation Serif",),
    "Arial": ("Helvetica", "Liberation Sans"),
    "Calibri": ("Carlito",),
}
"""Latin fonts that set a text in the same lines."""

_GENERIC: Final = frozenset(["serif", "sans-serif"])


def stack(style: Style, looks: ParagraphStyle) -> str:
    """The fonts of a role in the order in which a browser is to look for them."""
    body = style.paragraphs.body
    font = looks.font or body.font or "宋体"
    latin = looks.latin or looks.font or body.latin or font
    first = [] if latin == font else [latin_face(latin)]
    return ", ".join(map(_family, dict.fromkeys([*first, *_with_stand_ins(style, font)])))


def latin_faces(style: Style) -> str:
    """A face for each font that is for letters and digits alone.

    Marks that Latin and Chinese type share (quotation marks, dashes) stay in the Chinese one.
    """
    looks = [role for _, role in style.paragraphs if role is not None and role.latin]
    return "\n".join(
        f"@font-face {{ font-family: {_family(latin_face(font))}; src: "
        + ", ".join(f"local({text(name)})" for name in (font, *_SAME_WIDTHS.get(font, ())))
        + "; unicode-range: U+20-7E, U+A1-B6, U+B8-24F; }"
        for font in dict.fromkeys(str(role.latin) for role in looks)
    )


def latin_face(font: str) -> str:
    """The name of the face for ``font`` as one of letters and digits."""
    return f"{font} (Latin)"


def text(words: str) -> str:
    """``words`` as a string of CSS, in which nothing ends it, nor the style sheet."""
    safe = re.sub(r"[^\w —-]", lambda found: f"\\{ord(found[0]):x} ", words)
    return f'"{safe}"'


def _with_stand_ins(style: Style, font: str) -> list[str]:
    named = [substitute.by for substitute in style.substitutes if substitute.font == font]
    kind = next(fonts for kind, fonts in _STAND_INS if re.search(kind, font, re.IGNORECASE))
    return [font, *named, *_SAME_WIDTHS.get(font, ()), *kind]


def _family(name: str) -> str:
    return name if name in _GENERIC else text(name)
