"""The parts of a Word file, by the letter of ECMA-376: order, languages, identities, relations."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from branchreport import shipped
from branchreport.document import Document, Paragraph, Run
from branchreport.ledger import MARK
from branchreport.style import Style
from branchreport.writers.docx import marks, write
from branchreport.writers.docx.markup import element, properties
from conftest import EXAMPLES
from making import built_in_style as style
from making import document_of
from samples import EVERY_BLOCK
from word_order import RANKS

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f"{{{RELATIONSHIPS}}}id"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

Parts = dict[str, bytes]


def parts(document: Document, chosen: Style) -> Parts:
    package = zipfile.ZipFile(io.BytesIO(write(document, chosen)))
    assert package.testzip() is None
    assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    names = package.namelist()
    assert len(names) == len(set(names))
    return {name: package.read(name) for name in names}


@pytest.fixture(scope="module", params=shipped.styles())
def every(request: pytest.FixtureRequest) -> Parts:
    """The parts of the document with every block, in each style."""
    return parts(EVERY_BLOCK, style(request.param))


@pytest.fixture(scope="module")
def word() -> Parts:
    return parts(EVERY_BLOCK, style("gbt9704"))


def trees(found: Parts) -> Iterator[tuple[str, ET.Element]]:
    for name, content in found.items():
        if name.endswith((".xml", ".rels")):
            yield name, ET.fromstring(content)


def disorder(found: Parts) -> list[str]:
    """Every element with a child that is unknown to it, or that stands out of order."""
    wrong = []
    for name, tree in trees(found):
        for parent in tree.iter():
            kind, children = local(parent), [local(child) for child in parent]
            space = parent.tag.partition("}")[0].strip("{")
            if space not in (WORD, CHART) or kind not in RANKS:
                continue
            if (kind == "style" and space == CHART) or (kind == "chart" and not children):
                continue
            ranks = [RANKS[kind].get(child, -1) for child in children]
            if -1 in ranks or ranks != sorted(ranks):
                wrong.append(f"{name}: {kind} holds {' '.join(children)}")
    return wrong


def local(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def w(name: str) -> str:
    return f"{{{WORD}}}{name}"


def test_children_stand_in_the_order_of_the_standard(every: Parts) -> None:
    assert disorder(every) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_those_of_the_examples_do(name: str) -> None:
    for chosen in shipped.styles():
        assert disorder(parts(document_of(EXAMPLES[name]), style(chosen))) == []


def test_a_wrong_order_is_found(word: Parts) -> None:
    planted = word | {"word/document.xml": word["word/document.xml"].replace(
        b'<w:tcW ', b'<w:vAlign w:val="center"/><w:tcW ', 1)}  # fmt: skip
    assert disorder(planted) == ["word/document.xml: tcPr holds vAlign tcW vAlign"]


def test_the_writer_sorts_properties() -> None:
    order = ["keepNext", "spacing", "ind", "jc"]
    built = properties("pPr", *(element(name) for name in reversed(order)))
    assert re.findall(r"w:(\w+)/", built) == order


def test_no_font_is_a_themes_and_none_is_left_to_word(every: Parts) -> None:
    for name, tree in trees(every):
        assert "/theme" not in name
        for fonts in tree.iter(w("rFonts")):
            slots = {key.rpartition("}")[2] for key in fonts.attrib}
            assert slots == {"hint", "ascii", "hAnsi", "eastAsia", "cs"}


def test_the_language_is_that_of_the_style(word: Parts) -> None:
    languages = [node.attrib for _, tree in trees(word) for node in tree.iter(w("lang"))]
    assert languages == [{w("val"): "en-US", w("eastAsia"): "zh-CN"}]
    settings = ET.fromstring(word["word/settings.xml"])
    (theme,) = settings.iter(w("themeFontLang"))
    assert theme.attrib == {w("val"): "en-US", w("eastAsia"): "zh-CN"}
    chart = ET.fromstring(word["word/charts/chart1.xml"])
    assert [node.attrib["val"] for node in chart.iter(f"{{{CHART}}}lang")] == ["zh-CN"]


def test_word_opens_it_without_compatibility_mode(every: Parts) -> None:
    settings = ET.fromstring(every["word/settings.xml"])
    said = {node.get(w("name")): node.get(w("val")) for node in settings.iter(w("compatSetting"))}
    assert said["compatibilityMode"] == "15"


def test_word_asks_nothing_when_it_opens_it(every: Parts) -> None:
    """It asks about fields that are marked as out of date, or are to be brought up to date."""
    for _, tree in trees(every):
        assert not list(tree.iter(w("updateFields")))
        assert not [node for node in tree.iter() if w("dirty") in node.attrib]


def test_identities_are_unique(every: Parts) -> None:
    body = ET.fromstring(every["word/document.xml"])
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    drawn = [node.attrib["id"] for _, tree in trees(every) for node in tree.iter(drawing)]
    assert len(drawn) == len(set(drawn)) == 5
    starts = [(node.get(w("id")), node.get(w("name"))) for node in body.iter(w("bookmarkStart"))]
    ends = [node.get(w("id")) for node in body.iter(w("bookmarkEnd"))]
    assert len(starts) == len({identifier for identifier, _ in starts})
    names = {str(name) for _, name in starts}
    assert len(names) == len(starts)
    assert len([name for name in names if name.startswith("_Toc")]) == 4
    assert len([name for name in names if name.startswith(MARK)]) == len(starts) - 4 > 20
    assert set(ends) == {identifier for identifier, _ in starts}
    assert len(ends) == len(starts)
    styles = ET.fromstring(every["word/styles.xml"])
    known = [node.attrib[w("styleId")] for node in styles.iter(w("style"))]
    assert len(known) == len(set(known))


def test_every_style_that_is_named_exists(every: Parts) -> None:
    styles = ET.fromstring(every["word/styles.xml"])
    known = {node.attrib[w("styleId")] for node in styles.iter(w("style"))}
    named = {
        node.attrib[w("val")]
        for _, tree in trees(every)
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
        for node in tree.iter(w(kind))
    }
    assert named <= known


def relations(found: Parts, of: str) -> dict[str, str]:
    """Where the relationships of the part ``of`` lead, by their identities."""
    folder, _, file = of.rpartition("/")
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    if rels not in found:
        return {}
    tree = ET.fromstring(found[rels])
    assert len({node.attrib["Id"] for node in tree}) == len(tree)
    return {
        node.attrib["Id"]: posixpath.normpath(posixpath.join(folder, node.attrib["Target"]))
        for node in tree
    }


def test_every_relationship_leads_to_a_part_and_every_part_is_led_to(every: Parts) -> None:
    reached = {"[Content_Types].xml"} | {name for name in every if name.endswith(".rels")}
    for name in ["", *every]:
        targets = relations(every, name)
        assert set(targets.values()) <= set(every)
        reached |= set(targets.values())
        if name.endswith(".xml"):
            used = {
                value
                for node in ET.fromstring(every[name]).iter()
                for key, value in node.attrib.items()
                if key.startswith(f"{{{RELATIONSHIPS}}}")
            }
            assert used <= set(targets)
            implied = {"Styles", "Settings", "Fonts", "Numbering", "Ledger"}
            named = {key for key in targets if key.removeprefix("rId") not in implied}
            assert named == used or name == marks.ITEM
    assert reached == set(every)


def test_every_part_has_its_content_type(every: Parts) -> None:
    types = ET.fromstring(every["[Content_Types].xml"])
    space = f"{{{PACKAGE}/content-types}}"
    endings = {node.attrib["Extension"] for node in types.iter(f"{space}Default")}
    own = {node.attrib["PartName"].lstrip("/") for node in types.iter(f"{space}Override")}
    assert own <= set(every)
    for name in every:
        ending = name.rpartition(".")[2]
        told = ending != "xml" or name in ("[Content_Types].xml", marks.ITEM)
        assert name in own or (ending in endings and told)


def test_sections_end_where_pages_turn(word: Parts) -> None:
    """Upright, turned for the wide table, upright again: each names its own footers."""
    body = ET.fromstring(word["word/document.xml"])
    sections = list(body.iter(w("sectPr")))
    found = []
    for section in sections:
        size = section.find(w("pgSz"))
        assert size is not None
        kinds = [
            (node.get(w("type")), node.get(RELATION)) for node in section if node.get(RELATION)
        ]
        found.append((size.get(w("orient")), kinds))
    upright = (None, [("default", "rIdOddFooter"), ("even", "rIdEvenFooter")])
    turned = ("landscape", [("default", "rIdOddTurnedFooter"), ("even", "rIdEvenTurnedFooter")])
    assert found == [upright, turned, upright]
    # every section but the last is in a paragraph that says something, so it makes no page
    carriers = [p for p in body.iter(w("p")) if p.find(f"{w('pPr')}/{w('sectPr')}") is not None]
    assert ["".join(node.text or "" for node in p.iter(w("t"))) for p in carriers] == [
        "2021年12月20日", "<&>\"']]>",
    ]  # fmt: skip


def test_nothing_but_a_table_needs_turned_footers() -> None:
    plain = parts(Document("", (Paragraph((Run("一"),)),)), style("gbt9704"))
    assert sorted(name for name in plain if "footer" in name) == [
        "word/footer1.xml", "word/footer2.xml",
    ]  # fmt: skip
