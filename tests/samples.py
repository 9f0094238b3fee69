"""Documents and pictures made in a test, with every block that there is."""

import struct
import zlib

from branchreport.document import (
    Appendix,
    Attachments,
    Chart,
    Contents,
    Document,
    Heading,
    Image,
    List,
    Paragraph,
    Picture,
    RedHead,
    Run,
    Runs,
    Signature,
    Table,
    Title,
)


def runs(text: str) -> Runs:
    return (Run(text),)


def image(width: int, height: int, color: tuple[int, int, int] = (90, 140, 200)) -> Image:
    """A picture of one colour."""
    line = b"\0" + bytes(color) * width
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pieces = [(b"IHDR", head), (b"IDAT", zlib.compress(line * height, 0)), (b"IEND", b"")]
    return Image(b"\x89PNG\r\n\x1a\n" + b"".join(map(_piece, pieces)), "png", width, height)


def _piece(piece: tuple[bytes, bytes]) -> bytes:
    kind, content = piece
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def table(*rows: str, alignment: str = "") -> Table:
    """A table from lines with ``|`` between the cells; ``alignment`` has l, c or r for each."""
    header, *body = (tuple(runs(cell) for cell in row.split("|")) for row in rows)
    sides = {"l": "left", "c": "center", "r": "right"}
    known = tuple(sides[letter] for letter in alignment or "l" * len(header))
    return Table(header, tuple(body), known)  # type: ignore[arg-type]


def ledger(rows: int) -> Table:
    """A table that is too wide for an upright page."""
    head = "序号|日期|类别|名称|地点|主持人|应到|实到|主要内容和议定事项|佐证材料"
    prose = "传达学习上级文件精神，研究部署党史学习教育工作，讨论通过发展对象名单。"
    body = (
        f"{number}|2021年{number % 12 + 1}月{number % 28 + 1}日|主题党日|“学党史、开新局”主题党日|"
        f"三楼会议室|主任|26|24|{prose * (1 + number % 2)}|签到表、照片"
        for number in range(1, rows + 1)
    )
    return table(head, *body, alignment="cllllcrrll")


CHART = Chart(
    runs("图1　各月活动"),
    table("月份|主题党日|党课<&>", "1月|2|1", "2月|1|", "3月||2.5", alignment="lrr"),
)
YEARS = Chart(
    runs("图2　两年活动"),
    table("月份|2020年|2021年", "1月|2|12", "2月|9|", alignment="lrr"),
    grouped=True,
)
PHOTOGRAPH = image(64, 48)
TALL = image(20, 80, (200, 60, 60))

EVERY_BLOCK = Document(
    "标题",
    (
        RedHead(runs("云溪市水务局机关文件"), runs("云水〔2021〕8号"), runs("签发人：主任")),
        Title(runs("标题")),
        Paragraph(runs("（2021年12月20日）"), "note"),
        Contents(runs("目　录")),
        Paragraph(runs("局党委："), "addressee"),
        Heading(1, runs("一、甲")),
        Heading(2, runs("（一）乙。"), runs("丙“丁”——戊")),
        Heading(3, runs("1.己")),
        Heading(4, runs("（1）庚")),
        Paragraph(
            (Run("正文"), Run("粗", strong=True), Run("【待补：人数】", gap=True),
             Run("【待补】", strong=True, gap=True), Run("旧“版”", edit="deleted"),
             Run("新", strong=True, edit="inserted"), Run("【待核】", gap=True, edit="inserted"))
        ),
        List((runs("一"), runs("二")), ordered=True),
        List((runs("点"),)),
        List((runs("再一"),), ordered=True),
        table("左|右", "a|b", alignment="lr"),
        CHART,
        YEARS,
        Picture(PHOTOGRAPH, runs("现场 <&>\"'")),
        Attachments(runs("附件："), (runs("台账"), runs("照片"))),
        Signature((runs("云溪市水务局机关党支部"), runs("2021年12月20日")), sealed=True),
        Appendix(runs("附件1"), (Title(runs("台“账”\\")), ledger(3), Paragraph(runs("<&>\"']]>")))),
        Appendix(
            runs("附件2"),
            (Title(runs("照片")), Picture(PHOTOGRAPH, runs("同一")), Picture(TALL, runs("另一"))),
        ),
    ),
    author="作者",
)  # fmt: skip
"""Every block, some of them twice, on upright pages and turned ones."""
