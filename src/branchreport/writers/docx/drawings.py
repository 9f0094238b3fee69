"""Pictures and charts in a line of text: DrawingML (ECMA-376-1, 20.4), in which both stand."""

from html import escape
from typing import Final

from branchreport.writers.docx.markup import RELATIONSHIPS, element, properties
from branchreport.writers.docx.styles import FIGURE

EMU_PER_MILLIMETRE: Final = 36_000
"""English metric units, in which DrawingML measures (ECMA-376-1, 20.1.2.1)."""

DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
"""What the namespaces of DrawingML begin with."""


def figure(drawing: str) -> str:
    """A paragraph that holds ``drawing``; the caption under it stays on its page."""
    named = properties("pPr", element("pStyle", val=FIGURE))
    return element("p", named, element("r", element("drawing", drawing)))


def inline(
    identifier: int, name: str, words: str, size: tuple[float, float], graphic: str, kind: str
) -> str:
    """``graphic`` of ``size`` in millimetres; ``words`` are read out in its place."""
    width, height = (round(length * EMU_PER_MILLIMETRE) for length in size)
    return (
        f'<wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{identifier}" name="{escape(name)}" descr="{escape(words)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{DRAWING}/main">'
        f'<a:graphicData uri="{DRAWING}/{kind}">{graphic}</a:graphicData></a:graphic></wp:inline>'
    )


def picture(relation: str, name: str, size: tuple[float, float]) -> str:
    """A picture of ``size`` in millimetres, whose bytes ``relation`` leads to."""
    width, height = (round(length * EMU_PER_MILLIMETRE) for length in size)
    return (
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="{escape(name)}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{RELATIONSHIPS}" r:embed="{relation}"/>'
        f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )


def chart(relation: str) -> str:
    """The chart that ``relation`` leads to."""
    return f'<c:chart xmlns:c="{DRAWING}/chart" xmlns:r="{RELATIONSHIPS}" r:id="{relation}"/>'
