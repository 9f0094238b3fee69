"""The slips of the hand behind a text that YAML cannot read, or reads as something else."""

import re
from typing import Any, Final

from branchreport.diagnostics import Diagnostic, Edit, Fix, Severity, Span
from branchreport.language import _

BLANKS: Final = "\u3000\u00a0\u2002\u2003\u2009\u200b\u202f\ufeff"
"""Characters that look like a blank, or like nothing, and are neither to YAML."""

# The patterns are compiled when they are used: a sound file needs none of them.
_WIDEST: Final = 300
"""The characters of a line that are looked at; people's lines are shorter."""

_INDENTATION: Final = rf"(?: *(?=\t)|(?=[{BLANKS}]))([\t{BLANKS}]+) *[^\s#]"
_KEY: Final = rf"^[\s{BLANKS}]*(?:[-－—·] *)?(?P<key>[^\s:：,，\"'#{{}}\[\]]{{1,30}}?)"
_WIDE_COLON: Final = rf"{_KEY}(?P<slip>：)"
_WIDE_BLANK: Final = rf"^ *(?:- *)?(?P<slip>[{BLANKS}]+)|:(?P<after>[{BLANKS}]+)"
_WIDE_DASH: Final = r"^ *(?P<slip>[－—–·•])"
_NO_BLANK: Final = rf"{_KEY}(?P<slip>:)(?=[^\s/\\])"
_SPECIAL: Final = r"(?:^ *(?:- +)?|[:,] +|- +)(?P<slip>[@`%*&!|>\[{\]}])"
_OPEN_BRACKET: Final = r"[:-] +(?P<slip>[\[{])(?!.*[\]}])"
_WIDE_MARK: Final = r"[\[{][^\]}]*(?P<slip>[，：])[^\[{]*[\]}]"
_CLOSED: Final = r"^ *(?:- +)?[^\s:]+: +(?:\{.*\}|\[.*\]) *$"
_AFTER_QUOTE: Final = r"(?:: +|- +)(?P<mark>[\"'])(?:(?!(?P=mark)).)*(?P=mark)(?P<slip>[^\s,:\]}#])"
_NO_BLANK_DASH: Final = r"^ *(?P<slip>-)(?=[^\s-])"
_COLON_IN_VALUE: Final = r"^ *(?:- +)?[^\s:]+: +[^\"'\s].*?(?P<slip>:)(?: |$)"


def indentation(text: str, file: str) -> list[Diagnostic]:
    """Every line that is indented by what is no blank to YAML.

    The two readers of PyYAML take tabs differently, and full-width blanks become part of a key.
    """
    if "\t" not in text and not any(blank in text for blank in BLANKS):
        return []
    findings = []
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.match(_INDENTATION, line):
            place = Span(file, number, match.start(1) + 1, number, match.end(1) + 1)
            tab = "\t" in match[1]
            findings.append(
                Diagnostic(
                    "BR112",
                    Severity.ERROR,
                    _("the line is indented by a tab")
                    if tab
                    else _("the line is indented by a full-width or invisible blank"),
                    place,
                    help=_("indent by blanks, two for each level"),
                    fix=Fix((Edit(place, "  " * len(match[1])),)),
                )
            )
    return findings


def of_syntax(error: Any, text: str, file: str) -> Diagnostic:
    """The finding for a text that PyYAML gave up on.

    PyYAML stops where it can go no further, which is often the line after the slip; so that line,
    the one before, and the one where it began to read are looked at.
    """
    last = error.problem_mark or error.context_mark
    first = error.context_mark or last
    lines = text.splitlines()
    for number in (last.line, last.line - 1, first.line):
        if 0 <= number < len(lines) and (slip := _of_line(lines[number])):
            (start, end), message, help_text = slip
            place = Span(file, number + 1, start + 1, number + 1, end + 1)
            return Diagnostic("BR101", Severity.ERROR, message, place, help=help_text)
    quote = "quoted scalar" in (error.context or "")
    mark = error.context_mark if quote else last
    place = Span(file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    if quote:
        return Diagnostic(
            "BR101",
            Severity.ERROR,
            _("a quotation mark is opened here and never closed"),
            place,
            help=_("close it with the same mark; inside '…' write '' for one '"),
        )
    return Diagnostic(
        "BR101",
        Severity.ERROR,
        _("the file cannot be read any further than this"),
        place,
        help=_("look at the indentation, brackets and marks of this line and of the one before"),
    )


def of_text(value: str) -> str:
    """What to do where a text stands in place of keys or a list; empty if nothing is known."""
    for line in value.split(" ") if "\n" not in value else value.splitlines():
        if slip := _of_line(line):
            return slip[2]
    return ""


def of_key(key: str) -> str:
    """What to do about characters of a key that cannot be told from blanks; empty if none."""
    if any(blank in key for blank in BLANKS):
        return _("delete the full-width or invisible blank in the key; indent by ordinary blanks")
    if "：" in key or "，" in key:
        return _("write half-width marks, and a blank after each of them")
    if re.match(_WIDE_DASH, key):
        return _("begin an item of a list with a half-width - and a blank")
    return ""


def _of_line(line: str) -> tuple[tuple[int, int], str, str] | None:
    """The slip in ``line``: its columns, what is wrong, and what to do."""
    line = line[:_WIDEST]
    if match := re.match(_WIDE_COLON, line):
        return (
            match.span("slip"),
            _("a full-width colon (：) stands after “{key}”").format(key=match["key"]),
            _("write a half-width colon and a blank: “{key}: ”").format(key=match["key"]),
        )
    if match := re.search(_WIDE_BLANK, line):
        return (
            match.span("slip" if match["slip"] else "after"),
            _("a full-width or invisible blank stands here"),
            _("write ordinary blanks"),
        )
    if match := re.match(_WIDE_DASH, line):
        return (
            match.span("slip"),
            _("{mark} does not begin an item of a list").format(mark=match["slip"]),
            _("begin an item of a list with a half-width - and a blank"),
        )
    if match := re.match(_NO_BLANK_DASH, line):
        return (
            match.span("slip"),
            _("no blank stands after the - of a list"),
            _("begin an item of a list with a half-width - and a blank"),
        )
    if match := re.search(_AFTER_QUOTE, line):
        return (
            match.span("slip"),
            _("the text goes on after its closing quotation mark"),
            _("write “ ” inside the text, or put all of it in quotation marks"),
        )
    if match := re.search(_WIDE_MARK, line):
        return (
            match.span("slip"),
            _("a full-width {mark} stands between brackets").format(mark=match["slip"]),
            _("write half-width marks, and a blank after each of them"),
        )
    if re.match(_CLOSED, line):
        return None
    if match := re.search(_OPEN_BRACKET, line):
        return (
            match.span("slip"),
            _("the bracket {mark} is not closed in this line").format(mark=match["slip"]),
            _("close it, or put the value in quotation marks if it is a text"),
        )
    if match := re.search(_SPECIAL, line):
        return (
            match.span("slip"),
            _("{mark} has a meaning of its own at the beginning of a value").format(
                mark=match["slip"]
            ),
            _("put the value in quotation marks"),
        )
    if match := re.match(_COLON_IN_VALUE, line):
        return (
            match.span("slip"),
            _("a colon and a blank inside a value begin another key"),
            _("put the value in quotation marks, or write a full-width colon in it"),
        )
    if match := re.match(_NO_BLANK, line):
        return (
            match.span("slip"),
            _("no blank stands after the colon of “{key}”").format(key=match["key"]),
            _("write a blank after the colon: “{key}: ”").format(key=match["key"]),
        )
    return None
