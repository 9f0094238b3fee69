"""What people draw into a paragraph with an office program, in the markup that it writes."""

from typing import Any, Final

from lxml import etree

_NAMES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
_DECLARED: Final = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())


def markup(written: str) -> Any:
    """``written`` as an element."""
    return etree.fromstring(f"<x {_DECLARED}>{written}</x>")[0]


def _box(words: str) -> str:
    return f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"


def vml_box(words: str) -> str:
    """A run with a text box as older programs write it."""
    return (
        '<w:r><w:pict><v:shape id="s1" type="#_x0000_t202" style="width:160pt;height:40pt">'
        f"<v:textbox>{_box(words)}</v:textbox></v:shape></w:pict></w:r>"
    )


def shape(inside: str = "", fallback: str = "<w:pict/>") -> str:
    """A run with a rectangle as Word 2010 and later write it."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
        'relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column">'
        "<wp:posOffset>100000</wp:posOffset></wp:positionH>"
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>100000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="2000000" cy="500000"/><wp:wrapNone/>'
        '<wp:docPr id="901" name="文本框 1"/><wp:cNvGraphicFramePr/><a:graphic>'
        f'<a:graphicData uri="{_NAMES["wps"]}"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="500000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"{inside}<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def text_box(words: str) -> str:
    """A run with a text box, and again for older programs."""
    older = vml_box(words).removeprefix("<w:r>").removesuffix("</w:r>")
    return shape(f"<wps:txbx>{_box(words)}</wps:txbx>", older)


def equation(words: str) -> str:
    """An equation, which stands beside runs."""
    return f"<m:oMath><m:r><m:t>{words}</m:t></m:r></m:oMath>"


OBJECT: Final = '<w:r><w:object><v:shape id="o1" style="width:50pt;height:50pt"/></w:object></w:r>'
"""A run with something embedded."""

DRAWN: Final = {
    "text box": text_box("同意印发"),
    "older text box": vml_box("同意印发"),
    "shape": shape(),
    "equation": equation("a=98%"),
    "object": OBJECT,
}
