"""Pydantic's faults, and our own, have words in both languages, whatever they are about."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic_core import _pydantic_core, core_schema

import branchreport
from branchreport import language
from branchreport.language import _
from branchreport.loading.words import WORDS, words

SOURCE = Path(branchreport.__file__).parent
PYDANTIC: dict[str, dict[str, Any]] = {
    error["type"]: error["example_context"] or {} for error in _pydantic_core.list_all_errors()
}


def own() -> Iterator[tuple[str, list[str]]]:
    """The types of error that our validators raise, with the names of what they tell."""
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="PydanticCustomError"),
                    args=[ast.Constant(value=str() as kind), _message, *context],
                ):
                    names = [key for told in context for key in getattr(told, "keys", ())]
                    yield kind, [ast.literal_eval(name) for name in names]


OWN = dict(own())


def test_every_type_has_words_of_its_own() -> None:
    assert set(get_args(core_schema.ErrorType)) - set(WORDS) == set(), "Pydantic has gained a type"
    assert set(OWN) - set(WORDS) == set()
    made_here = {"empty", "blank"}  # by `faults` itself
    assert set(WORDS) - set(get_args(core_schema.ErrorType)) - set(OWN) - made_here == set()


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("kind", WORDS)
def test_words_are_filled_with_what_the_error_tells(kind: str, spoken: str) -> None:
    language.use(spoken)
    told: dict[str, Any] = dict.fromkeys(OWN.get(kind, []), "told") | PYDANTIC.get(kind, {})
    for text in words(kind):
        said = _(text).format(key="key", value="value", **told)
        assert said
        assert "{" not in said
        if spoken == "zh":
            assert not said.isascii()
        else:
            assert not re.search(r"[\u4e00-\u9fff]", said)


def test_a_type_that_nobody_knows_has_words_too() -> None:
    assert words("no such type") == words("value_error")
