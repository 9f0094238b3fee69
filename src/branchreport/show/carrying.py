"""What a Word file says differently from the records, for people and for programs."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final, NamedTuple

from branchreport import __version__
from branchreport.carrying.differences import Difference, Issued, Kind, Origin, Reading, Reason
from branchreport.compare.changes import Piece
from branchreport.compare.wording import pieces
from branchreport.language import _, plural, spoken
from branchreport.show.text import Line, one_line
from branchreport.word_files.words import PICTURE

VERSION: Final = 1
"""Of the form of `as_json`: it grows when a key changes its meaning or goes."""

_FRAME: Final = "blue"
_WHOLE: Final = frozenset({Kind.DELETED, Kind.MOVED, Kind.JOINED, Kind.SPLIT, Kind.STALE})
"""Kinds of differences of which some are of whole pieces."""
_KEPT: Final = 24
"""Characters of what is alike that are shown before and after what differs."""


class _Look(NamedTuple):
    """How what differs is shown: in which colour, and between which marks."""

    look: str
    opening: str
    closing: str

    def marked(self, text: str) -> str:
        return f"{self.opening}{text}{self.closing}"


_LOOKS: Final = {
    "": _Look("", "", ""),
    "deleted": _Look("red", "[-", "-]"),
    "inserted": _Look("green", "{+", "+}"),
}


def lines(reading: Reading, name: str, *, done: bool = False) -> Iterator[Line]:
    """Every difference of the Word file ``name``, and a count; what is clear is ``done`` or not."""
    if reading.origin is Origin.LIKENESS:
        yield from _unledgered(name)
    for each in reading.differences:
        yield from _difference(each, reading, done=done)
        yield []
    yield [("bold", _summary(reading, name, done=done))]
    if done and reading.issued and any(each.reason is None for each in reading.differences):
        yield from _owed(reading.issued)


def _owed(issued: Issued) -> Iterator[Line]:
    said = _("the year was issued on {date}, and its records are others now; {command} is owed")
    told = said.format(date=issued.date, command=issued.restate)
    yield [("bold cyan", _("note")), ("bold", f": {one_line(told)}")]


def _unledgered(name: str) -> Iterator[Line]:
    said = _(
        "{file} does not hold what it said when it was written;"
        " its parts are found by their words, and nothing is carried back"
    )
    yield [("bold cyan", _("note")), ("bold", f": {one_line(said.format(file=name))}")]
    yield []


def _difference(each: Difference, reading: Reading, *, done: bool) -> Iterator[Line]:
    record = each.source.record if each.source else ""
    said = f": {one_line(_named(record))}" if record else ""
    yield [("bold yellow", kind_in_words(each)), ("bold", said)]
    if each.source:
        place = f"{each.source.file}:{each.source.line}:{each.source.column}"
        yield [(_FRAME, " --> "), ("", one_line(place)), *_under(each)]
    elif each.heading:
        yield [(_FRAME, " --> "), *_under(each)]
    yield _trimmed([(_FRAME, "  | "), *_change(each)])
    for note in _notes(each, reading, done=done):
        yield [(_FRAME, "  = "), ("", one_line(note))]


def _trimmed(line: Line) -> Line:
    """``line`` without blanks at its end."""
    *others, (look, text) = line
    return [*others, (look, text.rstrip())]


def _under(each: Difference) -> Line:
    own = each.kind in _WHOLE and each.ours.startswith(each.heading)  # it stands in the piece
    heading = "" if own else _inner(each.heading)
    said = _("under “{heading}”").format(heading=heading) if heading else ""
    return [("", one_line(f"   {said}" if each.source else said))] if said else []


def kind_in_words(each: Difference) -> str:
    """What is different, in the language in use."""
    words = {
        Kind.WORDS: _("other words"),
        Kind.FIGURE: _("another number"),
        Kind.VALUE: _("another value"),
        Kind.TEMPLATE: _("other words of the template"),
        Kind.DELETED: _("deleted"),
        Kind.ADDED: _("added"),
        Kind.MOVED: _("moved"),
        Kind.JOINED: _("joined with what was before it"),
        Kind.SPLIT: _("split in two"),
        Kind.COMMENT: _("a comment"),
        Kind.STALE: _("the records have changed"),
    }
    return words[each.kind]


def _named(record: str) -> str:
    """``record``, as ``section “Reading”``, with inner quotation marks in its name."""
    kind, mark, name = record.partition("“")
    return f"{kind}{mark}{_inner(name.removesuffix('”'))}”" if name.endswith("”") else record


def _inner(text: str) -> str:
    """``text`` as it stands between quotation marks (GB/T 15834-2011, 4.8.3.4)."""
    return text.replace("“", "‘").replace("”", "’")


def _shown(text: str) -> str:
    """``text`` in one line, with a word for what is a picture, or another object."""
    return one_line(text.replace(PICTURE, _("[picture]")))


def _change(each: Difference) -> Line:
    """What the records say and what the file says, in one; what is newer is what was put in."""
    match each.kind:
        case Kind.COMMENT:
            said = _("“{words}” ({author})") if each.author else "“{words}”"
            return [("green", _shown(said.format(words=_inner(each.theirs), author=each.author)))]
        case Kind.MOVED | Kind.JOINED | Kind.SPLIT:
            return [("", _cut(each.theirs))]
        case Kind.DELETED:
            return [("red", f"[-{_cut(each.ours)}-]")]
        case Kind.STALE if not each.ours:
            return [("red", f"[-{_cut(each.theirs)}-]")]
        case Kind.STALE if not each.theirs:
            return [("green", f"{{+{_cut(each.ours)}+}}")]
        case Kind.ADDED:
            return [("green", f"{{+{_cut(each.theirs)}+}}")]
    before, after = each.around
    old, new = each.ours, each.theirs
    if each.kind is Kind.STALE:
        old, new = new, old
    told = [Piece(before), *pieces(old, new), Piece(after)]
    alike = ((edit, "".join(p.text for p in same)) for edit, same in groupby(told, _edit))
    whole = [(edit, text) for edit, text in alike if text]
    last = len(whole) - 1
    return [
        (
            _LOOKS[edit].look,
            _shown(_LOOKS[edit].marked(text if edit else _shortened(text, number, last))),
        )
        for number, (edit, text) in enumerate(whole)
    ]


def _edit(piece: Piece) -> str:
    return piece.edit


def _shortened(text: str, number: int, last: int) -> str:
    """What is alike, the stretch ``number`` up to ``last``, without what is far from changes."""
    before, after = number > 0, number < last  # whether something changes there
    if len(text) <= (2 * _KEPT if before and after else _KEPT - 1):
        return text
    head, tail = text[:_KEPT] if before else "", text[-_KEPT:] if after else ""
    return f"{head}…{tail}"


def _cut(text: str) -> str:
    text = _shown(text).strip()
    return text if len(text) <= 2 * _KEPT else f"{text[: 2 * _KEPT]}…"


def _notes(each: Difference, reading: Reading, *, done: bool) -> Iterator[str]:
    if each.tracked and each.kind is not Kind.COMMENT:
        yield _("changes are tracked here, and read as accepted")
    if each.stale:
        yield _("the records have changed here as well since the file was written")
    if each.kind is Kind.STALE:
        yield _("[-…-] is what the file says, {+…+} what the records say now")
    if each.counted:
        file, line, _column = each.declared
        said = _("the records count {counted}; the value declared at {place} may be changed")
        yield said.format(counted=each.counted, place=f"{file}:{line}")
    if each.reason is not None:
        label = _("left") if done else _("help")
        yield f"{label}: {_why(each, each.reason, reading)}"
    elif done:
        yield _("written into the records")
    else:
        yield _("can be written into the records with --apply")


def _why(each: Difference, reason: Reason, reading: Reading) -> str:
    """Why a difference is left to a person, and what to do."""
    match reason:
        case Reason.COUNTED:
            return _counted(each)
        case Reason.PIECE if each.kind is Kind.ADDED:
            return _("no record says it; add it to the records, or keep it with render --merge")
        case Reason.PIECE:
            return _("whole paragraphs and rows are not carried back; change the records by hand")
        case Reason.CHANGED if each.kind is Kind.STALE:
            return _again(reading)
    words = {
        Reason.TEMPLATE: _("no record says this; change the template, or leave it as it is"),
        Reason.REMARK: _("read it, and change the record where it is right"),
        Reason.SEVERAL: _("the file says it in several places, and not the same; decide which"),
        Reason.CHANGED: _("the records have changed since the file was written; decide which"),
        Reason.UNKNOWN: _("it is not known whether the records have changed since; decide which"),
        Reason.TOLD: _("the template says it in words of its own; change the record by hand"),
        Reason.UNFIT: _(
            "no text of the records can hold it: a picture or text box, a line break, or {{ as of"
            " a quote; keep it with render --merge"
        ),
        Reason.BEYOND: _("the change reaches beyond the words of one field; make it by hand"),
        Reason.FORM: _("records write it in a form of their own; change the record by hand"),
        Reason.EARLIER: _("other records than these say it; correct it there"),
        Reason.EMPTY: _("nothing is left of it; delete it from the records by hand"),
        Reason.CONFLICT: _(
            "a comment of branchreport tells a conflict here; settle it in Word, and delete the"
            " comment"
        ),
        Reason.UNSOUND: _("with it, the records would be wrong or say something else"),
        Reason.READ_ONLY: _("the file of the records may not be written"),
    }
    return words[reason]


def _again(reading: Reading) -> str:
    """How a file comes to say what the records say now, where nobody changed it."""
    if reading.issued and reading.issued.changed:
        said = _("nobody changed it in the file; the year was issued: {command}, then render again")
        if reading.is_edited:
            said = _(
                "nobody changed it here; the year was issued: {command}, then render again with"
                " --merge, which keeps what was changed by hand elsewhere in the file"
            )
        return said.format(command=reading.issued.restate)
    if reading.is_edited:
        return _(
            "nobody changed it here; render again with --merge, which keeps what was changed by"
            " hand elsewhere in the file"
        )
    return _("nobody changed it in the file; render again")


def _counted(each: Difference) -> str:
    if not each.figure:
        return _("it is counted from the records; correct these, not the number")
    if not each.events:
        return _("“{name}” is counted from the records; correct these, not the number").format(
            name=_inner(each.figure)
        )
    events = plural("{number} record", "{number} records", each.events)
    said = _("“{name}” is counted from {records}; correct these, not the number")
    return said.format(name=_inner(each.figure), records=events)


def _summary(reading: Reading, name: str, *, done: bool) -> str:
    """How much differs, and how much of that was carried back, or can be."""
    if reading.is_same:
        return _same(reading).format(file=one_line(name))
    number = plural("{number} difference", "{number} differences", len(reading.differences))
    clear = sum(each.reason is None for each in reading.differences)
    if done:
        said = _("{differences}: {applied} written into the records, {left} left")
        left = len(reading.differences) - clear
        return said.format(differences=number, applied=clear, left=left)
    said = _("{differences}, {clear} of them can be written into the records with --apply")
    return said.format(differences=number, clear=clear)


def _same(reading: Reading) -> str:
    if reading.dressed:
        return _(
            "{file} says what the records say; what else was changed by hand in it, as looks,"
            " pictures or notes, stands only there"
        )
    if reading.rewritten:
        return _(
            "{file} says what the records say; the changes made by hand in it are all in the"
            " records"
        )
    return _("{file} says what the records say")


def as_json(reading: Reading, name: str, *, done: bool = False) -> str:
    """Every difference, as ``schemas/document-diff-output.schema.json`` has it."""
    said = {
        "form": "branchreport-document-differences",
        "version": VERSION,
        "tool": {"name": "branchreport", "version": __version__},
        "language": spoken(),
        "document": name.replace("\\", "/"),
        "ledger": reading.origin is Origin.LEDGER,
        "same": reading.is_same,
        "edited": reading.is_edited,
        "issued": reading.issued and reading.issued.date.isoformat(),
        "differences": [_object(each, done=done) for each in reading.differences],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _object(each: Difference, *, done: bool) -> dict[str, Any]:
    source = each.source
    return {
        "kind": str(each.kind),
        "heading": each.heading,
        "record": source
        and {
            "record": source.record,
            "file": source.file.replace("\\", "/"),
            "line": source.line,
            "column": source.column,
        },
        "records": each.ours,
        "document": each.theirs,
        "before": each.around[0],
        "after": each.around[1],
        "figure": each.figure or None,
        "counted": each.counted or None,
        "author": each.author or None,
        "tracked": each.tracked,
        "stale": each.stale,
        "clear": each.reason is None,
        "reason": None if each.reason is None else str(each.reason),
        "applied": done and each.reason is None,
    }
