"""What is asked of ``render``; and the part of it that a document keeps, to be made again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PureWindowsPath
from typing import Final

from branchreport.records.choices import Supplement
from branchreport.records.fields import read_line


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of ``render``: the forms, where they go, and what the report is to be like.

    ``forms`` is empty where the name of the output, or else habit, decides. ``template`` and
    ``style`` are names, or paths seen from here; ``issuer`` and ``number`` are those of the red
    head, and ``changes`` are other fields of the report, by their names in `records.year.Report`.
    ``pdf_by`` is the program that makes a PDF, one of `delivering.WAYS`, or empty for the first
    that is there. To ``annotate`` is to write a review copy, whose comments name sources. With
    ``merge`` the file that is there is merged, and ``copies`` of it after that; with ``only_shown``
    nothing is written.
    """

    forms: tuple[str, ...] = ()
    output: Path | None = None
    force: bool = False
    final: bool = False
    digest: bool = False
    template: str | None = None
    style: str | None = None
    issuer: str | None = None
    number: str | None = None
    changes: Mapping[str, object] = field(default_factory=dict)
    pdf_by: str = ""
    annotate: bool = False
    merge: bool = False
    copies: tuple[Path, ...] = ()
    only_shown: bool = False


_SWITCHES: Final = ("contents", "sealed")
_SWITCHED: Final = {"yes": True, "no": False}
_SAID: Final = {switched: word for word, switched in _SWITCHED.items()}


def asked(order: Order) -> dict[str, str]:
    """The wishes of ``order`` that make another document of the same records.

    A path that begins at the root keeps its last name only, as a document tells nothing of the
    machine that it was made on.
    """
    named = {"template": order.template, "style": order.style}
    wishes = {name: _shortened(value) for name, value in named.items() if value is not None}
    head = {"issuer": order.issuer, "number": order.number}
    wishes |= {name: value for name, value in head.items() if value is not None}
    for name, value in order.changes.items():
        match value:
            case bool():
                wishes[name] = _SAID[value]
            case tuple():
                wishes[name] = ",".join(each.value for each in value)
            case str():
                wishes[name] = value
    return wishes


_OPTIONS: Final = {
    "template": "--template",
    "style": "--style",
    "issuer": "--red-head",
    "number": "--number",
    "title_note": "--title-note",
    "appendices": "--appendix",
}
_SWITCHING: Final = {
    ("contents", "yes"): "--contents",
    ("contents", "no"): "--no-contents",
    ("sealed", "yes"): "--sealed",
    ("sealed", "no"): "--unsealed",
}


def options(wishes: Mapping[str, str]) -> str:
    """The options that ask for ``wishes``, as they are typed; what is not known is left out."""
    said: list[str] = []
    for name, value in wishes.items():
        if (name, value) in _SWITCHING:
            said.append(_SWITCHING[name, value])
        elif name in _OPTIONS:
            values = value.split(",") if name == "appendices" else [value]
            said += [f"{_OPTIONS[name]} {_typed(each)}" for each in values]
    return " ".join(said)


def _typed(value: str) -> str:
    return value if value and not any(each.isspace() for each in value) else f'"{value}"'


def recalled(order: Order, kept: Mapping[str, str]) -> Order:
    """``order`` with the wishes that a document ``kept``, but for those that it has itself."""
    own = asked(order)
    before = order_of({name: value for name, value in kept.items() if name not in own})
    wishes = {"template", "style", "issuer", "number"}
    taken = {name: getattr(before, name) for name in wishes if getattr(order, name) is None}
    return replace(order, **taken, changes={**before.changes, **order.changes})


def order_of(asked: Mapping[str, str]) -> Order:
    """The order that ``asked``, kept in a document, was made by.

    A document may come from anywhere: what is not known, or is no line of text, is left out, and no
    template or style is found by a way that leads out of the folders here.
    """
    asked = {name: value for name, value in asked.items() if _is_line(value)}
    changes: dict[str, object] = {}
    for name in _SWITCHES:
        if asked.get(name) in _SWITCHED:
            changes[name] = _SWITCHED[asked[name]]
    if "title_note" in asked:
        changes["title_note"] = asked["title_note"]
    known = {each.value: each for each in Supplement}
    if named := [known[name] for name in asked.get("appendices", "").split(",") if name in known]:
        changes["appendices"] = tuple(named)
    return Order(
        template=_near(asked.get("template")),
        style=_near(asked.get("style")),
        issuer=asked.get("issuer"),
        number=asked.get("number"),
        changes=changes,
    )


def _is_line(value: str) -> bool:
    try:
        return read_line(value) == value
    except ValueError:
        return False


def _near(named: str | None) -> str | None:
    """``named``, or its last name where it leads out of the folders here."""
    if named is None:
        return None
    way = PureWindowsPath(named)  # which knows the marks of every system
    return way.name if way.anchor or ".." in way.parts else named


def _shortened(named: str) -> str:
    return Path(named).name if Path(named).is_absolute() else named
