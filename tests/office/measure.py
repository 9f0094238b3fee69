"""What GB/T 9704-2012 requires of a page, and what LibreOffice's pages measure.

``python tests/office/measure.py`` prints one table for both readings of the standard; the tests
ask for each line of it (`test_pages`).
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

sys.path.insert(0, str(Path(__file__).parents[1]))

from branchreport import shipped, style_files
from branchreport.document import (
    Block,
    Document,
    Heading,
    List,
    Paragraph,
    Run,
    Runs,
    Signature,
    Title,
    text_of,
)
from branchreport.style import Style
from branchreport.typography import full_width_length
from branchreport.writers import WRITERS
from conftest import EXAMPLES
from making import document_of
from pages import MILLIMETRES, Line, Page, convert, read

STYLES: Final = ("gbt9704", "gbt33476")
"""Both readings of the white of 37 mm above the text."""

SONG: Final = "NotoSerifCJK"
BLACK: Final = "NotoSerifCJKjp-Black"
HEI: Final = "NotoSansCJK"
KAI: Final = "LXGWWenKai"
"""The stand-ins of ``fonts.conf``: for 仿宋 and 宋体, for 小标宋, 黑体 and 楷体."""

LINE: Final = "全面落实各项任务要求并持续推动支部工作再上新的台阶和水平"
"""28 characters without a mark: a line."""
MARKS: Final = "“”‘’—…·"
TITLE: Final = "云溪市水务局机关党支部工作总结"
DATE: Final = "2021年12月20日"
SHORT, LONG = "局党委", "云溪市水务局机关党支部"
ENDINGS: Final = ("three lines", "one line", "a heading that runs in", "a list")


def runs(text: str) -> Runs:
    return (Run(text),)


def sample(name: str) -> Document:
    """A document with a title, headings of all levels, full lines, and the signature ``name``."""
    blocks = (
        Title(runs(TITLE)),
        Paragraph(runs("中共云溪市水务局委员会："), "addressee"),
        Paragraph(runs(LINE * 44)),
        Heading(1, runs("一、第一层")),
        Heading(2, runs("（一）第二层独立成行")),
        Heading(2, runs("（二）第二层接排。"), runs(LINE * 3)),
        Heading(3, runs("1.第三层")),
        Heading(4, runs("（1）第四层")),
        Paragraph(runs("他说“‘新’字当头”——从无到有……是“一·二八”，ABC2021年12月第3次会议")),
        Paragraph(runs(LINE * 2)),
        Signature((runs(name), runs(DATE))),
    )
    return Document(TITLE, blocks)


def ending(kind: str, lines: int) -> Document:
    """``lines`` lines, what the signature is to stay with, and the signature."""
    last: dict[str, Block] = {
        "three lines": Paragraph(runs(LINE * 3)),
        "one line": Paragraph(runs("以上为全年工作情况。")),
        "a heading that runs in": Heading(2, runs("（一）主题句。"), runs(LINE * 2)),
        "a list": List((runs("第一条"), runs("第二条"))),
    }
    filler = [Paragraph(runs(f"第{number}行")) for number in range(lines)]
    signature = Signature((runs(LONG), runs(DATE)))
    return Document(TITLE, (*filler, last[kind], signature))


class Setting:
    """The pages of all documents that are measured, in one style."""

    def __init__(self, name: str, folder: Path) -> None:
        loaded = style_files.load_style(shipped.style_file(name))
        assert loaded.value is not None, loaded.diagnostics
        self.style: Style = loaded.value
        self.name = name
        self._folder = folder / name
        self._folder.mkdir()

    @cached_property
    def documents(self) -> dict[str, Document]:
        documents = {SHORT: sample(SHORT), LONG: sample(LONG), "latin": sample(LONG)}
        documents["example"] = document_of(EXAMPLES["2021"], appendices=())
        for kind in ENDINGS if self.name == STYLES[0] else ENDINGS[:1]:
            for lines in range(22, 44):
                documents[f"{kind} {lines}"] = ending(kind, lines)
        return documents

    @cached_property
    def pages(self) -> dict[str, list[Page]]:
        files = []
        for index, (name, document) in enumerate(self.documents.items()):
            file = self._folder / f"{index}.docx"
            file.write_bytes(WRITERS["docx"](document, self._style_of(name)))
            files.append(file)
        return {name: read(pdf) for name, pdf in zip(self.documents, convert(files), strict=True)}

    def _style_of(self, name: str) -> Style:
        """The style; with another font for letters and digits for the document ``latin``."""
        if name != "latin":
            return self.style
        body = self.style.paragraphs.body.model_copy(update={"latin": "Times New Roman"})
        paragraphs = self.style.paragraphs.model_copy(update={"body": body})
        return self.style.model_copy(update={"paragraphs": paragraphs})

    @property
    def sample(self) -> list[Page]:
        return self.pages[LONG]

    @property
    def character(self) -> float:
        """The advance of a character of the body, in millimetres."""
        size = self.style.paragraphs.body.size
        assert size
        return (size + self.style.grid.character) * MILLIMETRES

    def line(self, start: str, document: str = LONG) -> Line:
        """The line of the sample that begins with ``start``."""
        lines = (line for page in self.pages[document] for line in page.body)
        return next(line for line in lines if line.text.startswith(start))


Answer: TypeAlias = tuple[str, bool]
"""What was measured, and whether that is what is required."""


class Item(NamedTuple):
    """One requirement; ``required`` may differ between the styles."""

    name: str
    clause: str
    required: str | tuple[str, str]
    measure: Callable[[Setting], Answer]


def near(value: float, wanted: float, within: float) -> bool:
    return abs(value - wanted) <= within


def paper(setting: Setting) -> Answer:
    sizes = {(round(page.width), round(page.height)) for page in setting.sample}
    return "; ".join(f"{width} × {height} mm" for width, height in sizes), sizes == {(210, 297)}


def sides(setting: Setting) -> Answer:
    full = [line for page in setting.sample for line in page.body if line.text == _turned(LINE)]
    left, right = min(line.left for line in full), max(line.right for line in full)
    met = near(left, 28, 0.3) and near(right, 184, 0.5)
    return f"{left:.1f} to {right:.1f} mm", met


def _turned(line: str) -> str:
    """A full line of a paragraph whose first line begins two characters in."""
    return line[-2:] + line[:-2]


def height(setting: Setting) -> Answer:
    lines = setting.sample[1].body
    pitch = (lines[-1].baseline - lines[0].baseline) / (len(lines) - 1)
    whole = pitch * len(lines)
    required = 225 if setting.name == STYLES[0] else 22 * 29.45 * MILLIMETRES
    return f"{whole:.1f} mm ({pitch / MILLIMETRES:.2f} pt a line)", near(whole, required, 1)


def ink(setting: Setting) -> Answer:
    top, bottom = setting.sample[1].ink(28, 20, 186, 265)
    answer = f"{top:.1f} and {297 - bottom:.1f} mm"
    if setting.name == STYLES[0]:
        return answer, True  # the margins are those of the page set-up, not of the ink
    return answer, near(top, 37, 1.1) and near(297 - bottom, 35, 1.1)


def lines(setting: Setting) -> Answer:
    """Of a page of nothing but text, and the most of those that end before a heading."""
    full = len(setting.sample[1].body)
    most = max(len(page.body) for page in setting.pages["example"])
    return f"{full}", full == most == 22


def characters(setting: Setting) -> Answer:
    most = max(len(line.text) for page in setting.sample for line in page.body
               if set(line.text) <= set(LINE))  # fmt: skip
    return str(most), most == 28


def title(setting: Setting) -> Answer:
    line = setting.line(TITLE)
    middle = (line.left + line.right) / 2
    (size,), (font,) = line.sizes, line.fonts
    met = font.startswith(BLACK) and size == 22 and near(middle, 106, 0.5)
    return f"{font.split('-V')[0]}, {size:g} pt, middle at {middle:.1f} mm", met


def under_title(setting: Setting) -> Answer:
    """From baseline to baseline, in lines; type of 22 pt stands a little lower in its line."""
    free = _lines_between(setting, setting.line(TITLE), setting.line("中共云溪市")) - 1
    return f"{free:.2f}", near(free, 1, 0.25)


def _lines_between(setting: Setting, above: Line, below: Line) -> float:
    return (below.baseline - above.baseline) / (setting.style.grid.line * MILLIMETRES)


def addressee(setting: Setting) -> Answer:
    left = setting.line("中共云溪市").left - 28
    return f"{left / setting.character:.1f} characters in", near(left, 0, 0.3)


def body(setting: Setting) -> Answer:
    full = setting.line(_turned(LINE))
    (font,), (size,) = full.fonts, full.sizes
    return f"{font.split('-V')[0]}, {size:g} pt", font.startswith(SONG) and size == 16


def indent(setting: Setting) -> Answer:
    first, second = setting.line(LINE[:20]), setting.line(_turned(LINE))
    inside = (first.left - 28) / setting.character, (second.left - 28) / setting.character
    met = near(inside[0], 2, 0.05) and near(inside[1], 0, 0.05)
    return f"{inside[0]:.2f} and {inside[1]:.2f} characters", met


def level(start: str, font: str) -> Callable[[Setting], Answer]:
    """The look of a heading that has its line to itself."""

    def measure(setting: Setting) -> Answer:
        line = setting.line(start)
        inside = (line.left - 28) / setting.character
        met = all(each.startswith(font) for each in line.fonts) and line.sizes == {16.0}
        names = ", ".join(sorted(each.split("-V")[0] for each in line.fonts))
        return f"{names}, {inside:.2f} characters in", met and near(inside, 2, 0.05)

    return measure


def run_in(setting: Setting) -> Answer:
    line = setting.line("（二）第二层接排。")
    lead = [each.text for each in line.characters if each.font.startswith(KAI)]
    rest = [each for each in line.characters if not each.font.startswith(KAI)]
    met = "".join(lead) == "（二）第二层接排。"
    met = met and all(each.font.startswith(SONG) for each in rest)
    return f"“{''.join(lead)}” in {KAI}", met


def number_form(setting: Setting) -> Answer:
    pages = setting.sample
    texts = [page.number.text for page in pages]
    (size,) = {size for page in pages for size in page.number.sizes}
    (font,) = {font for page in pages for font in page.number.fonts}
    met = texts == [f"—{page.index}—" for page in pages]
    return f"{texts[0]}, {font.split('-V')[0]}, {size:g} pt", met and size == 14


def number_height(setting: Setting) -> Answer:
    """From the lower edge of the type area, 262 mm, to the ink of the dash."""
    page = setting.sample[0]
    dash = page.number.characters[0]
    top, _bottom = page.ink(dash.left + 0.3, 264, dash.right - 0.3, 280)
    return f"{top - 262:.1f} mm", near(top - 262, 7, 0.3)


def number_side(setting: Setting) -> Answer:
    unit = 14 * MILLIMETRES
    odd, even = setting.sample[0].number, setting.sample[1].number
    right, left = (184 - odd.right) / unit, (even.left - 28) / unit
    met = near(right, 1, 0.05) and near(left, 1, 0.05)
    return f"odd: {right:.2f} from the right; even: {left:.2f} from the left", met


def signature(name: str) -> Callable[[Setting], Answer]:
    """How many characters the name and the date stand from the right edge and from each other.

    The right edge of the date is where digits of half a character would end: LibreOffice parts Han
    from digits by a quarter of a character even where it is told not to, and the digits of the
    stand-in are wider.
    """

    def measure(setting: Setting) -> Answer:
        pages = setting.pages[name]
        author, date = pages[-1].body[-2:]
        assert (author.text, date.text) == (name, DATE)
        unit = setting.character
        width = full_width_length(DATE)
        free = (184 - date.left) / unit - width, (184 - author.right) / unit
        step = (date.left - author.left) / unit
        longer = width > len(name)
        met = near(step, 2, 0.05) and near(free[0] if longer else free[1], 2, 0.1)
        return f"date {free[0]:.1f}, name {free[1]:.1f}; date {step:.2f} after the name", met

    return measure


def above_signature(setting: Setting) -> Answer:
    *_, text, author, _date = setting.sample[-1].body
    free = _lines_between(setting, text, author) - 1
    return f"{free:.2f}", near(free, 1, 0.02)


def not_alone(setting: Setting) -> Answer:
    """The fewest lines that stand with the signature on its page, over all its places."""
    ends = {name: pages for name, pages in setting.pages.items() if name[-2:].isdigit()}
    fewest = min(len(pages[-1].body) - 2 for pages in ends.values())
    whole = all(
        [line.text for line in pages[-1].body[-2:]] == [LONG, DATE] for pages in ends.values()
    )
    turned = {len(pages) for pages in ends.values()}
    met = fewest >= 1 and whole and len(turned) > 1
    return f"at least {fewest} in {len(ends)} documents", met


def marks(document: str) -> Callable[[Setting], Answer]:
    """The fonts of quotation marks, dashes and ellipses."""

    def measure(setting: Setting) -> Answer:
        found = [each for page in setting.pages[document] for line in page.body
                 for each in line.characters if set(each.text) <= set(MARKS)]  # fmt: skip
        fonts = {each.font for each in found}
        met = set("".join(each.text for each in found)) == set(MARKS)
        met = met and all(font.startswith(SONG) for font in fonts)
        return ", ".join(sorted(font.split("-V")[0] for font in fonts)), met

    return measure


def digits(setting: Setting) -> Answer:
    found = [each for line in setting.sample[-1].body for each in line.characters
             if each.text.isdigit()]  # fmt: skip
    widest = max((each.right - each.left) / setting.character for each in found)
    met = all(each.text.isascii() for each in found) and widest < 0.62
    return f"{widest:.2f} of a character", met


def letters(setting: Setting) -> Answer:
    line = setting.line("ABC", "latin")
    fonts = {each.font for each in line.characters if each.text.isascii()}
    return ", ".join(sorted(fonts)), fonts == {"LiberationSerif"}


def words(setting: Setting) -> Answer:
    """Characters of all documents that are written but not set, or the other way round."""
    lost = 0
    for name, document in setting.documents.items():
        written = "".join(_words(block) for block in document.blocks)
        found = "".join(line.text for page in setting.pages[name] for line in page.body)
        lost += "".join(written.split()) != found.replace("•", "")
    return f"{lost} of {len(setting.documents)} documents", lost == 0


def _words(block: Block) -> str:
    match block:
        case Heading():
            return text_of(block.runs) + text_of(block.run_in)
        case Title() | Paragraph():
            return text_of(block.runs)
        case List():
            return "".join(map(text_of, block.items))
        case Signature():
            return "".join(map(text_of, block.lines))
    raise AssertionError(block)


ITEMS: Final = (
    Item("paper", "5.1", "210 × 297 mm", paper),
    Item("type area, left and right", "5.2.1", "28 to 184 mm", sides),
    Item("type area, height of 22 lines", "5.2.1", ("225 mm", "22 × 29.45 pt = 228.6 mm"), height),
    Item("white above and below the ink", "5.2.1", ("–", "37 ± 1 and 35 ± 1 mm"), ink),
    Item("lines of a page", "5.2.3", "22", lines),
    Item("characters of a line", "5.2.3", "28", characters),
    Item("title", "7.3.1", f"小标宋 ({BLACK}), 22 pt, middle at 106 mm", title),
    Item("empty lines under the title", "7.3.2", "1", under_title),
    Item("addressee", "7.3.2", "flush left", addressee),
    Item("text", "5.2.2", f"仿宋 ({SONG}), 16 pt", body),
    Item("first lines, further lines", "7.3.3", "2 and 0 characters", indent),
    Item("level 一、", "7.3.3", f"黑体 ({HEI}), 2 characters in", level("一、", HEI)),
    Item("level （一）", "7.3.3", f"楷体 ({KAI}), 2 characters in", level("（一）", KAI)),
    Item("level 1.", "7.3.3", f"仿宋 ({SONG}), 2 characters in", level("1.", SONG)),
    Item("level （1）", "7.3.3", f"仿宋 ({SONG}), 2 characters in", level("（1）", SONG)),
    Item("run-in heading", "7.3.3", "楷体 up to its 。 only", run_in),
    Item("page number", "7.5", "—1—, 宋体, 14 pt", number_form),
    Item("page number, below the type area", "7.5", "7 mm", number_height),
    Item("page number, from the edge", "7.5", "1 character", number_side),
    Item("signature shorter than its date", "7.3.5.2", "date 2; date 2 after the name",
         signature(SHORT)),
    Item("signature longer than its date", "7.3.5.2", "name 2; date 2 after the name",
         signature(LONG)),
    Item("empty lines above the signature", "7.3.5.2", "1", above_signature),
    Item("lines on the page of the signature", "7.3.5.5", "at least 1", not_alone),
    Item("quotation marks, dashes", "5.2.2", SONG, marks(LONG)),
    Item("the same beside Times New Roman", "5.2.2", SONG, marks("latin")),
    Item("letters in Times New Roman", "–", "LiberationSerif", letters),
    Item("digits", "GB/T 15835, 5.1.7", "half a character", digits),
    Item("documents with lost characters", "–", "0", words),
)  # fmt: skip


def table(settings: list[Setting]) -> Iterator[str]:
    """The table in Markdown, line by line; what does not meet its requirement is bold."""
    heads = " | ".join(f"measured, {each.name}" for each in settings)
    yield f"| item | clause | required | {heads} |"
    yield "|---" * (3 + len(settings)) + "|"
    for item in ITEMS:
        required = item.required if isinstance(item.required, str) else " / ".join(item.required)
        answers = (item.measure(setting) for setting in settings)
        told = (measured if met else f"**{measured}**" for measured, met in answers)
        yield f"| {item.name} | {item.clause} | {required} | {' | '.join(told)} |"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for line in table([Setting(name, Path(folder)) for name in STYLES]):
            print(line)
