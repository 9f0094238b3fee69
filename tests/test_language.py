"""The catalogs: every message is translated, and none is left of what no longer is said."""

import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from branchreport import language

PACKAGE = Path(language.__file__).parent
FOLDER = language.FOLDER / "zh_CN" / "LC_MESSAGES"
KEYWORDS = {"_": None, "N_": None, "plural": (1, 2)}


def said() -> set[str]:
    """Every message of the source."""
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def catalog() -> Catalog:
    with (FOLDER / "branchreport.po").open("rb") as file:
        return read_po(file)


def identifier(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def is_translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else message.string
    return bool(strings) and all(strings or ()) and not message.fuzzy


def test_every_message_is_translated_and_none_is_stale() -> None:
    known = [message for message in catalog() if message.id]
    translated = {identifier(message) for message in known if is_translated(message)}
    assert said() - translated == set(), "not translated"
    assert translated - said() == set(), "stale"


def test_translations_fill_the_same_places() -> None:
    for message in catalog():
        assert list(message.check()) == [], message.id
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id:
            fields = [
                {name for _, name, _, _ in string.Formatter().parse(text) if name}
                for text in (message.id, message.string)
                if "python-brace-format" in message.flags
            ]
            assert not fields or fields[1] <= fields[0], message.id


def test_the_compiled_catalog_is_current() -> None:
    with (FOLDER / "branchreport.mo").open("rb") as file:
        compiled = read_mo(file)
    known, fresh = (
        {identifier(message): list(message.string or ()) for message in messages if message.id}
        for messages in (compiled, catalog())
    )
    assert known == fresh, "pip install -e . compiles the catalogs"


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "BRANCHREPORT_LANG": "en"}, "en"),
        ({"LANG": "C", "BRANCHREPORT_LANG": "zh"}, "zh"),
    ],
)
def test_the_language_is_what_the_surroundings_ask_for(
    environ: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert language.preferred(environ) == spoken


def test_counts_are_said_as_the_language_has_them() -> None:
    assert language.plural("{number} file", "{number} files", 1) == "1 file"
    assert language.plural("{number} file", "{number} files", 2) == "2 files"
    language.use("zh")
    assert language.plural("{number} file", "{number} files", 2) == "2 个文件"
