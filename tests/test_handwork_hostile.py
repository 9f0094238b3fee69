"""Whatever stands where a document is to go, looking at it ends in words, never in a traceback."""

import copy
import io
import json
import random
import struct
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import letterheads
from branchreport.cli.overwriting import Edited, Foreign, Free, look
from branchreport.ledger import Ledger, LedgerError
from branchreport.writers.docx import marks
from branchreport.writers.docx.package import pack, unpack
from conftest import Completed
from handmade import replaced, written
from test_office_files import REFUSED

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "word/document.xml"


def of_another_program() -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("别的程序写的。")
    document.save(buffer)
    return buffer.getvalue()


def body(inside: str) -> Callable[[bytes], bytes]:
    """A document that says ``inside`` in place of all else."""
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'
    return lambda _: xml.encode()


def laughing(text: bytes) -> bytes:
    """A document with entities that grow to gigabytes."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 or "x"}">' for n in range(1, 10))
    start = text.index(b"<w:document")
    doctype = f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]>'.encode()
    return text[:start] + doctype + text[start:].replace(b"<w:t ", b"<w:t>&e9;</w:t><w:t ", 1)


def deep(tag: str, times: int) -> str:
    return f"<w:{tag}>" * times + f"</w:{tag}>" * times


def forged(change: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    """The ledger after ``change``, with the digest as it was."""

    def forge(xml: bytes) -> bytes:
        root = etree.fromstring(xml)
        said = json.loads(root.text or "")
        root.text = json.dumps(change(said))
        return bytes(etree.tostring(root))

    return forge


def without_first(name: str) -> Callable[[bytes], bytes]:
    def change(xml: bytes) -> bytes:
        root = etree.fromstring(xml)
        for each in list(root.iter(f"{{{WORD}}}{name}"))[::2]:
            parent = each.getparent()
            assert parent is not None
            parent.remove(each)
        return bytes(etree.tostring(root))

    return change


def same_numbers(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for name in ("bookmarkStart", "bookmarkEnd"):
        for each in root.iter(f"{{{WORD}}}{name}"):
            each.set(f"{{{WORD}}}id", "1")
    return bytes(etree.tostring(root))


def damaged_zip() -> bytes:
    data = bytearray(written())
    for place in range(2000, 6000):
        data[place] ^= 0x55
    return bytes(data)


DAMAGED = "the file is no Word file, or it is damaged"
HOSTILE: dict[str, tuple[bytes, type]] = {
    **{f"office: {name}": (data, Foreign) for name, (data, _) in REFUSED.items()},
    "empty": (b"", Foreign),
    "another program's": (of_another_program(), Foreign),
    "a damaged zip": (damaged_zip(), Foreign),
    "half of it": (written()[: len(written()) // 2], Foreign),
    "billion laughs": (replaced(written(), DOCUMENT, laughing), Foreign),
    "deep": (replaced(written(), DOCUMENT, body(deep("sdt", 5000))), Foreign),
    "deep tables": (
        replaced(written(), DOCUMENT, body(f"{deep('tbl', 60)}{deep('sdtContent', 200)}")), Edited,
    ),
    "no body": (
        replaced(written(), DOCUMENT, lambda _: f'<w:document xmlns:w="{WORD}"/>'.encode()), Edited,
    ),
    "another root": (replaced(written(), DOCUMENT, lambda _: b"<a/>"), Edited),
    "comments and instructions": (
        replaced(written(), DOCUMENT, lambda xml: xml.replace(b"<w:p>", b"<!--a--><?b c?><w:p>")),
        Free,
    ),
    "symbols that are none": (
        replaced(written(), DOCUMENT, body(
            '<w:p><w:r><w:sym w:char="D800"/><w:sym w:char="zz"/><w:sym w:char="FFFFFFFF"/>'
            "<w:sym/><w:t/></w:r></w:p>")), Edited,
    ),
    "one number for all bookmarks": (replaced(written(), DOCUMENT, same_numbers), Free),
    "every other bookmark without its end": (
        replaced(written(), DOCUMENT, without_first("bookmarkEnd")), Free,
    ),
    "every other bookmark without its beginning": (
        replaced(written(), DOCUMENT, without_first("bookmarkStart")), Free,
    ),
    "a ledger of a newer version": (
        replaced(written(), marks.ITEM, forged(lambda said: {**said, "version": 99})), Foreign,
    ),
    "a ledger that is a list": (replaced(written(), marks.ITEM, forged(lambda _: [])), Foreign),
    "a ledger with numbers": (
        replaced(written(), marks.ITEM, forged(lambda said: {**said, "pieces": [1, 2]})), Foreign,
    ),
    "a ledger of unknown fields": (
        replaced(written(), marks.ITEM,
                 forged(lambda said: {**said, "pieces": [{"name": "a", "evil": "b"}]})), Foreign,
    ),
    "a ledger with half characters": (
        replaced(written(), marks.ITEM, forged(lambda said: {
            **said, "pieces": [{"name": "a", "kind": "b", "text": "\ud800"}]})), Foreign,
    ),
    "a ledger that says nothing": (
        replaced(written(), marks.ITEM, forged(lambda said: {**said, "pieces": []})), Edited,
    ),
    "a ledger with one piece many times": (
        replaced(written(), marks.ITEM,
                 forged(lambda said: {**said, "pieces": said["pieces"][:1] * 3000})), Edited,
    ),
    "a ledger that is cut off": (
        replaced(written(), marks.ITEM, lambda xml: xml[:3000]), Foreign,
    ),
    "properties that are none": (
        replaced(written(), marks.PROPERTIES, lambda _: b"<a><!-- b --><b/></a>"), Free,
    ),
    "properties that are no XML": (replaced(written(), marks.PROPERTIES, lambda _: b"<"), Foreign),
    "a chart that is no XML": (
        replaced(written(), "word/charts/chart1.xml", lambda _: b"<"), Edited,
    ),
    "a chart with indices without end": (
        replaced(written(), "word/charts/chart1.xml",
                 lambda xml: xml.replace(b'idx="1"', b'idx="99999999999999999999"')), Edited,
    ),
}  # fmt: skip


def looked_at(data: bytes, folder: Path) -> object:
    target = folder / "out.docx"
    target.write_bytes(data)
    return look(target, b"something else")


@pytest.mark.parametrize("name", HOSTILE)
def test_what_stands_there_is_told_in_words(
    name: str, tmp_path: Path, check: Callable[..., Completed]
) -> None:
    data, kind = HOSTILE[name]
    found = looked_at(data, tmp_path)
    assert type(found) is kind
    year = tmp_path / "2021.yaml"
    year.write_text("报告: {年度: 2021, 支部: 示例支部, 落款日期: 2021-12-20}\n", "utf-8")
    target = tmp_path / "out.docx"
    done = check("render", year, "-o", target)
    assert done.returncode == {Free: 0, Edited: 1, Foreign: 2}[kind]
    assert (target.read_bytes() == data) == (kind is not Free)
    assert b"Traceback" not in done.stderr
    assert check("render", year, "-o", target, "--force").returncode == 0
    assert len(list(tmp_path.glob("out.bak-*.docx"))) == (kind is not Free)


def test_a_ledger_that_is_none_is_said_to_be_none() -> None:
    for said in ("", "1", "[]", "{}", '{"version": 1}', "[" * 100_000, '{"version": 1e999}'):
        with pytest.raises(LedgerError):
            Ledger.from_json(said)


QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@QUIET
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_bytes_that_are_changed_end_in_no_traceback(seed: int, times: int) -> None:
    chance, data = random.Random(seed), bytearray(written("english"))
    for _ in range(times):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with tempfile.TemporaryDirectory() as folder:
        assert isinstance(looked_at(bytes(data), Path(folder)), Edited | Foreign | Free)


def twisted(xml: bytes, chance: random.Random) -> bytes:
    """``xml`` with an element taken away, doubled, moved, renamed, or told otherwise."""
    root = etree.fromstring(xml)
    for _ in range(chance.randrange(1, 8)):
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        if parent is None:
            continue
        match chance.randrange(5):
            case 0:
                parent.remove(one)
            case 1:
                parent.append(copy.deepcopy(one))
            case 2:
                other.append(copy.deepcopy(one))
            case 3:
                one.tag = other.tag
            case _:
                for key in one.attrib:
                    one.set(key, chance.choice(["", "-1", "1" * 30, "x", "\u4e00"]))
    return bytes(etree.tostring(root))


PARTS = (
    DOCUMENT, marks.ITEM, marks.PROPERTIES, "[Content_Types].xml", "_rels/.rels",
    "word/_rels/document.xml.rels", "word/footer1.xml", "word/charts/chart1.xml",
)  # fmt: skip


@QUIET
@given(st.integers(0, 2**32), st.sampled_from(PARTS))
def test_xml_that_is_changed_ends_in_no_traceback(seed: int, part: str) -> None:
    chance = random.Random(seed)
    data = replaced(written(), part, lambda xml: twisted(xml, chance))
    with tempfile.TemporaryDirectory() as folder:
        assert isinstance(looked_at(data, Path(folder)), Edited | Foreign | Free)


@QUIET
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: (
    st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["version", "pieces", "around", "asked", "name"]), inner)
), max_leaves=30))  # fmt: skip
def test_any_json_is_a_ledger_or_none(said: object) -> None:
    try:
        ledger = Ledger.from_json(json.dumps(said))
    except LedgerError:
        return
    assert Ledger.from_json(ledger.to_json()) == ledger


def test_a_package_with_a_name_twice_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(pack(unpack(written())))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as package:
        package.writestr(DOCUMENT, b"<a/>")
    assert looked_at(buffer.getvalue(), tmp_path) == Foreign(DAMAGED)


def test_a_member_that_claims_to_be_small_is_no_danger(tmp_path: Path) -> None:
    """The sizes in the directory of the package are its own word."""
    data = bytearray(letterheads.plain())
    place = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 1)
    assert isinstance(looked_at(bytes(data), tmp_path), Foreign)
