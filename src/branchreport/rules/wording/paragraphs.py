"""Paragraphs: the lines of a text that is checked, and what is found in it without a pattern."""

from collections.abc import Iterable, Iterator


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Every paragraph, with its place."""
    return _parts(text, "\n")


def fields(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of one field after another, with their place."""
    return _parts(text, "\n\n")


def _parts(text: str, separator: str) -> Iterator[tuple[int, str]]:
    start = 0
    for part in text.split(separator):
        yield start, part
        start += len(part) + len(separator)


def first_characters(text: str) -> set[str]:
    """The characters that paragraphs begin with."""
    return {line[:1] for line in text.split("\n")}


def character(text: str, place: int) -> str:
    """The character at ``place``, or a line break where there is none."""
    return text[place] if 0 <= place < len(text) else "\n"


def places(text: str, words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where each of ``words`` stands; a few plain searches cost less than to compile a pattern."""
    for word in words:
        place = text.find(word)
        while place >= 0:
            yield place, word
            place = text.find(word, place + len(word))
