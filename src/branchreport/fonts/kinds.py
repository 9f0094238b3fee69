"""Kinds of type, the families of each that are met on computers, and the kind that a name tells.

A standard asks for kinds; which font of a kind an office has, its computers decide.
"""

from enum import Enum
from typing import Final

from branchreport.fonts import plain


class Kind(Enum):
    """The kinds of Chinese type in official documents, and the two of Latin type."""

    SONG = "song"
    FANGSONG = "fangsong"
    HEI = "hei"
    KAI = "kai"
    TITLE = "title"
    """小标宋: a heavy Song, for titles."""
    SERIF = "serif"
    SANS = "sans"


FAMILIES: Final = {
    Kind.FANGSONG: (
        "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "方正仿宋简体",
        "FZFangSong-Z02", "FZFangSong-Z02S", "华文仿宋", "STFangsong", "FandolFang R",
        "FandolFang", "朱雀仿宋（预览测试版）", "Zhuque Fangsong (technical preview)",
    ),
    Kind.KAI: (
        "楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体",
        "FZKai-Z03", "FZKai-Z03S", "华文楷体", "STKaiti", "Kaiti SC", "霞鹜文楷", "LXGW WenKai",
        "霞鹜文楷 GB", "LXGW WenKai GB", "LXGW WenKai Lite", "AR PL UKai CN", "AR PL KaitiM GB",
        "FandolKai",
    ),
    Kind.HEI: (
        "黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "FZHei-B01", "FZHei-B01S", "华文黑体",
        "STHeiti", "Heiti SC", "思源黑体", "Source Han Sans SC", "Source Han Sans CN",
        "Noto Sans CJK SC", "Noto Sans SC", "微软雅黑", "Microsoft YaHei", "PingFang SC",
        "Hiragino Sans GB", "等线", "DengXian", "FandolHei", "WenQuanYi Zen Hei",
        "WenQuanYi Micro Hei", "Droid Sans Fallback",
    ),
    Kind.SONG: (
        "宋体", "SimSun", "新宋体", "NSimSun", "方正书宋_GBK", "方正书宋简体", "FZShuSong-Z01",
        "华文宋体", "STSong", "Songti SC", "思源宋体", "Source Han Serif SC",
        "Source Han Serif CN", "Noto Serif CJK SC", "Noto Serif SC", "FandolSong",
        "AR PL UMing CN", "AR PL SungtiL GB",
    ),
    Kind.TITLE: (
        "方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "华文中宋",
        "STZhongsong", "思源宋体 Heavy", "Source Han Serif SC Heavy", "Noto Serif CJK SC Black",
        "Noto Serif SC Black", "Noto Serif CJK SC Bold", "Source Han Serif SC Bold",
        "Noto Serif SC Bold", "Songti SC Bold", "FandolSong Bold",
    ),
    Kind.SERIF: (
        "Times New Roman", "Times", "Liberation Serif", "Tinos", "TeX Gyre Termes",
        "Nimbus Roman", "Noto Serif", "FreeSerif", "DejaVu Serif",
    ),
    Kind.SANS: (
        "Arial", "Helvetica", "Liberation Sans", "Arimo", "TeX Gyre Heros", "Nimbus Sans",
        "Noto Sans", "FreeSans", "DejaVu Sans",
    ),
}  # fmt: skip
"""Families by kind, the ones that come nearest to an official document first."""

AFTER: Final = {
    Kind.FANGSONG: (Kind.SONG, Kind.KAI, Kind.HEI),
    Kind.KAI: (Kind.FANGSONG, Kind.SONG, Kind.HEI),
    Kind.HEI: (Kind.SONG, Kind.FANGSONG, Kind.KAI),
    Kind.SONG: (Kind.FANGSONG, Kind.HEI, Kind.KAI),
    Kind.TITLE: (Kind.SONG, Kind.HEI, Kind.FANGSONG, Kind.KAI),
    Kind.SERIF: (Kind.SONG, Kind.SANS, Kind.HEI),
    Kind.SANS: (Kind.HEI, Kind.SERIF, Kind.SONG),
}
"""The kinds that stand in for one, of which there is no font."""

_KNOWN: Final = {plain(name): kind for kind, names in FAMILIES.items() for name in names}

_TOLD_BY: Final = (
    (("仿宋", "fangsong", "fangson"), Kind.FANGSONG),
    (("小标宋", "大标宋", "中宋", "biaosong", "zhongsong"), Kind.TITLE),
    (("楷", "kai"), Kind.KAI),
    (("黑", "圆", "等线", "hei", "yahei", "dengxian", "pingfang", "sanscjk"), Kind.HEI),
    (("宋", "明", "song", "simsun", "ming", "serifcjk", "hanserif"), Kind.SONG),
    (("sans", "arial", "helvet", "calibri", "verdana", "tahoma", "gothic"), Kind.SANS),
)  # fmt: skip


def kind_of(name: str) -> Kind:
    """The kind of the font ``name``: that of a known family, else what the name is made of."""
    folded = plain(name)
    if known := _KNOWN.get(folded):
        return known
    for pieces, kind in _TOLD_BY:
        if any(piece in folded for piece in pieces):
            return kind
    return Kind.SERIF if name.isascii() else Kind.SONG
