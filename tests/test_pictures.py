"""Pictures: what a document takes of a photograph, and what is no picture at all."""

import io
import os
import warnings
from pathlib import Path

import pytest
from PIL import Image as pillow  # noqa: N813  # the module has the name of its class
from PIL import ImageCms
from PIL.PngImagePlugin import PngInfo

from branchreport.document import Image
from branchreport.pictures import (
    NotAPictureError,
    check,
    files_of,
    is_picture,
    photographs,
    picture,
    read,
)

ORIENTATION, PLACE = 0x0112, 0x8825


def made(
    form: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object
) -> bytes:
    written = io.BytesIO()
    pillow.new(mode, size).save(written, form, **options)
    return written.getvalue()


def told_in_png(text: str) -> PngInfo:
    info = PngInfo()
    info.add_text("Place", text)
    return info


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "jpeg"), ("PNG", "png")])
def test_what_needs_no_change_is_kept(form: str, kind: str) -> None:
    data = made(form)
    assert read(data) == Image(data, kind, 40, 30)  # type: ignore[arg-type]  # one of the two


@pytest.mark.parametrize(
    ("data", "form", "size"),
    [
        (made("GIF"), "jpeg", (40, 30)),
        (made("BMP"), "jpeg", (40, 30)),
        (made("TIFF"), "jpeg", (40, 30)),
        (made("WEBP"), "jpeg", (40, 30)),
        (made("JPEG", mode="CMYK"), "jpeg", (40, 30)),
        (made("WEBP", mode="RGBA"), "png", (40, 30)),
        (made("JPEG", (3600, 2400)), "jpeg", (1800, 1200)),
        (made("PNG", (20, 3600), "RGBA"), "png", (10, 1800)),
    ],
)
def test_other_forms_and_large_ones_are_made_anew(
    data: bytes, form: str, size: tuple[int, int]
) -> None:
    found = read(data)
    assert (found.form, found.width, found.height) == (form, *size)
    with pillow.open(io.BytesIO(found.data)) as opened:
        assert (opened.format, opened.size) == (form.upper(), size)


def test_a_camera_held_upright_gives_an_upright_picture() -> None:
    told = pillow.Exif()
    told[ORIENTATION] = 6  # the first row of pixels is the right side
    found = read(made("JPEG", exif=told))
    assert (found.width, found.height) == (30, 40)


def test_what_a_camera_tells_beside_the_picture_goes() -> None:
    told = pillow.Exif()
    told[PLACE] = {1: "N", 2: (30.0, 15.0, 0.0)}
    data = made("JPEG", exif=told)
    assert b"Exif" in data
    assert b"Exif" not in read(data).data


@pytest.mark.parametrize(
    "data",
    [
        made("JPEG", comment=b"Harbour Street 5"),
        made("JPEG") + b"Harbour Street 5",
        made("JPEG")[:2] + b"\xff\xed\x00\x1cPhotoshop 3.0\x00Harbour St" + made("JPEG")[2:],
        made("JPEG", xmp=b"<x>Harbour Street 5</x>"),
        made("PNG", pnginfo=told_in_png("Harbour Street 5")),
        made("PNG") + b"Harbour Street 5",
    ],
    ids=["comment", "after a JPEG", "IPTC", "XMP", "text", "after a PNG"],
)
def test_what_others_tell_beside_it_goes_as_well(data: bytes) -> None:
    assert b"Harbour" in data
    assert b"Harbour" not in read(data).data


def test_colours_and_greys_stay_what_they_are() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    told = read(made("JPEG", (3600, 30), icc_profile=profile))
    with pillow.open(io.BytesIO(told.data)) as opened:
        assert opened.info["icc_profile"] == profile
    grey = io.BytesIO()
    pillow.new("I;16", (40, 30), 40000).save(grey, "TIFF")
    with pillow.open(io.BytesIO(read(grey.getvalue()).data)) as opened:
        assert opened.getpixel((20, 15)) == pytest.approx(40000 // 256, abs=2)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert read(made("BMP")) == read(made("BMP"))


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", made("JPEG", (400, 300))[:500], made("PNG", (400, 300))[:60],
     made("PNG", (12_000, 12_000), "1")],
    ids=["empty", "text", "half a JPEG", "half a PNG", "144 million pixels"],
)  # fmt: skip
def test_what_cannot_be_shown_is_no_picture(data: bytes) -> None:
    for look in read, check:
        with warnings.catch_warnings(action="error"), pytest.raises(NotAPictureError):
            look(data)


def test_a_file_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(made("PNG"))
    first = picture(file)
    file.unlink()
    assert picture(file) is first


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.JPG", True), ("照片\\b.png", True), ("c.heic", True), ("d.docx", False), ("jpg", False)],
)
def test_endings_tell_pictures(name: str, expected: bool) -> None:
    assert is_picture(name) is expected


def test_a_folder_of_evidence_stands_for_the_pictures_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "march"
    folder.mkdir()
    for name in ("b.jpg", "a.PNG", "list.docx", ".hidden.jpg"):
        (folder / name).write_bytes(b"1")
    assert files_of(tmp_path, "march") == ["march/a.PNG", "march/b.jpg"]
    assert files_of(tmp_path, "march\\b.jpg") == ["march/b.jpg"]
    assert files_of(tmp_path, "march/list.docx") == []
    assert files_of(tmp_path, "nothing\0") == []


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["march", "march/a.png"], [("march/a.png", "march"), ("march/b.jpg", "march")]),
        (["march/b.jpg", ".\\march"],
         [("march/b.jpg", "march/b.jpg"), ("march/a.png", ".\\march")]),
        (["https://example.org/a.jpg", "missing.jpg", "empty.jpg", "a\0.jpg"], []),
        (["../junk.jpg", "march/../../junk.jpg", "C:\\a.jpg", "..", "/"], []),
        (["album.jpg"], [("album.jpg/c.jpg", "album.jpg")]),
    ],
    ids=["folder first", "file first", "not there", "elsewhere", "folder called as a picture"],
)  # fmt: skip
def test_the_photographs_are_what_is_there_each_once(
    tmp_path: Path, names: list[str], shown: list[tuple[str, str]]
) -> None:
    year = tmp_path / "year"
    for name in ("year/march/a.png", "year/march/b.jpg", "year/album.jpg/c.jpg", "junk.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"1")
    (year / "empty.jpg").touch()
    assert photographs(year, names) == [(year.resolve() / file, name) for file, name in shown]


def test_a_link_to_a_photograph_elsewhere_is_none(tmp_path: Path) -> None:
    (tmp_path / "year" / "march").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(b"1")
    (tmp_path / "year" / "kept").write_bytes(b"1")
    try:
        (tmp_path / "year" / "march" / "out.jpg").symlink_to(tmp_path / "secret.jpg")
        (tmp_path / "year" / "march" / "within.jpg").symlink_to(tmp_path / "year" / "kept")
    except OSError:
        pytest.skip("no links here")
    shown = [((tmp_path / "year" / "kept").resolve(), "march")]
    assert photographs(tmp_path / "year", ["march"]) == shown


@pytest.mark.skipif(os.name == "nt", reason="no such folder there")
def test_an_address_is_no_photograph_whatever_lies_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "https:" / "example.org").mkdir(parents=True)
    (tmp_path / "https:" / "example.org" / "a.jpg").write_bytes(b"1")
    assert photographs(tmp_path, ["https://example.org/a.jpg", "https://example.org"]) == []
