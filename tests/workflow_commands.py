"""Reads workflow commands as the runner of GitHub Actions does: the receiving end of their escapes.

A line is a command if, after blanks, it begins with ``::`` and has another ``::``. Between the two
stand the name, a blank, and properties with commas between them. Escapes are undone last ``%25``.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Command(NamedTuple):
    """A command that was understood."""

    name: str
    properties: Mapping[str, str]
    data: str


KNOWN = {"error", "warning", "notice", "debug", "group", "add-mask", "set-output", "stop-commands"}


def commands(log: str) -> Iterator[Command]:
    """The commands in the lines of ``log``."""
    for line in log.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if command := newer(line.lstrip()) or older(line):
            yield command


def newer(line: str) -> Command | None:
    """``::name key=value,key=value::data``."""
    info, mark, data = line[2:].partition("::")
    name, _, listed = info.partition(" ")
    if not (line.startswith("::") and mark and name in KNOWN):
        return None
    pairs = (pair.partition("=") for pair in listed.strip().split(",") if pair)
    properties = {key: unescaped(value, ":,") for key, _, value in pairs if key and value}
    return Command(name, properties, unescaped(data))


def older(line: str) -> Command | None:
    """``##[name key=value;key=value]data``, which may stand anywhere in a line."""
    _, mark, rest = line.partition("##[")
    info, end, data = rest.partition("]")
    name, _, listed = info.partition(" ")
    if not (mark and end and name in KNOWN):
        return None
    pairs = (pair.partition("=") for pair in listed.split(";") if pair)
    properties = {key: unescaped(value, ";]") for key, _, value in pairs if key and value}
    return Command(name, properties, unescaped(data, ";]"))


def unescaped(text: str, marks: str = "") -> str:
    for mark in f"\r\n{marks}%":
        text = text.replace(f"%{ord(mark):02X}", mark)
    return text
