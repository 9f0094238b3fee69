"""The slips in a value: what has to be in quotation marks, and brackets with full-width marks."""

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from branchreport.language import _
from branchreport.loading.draft import Change
from branchreport.loading.reading import BLANKS
from branchreport.loading.slips import SPECIAL, Slip, missing_blank, parts, plain_end
from branchreport.loading.slips import quoted as in_quotation_marks

_BLOCK_MARK: Final = r"[|>](?:[-+][1-9]?|[1-9][-+]?)? *(?:#.*)?$"
_PAIR: Final = (
    r" *(?P<key>[^\s:：,，{}\[\]\"'][^:：,，{}\[\]\"']{0,29}?)"
    rf" *(?P<colon>[:：])(?P<blanks>[ {BLANKS}]*)"
)
_SPECIAL_INSIDE: Final = r"[\[{,] *(?:[^\[\]{}:,]+: +)?(?P<slip>[@`%])[^,\[\]{}]*"
_QUOTED_INSIDE: Final = r"[^\s\W和与及或等的]\w+[^\W和与及或等的]"
"""What stands between a pair of marks inside a text, and not between two quotations."""

_HALF_WIDTH: Final = {"［": "[", "］": "]", "｛": "{", "｝": "}", "【": "[", "】": "]"}
_WIDE_PAIRS: Final = (
    *(("｛", "｝"), ("［", "］"), ("【", "】")),
    *(("｛", "}"), ("［", "]"), ("【", "]")),
)
_COMPARED: Final = r">=? *\d"
_PLAIN_NAMES: Final = r"[\w·“”《》（）、—]+(?:[,，] *[\w·“”《》（）、—]+)*"
"""Names between brackets that need no quotation marks."""

_MARKS_AFTER: Final = r" *(?:[，。；、．,.;]|[\]}])"
_CLOSING: Final = {"[": "]", "{": "}"}
_MOST_BRACES: Final = 5
"""Braces of a line that are looked into; people write two or three."""

_WIDEST: Final = 1000
"""Characters of a line that is looked at for brackets."""


def of_value(line: str, known: Collection[str] | None) -> Slip | None:
    """The slip of the value in ``line``, which YAML cannot read."""
    item, start = parts(line)
    if re.match(_BLOCK_MARK, line[start:]) or line.startswith(("%YAML", "%TAG")):
        return None
    if start == item and line[item : item + 1] in SPECIAL:
        return _special(line, item, key=": " in line)
    if _has_wide_brackets(line[start:]) or _has_wide_brackets(line[item:]):
        return _wide_brackets(line, start if _has_wide_brackets(line[start:]) else item)
    key = line[item:start].rstrip(": ")
    if start > item and line[:item].strip(" ") and not (known is None or key in known):
        return _colon_in_value(line, item, start)
    value = line[start:]
    if value[:1] in ("'", '"'):
        return _after_quotation_mark(line, start)
    if value[:1] in ("[", "{"):
        return _of_brackets(line, start, known)
    if value[:1] in SPECIAL:
        return _special(line, start)
    return _colon_in_value(line, start, start) if start > item else None


def of_start(line: str, start: int) -> Slip:
    """The slip of a text that begins at ``start`` and that YAML takes for something of its own."""
    if start in parts(line):
        quote = line[start : start + 1] == "{"
        return _text_after_brackets(line, start) if quote else _special(line, start)
    end = re.compile(r"[^,\[\]{}]*").match(line, start)
    if not end or line[start] == "{":
        return _text_after_brackets(line, start)._replace(changes=())
    return _special_inside(line, start, end.end())


def without_quotation_marks(text: str) -> tuple[str, str]:
    """What is wrong with ``text``, which YAML took for a list or keys, and what to do."""
    if text[:1] in ("[", "{"):
        message = _("{mark} has a meaning of its own at the beginning of a value")
        return message.format(mark=text[0]), _("put the whole value in quotation marks")
    return (
        _("a colon and a blank inside a text make a key of what is before them"),
        _("put the text in quotation marks, or write a full-width colon in it"),
    )


def closing_quotation_mark(line: str, start: int) -> int:
    """Where the text that is opened at ``start`` is closed in ``line``; -1 where it is not."""
    whole = r"'[^']*(?:''[^']*)*'" if line[start] == "'" else r'"[^"\\]*(?:\\.[^"\\]*)*"'
    match = re.compile(whole).match(line, start)
    return match.end() - 1 if match else -1


def _unquoted(line: str, start: int, mark: int, message: str, help_text: str) -> Slip:
    """The slip of a value that begins at ``start`` and should be in quotation marks."""
    changes = in_quotation_marks(line, start, plain_end(line, start))
    return Slip("BR115", mark, mark + 1, message, help_text, changes)


def _special(line: str, start: int, *, key: bool = False) -> Slip:
    """The slip of a value, or a ``key``, that begins with what YAML keeps for itself."""
    message = _("{mark} has a meaning of its own at the beginning of a value")
    message = message.format(mark=line[start])
    slip = _unquoted(line, start, start, message, _("put the value in quotation marks"))
    if key:
        return slip._replace(changes=in_quotation_marks(line, start, line.index(": ", start)))
    if line[start] in "|>" and not re.match(_COMPARED, line[start:]):
        help_text = _("begin the text on the next line, or put the value in quotation marks")
        return slip._replace(help=help_text, safe=False)
    return slip


def _special_inside(line: str, start: int, end: int) -> Slip:
    """The slip of a value between brackets that begins with what YAML keeps for itself."""
    end = start + len(line[start:end].rstrip(" "))
    return _special(line, start)._replace(changes=in_quotation_marks(line, start, end))


def _colon_in_value(line: str, start: int, value: int) -> Slip | None:
    """The slip of a text that begins at ``start`` and has a colon and a blank after ``value``."""
    text = line[value : plain_end(line, value)]
    colon = text.find(": ")
    if colon < 0 and text.endswith(":"):
        colon = len(text) - 1
    return (
        None
        if colon < 0
        else _unquoted(
            line,
            start,
            value + colon,
            _("a colon and a blank inside a value begin another key"),
            _("put the value in quotation marks, or write a full-width colon in it"),
        )
    )


def _after_quotation_mark(line: str, start: int) -> Slip | None:
    """The slip of a value that goes on after its quotation mark was closed."""
    end = closing_quotation_mark(line, start)
    rest = line[end + 1 :].lstrip(" ")
    if end < 0 or not rest or rest[0] in "#:,]}":
        return None
    slip = _unquoted(
        line,
        start,
        line.index(rest[0], end + 1),
        _("the text goes on after its closing quotation mark"),
        _("write “ ” inside the text, or put all of it in quotation marks"),
    )
    last = plain_end(line, start) - 1
    if line[last] != line[start]:
        return slip
    inner = _inner_quotation_marks(line, start, last)
    return slip._replace(changes=inner) if inner else slip._replace(safe=False)


def _inner_quotation_marks(line: str, start: int, last: int) -> tuple[Change, ...]:
    """The changes that make “ ” of the marks inside the pair at ``start`` and ``last``.

    None where they may be no pairs, or where the outer ones may be none: ``"甲"、"乙"``.
    """
    places = [at for at in range(start + 1, last) if line[at] == line[start]]
    inside = [line[one + 1 : other] for one, other in zip(places[::2], places[1::2], strict=False)]
    doubtful = len(places) % 2 or "\\" in line[start:last]
    if doubtful or not all(re.fullmatch(_QUOTED_INSIDE, text) for text in inside):
        return ()
    return tuple(Change(at, at + 1, "“”"[number % 2]) for number, at in enumerate(places))


class _Brackets(NamedTuple):
    """What stands between a bracket and the one that closes it."""

    end: int
    """Where it is closed, or the end of the line."""
    commas: list[int]
    """Where the commas of its own level are, full-width ones included."""
    closed: bool
    inner: bool
    """Whether there are brackets in it."""


def _brackets(line: str, opening: int) -> _Brackets:
    """The brackets that are opened there; what is in quotation marks is passed over."""
    depth, at, inner = 0, opening, False
    commas: list[int] = []
    while at < len(line):
        character = line[at]
        if character in "\"'" and line[at - 1] in " [{,，:：":
            at = max(at, closing_quotation_mark(line, at))
        elif character in "[{":
            inner = inner or depth > 0
            depth += 1
        elif character in "]}":
            depth -= 1
            if depth == 0:
                return _Brackets(at, commas, closed=True, inner=inner)
        elif character in ",，" and depth == 1:
            commas.append(at)
        at += 1
    return _Brackets(len(line), commas, closed=False, inner=inner)


def _of_brackets(line: str, start: int, known: Collection[str] | None) -> Slip | None:
    """The slip of a value that begins with a bracket."""
    if len(line) > _WIDEST:
        return None
    outer = _brackets(line, start)
    if slip := _wide_among_brackets(line, start, outer):
        return slip
    if outer.closed and (end := plain_end(line, outer.end + 1)) > outer.end + 1:
        return _mark_after_brackets(line, start, outer, end) or _text_after_brackets(line, start)
    braces = [match.start() for match in re.finditer(r"\{", line[start:])]
    for opening in reversed(braces[-_MOST_BRACES:]):
        if slip := of_braces(line, start + opening, known):
            return slip
    if line.startswith("{{", start):
        return _text_after_brackets(line, start)
    if inside := re.search(_SPECIAL_INSIDE, line[start:]):
        return _special_inside(line, start + inside.start("slip"), start + inside.end())
    return None if outer.closed else _not_closed(line, start, inner=outer.inner)


def _mark_after_brackets(line: str, start: int, outer: _Brackets, end: int) -> Slip | None:
    """The slip of marks between the closing bracket of keys, or of a list, and ``end``."""
    rest = line[outer.end + 1 : end]
    keys = line[start] == "{" and re.match(_PAIR, line[start + 1 :])
    if not re.fullmatch(_MARKS_AFTER, rest) or not (keys or (line[start] == "[" and outer.commas)):
        return None
    at = outer.end + 1 + len(rest) - len(rest.lstrip(" "))
    return Slip(
        "BR113" if line[at] > "~" else "BR101",
        at,
        end,
        _("{mark} stands after the closing bracket").format(mark=line[at:end]),
        _("delete what stands after the bracket"),
        (Change(outer.end + 1, end, ""),),
        safe=bool(keys),  # a text may be a list as well, of paragraphs
    )


def _wide_among_brackets(line: str, start: int, outer: _Brackets) -> Slip | None:
    """The slip of full-width brackets without which those of the value do not match."""
    end = plain_end(line, start)
    places = tuple(at for at in range(start, end) if line[at] in "［］｛｝")
    if not places:
        return None
    made = line[:end].translate(str.maketrans("［］｛｝", "[]{}"))
    whole = _brackets(made, start)
    matched = outer.closed and outer.end == end - 1
    if matched or not whole.closed or whole.end != end - 1:
        return None
    return _wide_bracket(line, places[0], places)


def _text_after_brackets(line: str, start: int) -> Slip:
    message = (
        _("a value that begins with {{ is not in quotation marks")
        if line.startswith("{{", start)
        else _("{mark} has a meaning of its own at the beginning of a value").format(
            mark=line[start]
        )
    )
    return _unquoted(line, start, start, message, _("put the whole value in quotation marks"))


def of_braces(line: str, opening: int, known: Collection[str] | None) -> Slip | None:
    """The slip of keys between braces that are parted by full-width marks, or by no blank."""
    if len(line) > _WIDEST:
        return None
    braces = _brackets(line, opening)
    starts = [opening + 1, *(comma + 1 for comma in braces.commas)]
    wide, narrow = [], []
    for start, end in zip(starts, [*braces.commas, braces.end], strict=True):
        match = re.compile(_PAIR).match(line, start, end)
        if match is None:
            continue
        if not (known is None or match["key"] in known):
            continue
        if line[start - 1] == "，":
            wide.append(Change(start - 1, match.start("key"), ", "))
        if match["colon"] == "：":
            wide.append(Change(match.start("colon"), match.end("blanks"), ": "))
        elif not match["blanks"] and match.end() < end:
            narrow.append((match["key"], match.start("colon")))
    if wide:
        return _wide_marks(line, wide)
    return missing_blank(*narrow[0]) if narrow else None


def _wide_marks(line: str, changes: list[Change]) -> Slip:
    first = changes[0].start
    return Slip(
        "BR113",
        first,
        first + 1,
        _("a full-width {mark} stands between brackets").format(mark=line[first]),
        _("write half-width marks, and a blank after each of them"),
        tuple(changes),
    )


def of_names(line: str, start: int, end: int) -> Slip | None:
    """The slip of full-width commas between the names of a list from ``start`` to ``end``.

    A name may have a comma of its own, so only one with a blank behind it is taken for a slip.
    """
    found = [
        (match.start() + start, match.end() + start)
        for match in re.finditer("， +", line[start:end])
    ]
    if not found or not re.fullmatch(_PLAIN_NAMES, line[start + 1 : end - 1]):
        return None
    return Slip(
        "BR113",
        found[0][0],
        found[0][0] + 1,
        _("a full-width comma stands between the items of a list"),
        _("write a half-width comma and a blank between the items"),
        tuple(Change(*place, ", ") for place in found),
    )


def of_wide_names(line: str, start: int, end: int) -> Slip | None:
    """The slip of full-width brackets around a list of names; 【】 alone may belong to a name."""
    inside = line[start + 1 : end - 1]
    if (line[start], line[end - 1]) not in _WIDE_PAIRS or line[start] in inside:
        return None
    if line[start] == "【" and not re.search("[,，]", inside):
        return None
    slip = _wide_bracket(line, start, (start, end - 1) if line[end - 1] != "]" else (start,))
    commas = re.finditer("[,，] *", line[start:end])
    changes = [Change(start + match.start(), start + match.end(), ", ") for match in commas]
    sure = re.fullmatch(_PLAIN_NAMES, inside) and not re.search("，(?! )", inside)
    return slip._replace(changes=(*slip.changes, *changes), safe=bool(sure))


def _has_wide_brackets(value: str) -> bool:
    """Whether ``value`` holds keys between full-width brackets."""
    ends = value[:1], value.rstrip()[-1:]
    return ends in _WIDE_PAIRS and ": " in value


def _wide_brackets(line: str, start: int) -> Slip:
    end = start + len(line[start:].rstrip())
    places = tuple(at for at in (start, end - 1) if line[at] in _HALF_WIDTH)
    slip = _wide_bracket(line, start, places)
    if line[end - 1] == "]" or not re.match(_PAIR, line[start + 1 :]):
        return slip
    put = {start: "{", end - 1: "}"}
    return slip._replace(changes=tuple(one._replace(text=put[one.start]) for one in slip.changes))


def _wide_bracket(line: str, start: int, places: tuple[int, ...]) -> Slip:
    return Slip(
        "BR113",
        start,
        start + 1,
        _("the bracket {mark} is full-width").format(mark=line[start]),
        _("write half-width brackets: [ ] for a list, { } for keys"),
        tuple(Change(at, at + 1, _HALF_WIDTH[line[at]]) for at in places),
    )


def _not_closed(line: str, start: int, *, inner: bool) -> Slip:
    end = plain_end(line, start)
    if _HALF_WIDTH.get(line[end - 1]) == _CLOSING[line[start]] and not inner:
        return _wide_bracket(line, end - 1, (end - 1,))
    return Slip(
        "BR101",
        start,
        start + 1,
        _("the bracket {mark} is not closed in this line").format(mark=line[start]),
        _("close it, or put the value in quotation marks if it is a text"),
        () if inner else (Change(end, end, _CLOSING[line[start]]),),
        safe=False,
    )
