"""What a document holds besides its words: pictures and charts, each a part of the package."""

from branchreport.document import Chart, Image, Picture, text_of
from branchreport.style import Style
from branchreport.writers.docx import charts, drawings
from branchreport.writers.docx.measures import TWIPS_PER_MILLIMETRE, sheet
from branchreport.writers.docx.package import Part
from branchreport.writers.docx.relations import Relation, relationships

_DENSITY = 96
"""Pixels of an inch at which a picture is shown that is small; more would show them."""

_ROOM = 0.8
"""The most of a page's height that a picture takes, so that its caption stays with it."""


class Media:
    """The pictures and charts of one document, in the order in which they were placed."""

    def __init__(self, style: Style) -> None:
        self.parts: dict[str, Part] = {}
        self.kinds: dict[str, str] = {}
        self.relations: list[Relation] = []
        self._style = style
        self._pictures: dict[bytes, Relation] = {}
        self._drawings = 0
        self._charts = 0

    def picture(self, block: Picture, *, turned: bool) -> str:
        """A paragraph with the picture; one that is shown twice is kept once."""
        image = block.image
        relation = self._pictures.get(image.data) or self._add_picture(image)
        name = relation.target.rpartition("/")[2]
        size = picture_size(image, self._style, turned=turned)
        graphic = drawings.picture(relation.identifier, name, size)
        return self._figure(name, text_of(block.caption), size, graphic, "picture")

    def chart(self, block: Chart, *, turned: bool) -> str:
        """A paragraph with the chart, as wide as the type area."""
        self._charts += 1
        name = f"chart{self._charts}"
        relation = Relation(f"rIdChart{self._charts}", "chart", f"charts/{name}.xml")
        book = Relation(charts.WORKBOOK, "package", f"../embeddings/{name}.xlsx")
        self.relations.append(relation)
        self.parts[f"word/charts/{name}.xml"] = charts.chart_part(block, self._style)
        self.parts[f"word/charts/_rels/{name}.xml.rels"] = relationships([book])
        self.parts[f"word/embeddings/{name}.xlsx"] = charts.workbook(block)
        self.kinds[f"word/charts/{name}.xml"] = "chart"
        size = chart_size(self._style, turned=turned)
        graphic = drawings.chart(relation.identifier)
        return self._figure(name, text_of(block.caption), size, graphic, "chart")

    def _add_picture(self, image: Image) -> Relation:
        number = len(self._pictures) + 1
        target = f"media/image{number}.{image.form}"
        relation = Relation(f"rIdImage{number}", "image", target)
        self._pictures[image.data] = relation
        self.relations.append(relation)
        self.parts[f"word/{target}"] = image.data
        return relation

    def _figure(
        self, name: str, words: str, size: tuple[float, float], graphic: str, kind: str
    ) -> str:
        self._drawings += 1
        return drawings.figure(drawings.inline(self._drawings, name, words, size, graphic, kind))


def chart_size(style: Style, *, turned: bool) -> tuple[float, float]:
    """Width and height in millimetres: as wide as the text, and no more than half as high."""
    page = sheet(style, turned=turned)
    most = page.text_height / TWIPS_PER_MILLIMETRE / 2
    return page.text_width / TWIPS_PER_MILLIMETRE, min(style.chart.height, most)


def picture_size(image: Image, style: Style, *, turned: bool) -> tuple[float, float]:
    """Width and height in millimetres: within those of the style, in the picture's proportions."""
    page = sheet(style, turned=turned)
    width = min(style.picture.width, page.text_width / TWIPS_PER_MILLIMETRE)
    height = min(style.picture.height, page.text_height / TWIPS_PER_MILLIMETRE * _ROOM)
    scale = min(width / image.width, height / image.height, 25.4 / _DENSITY)
    return image.width * scale, image.height * scale
