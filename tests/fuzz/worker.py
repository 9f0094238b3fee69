"""Validate and correct every file of a folder; a line of JSON before and after each.

python tests/fuzz/worker.py FOLDER SECONDS
"""

import contextlib
import io
import json
import sys
import time
import traceback
from pathlib import Path

from branchreport import language
from branchreport.cli.checking import check_year
from branchreport.cli.correcting import correct, write
from branchreport.diagnostics import Span
from branchreport.show import FORMS, PEOPLE, Report, lines
from branchreport.show import write as written
from branchreport.show.text import plain

MANY = 100
"""Corrections of a file of which some may be left: there is an end to the rounds of correcting."""


def validated(file: Path, form: str) -> dict[str, object]:
    """What ``branchreport validate`` does with ``file``, without a process for each."""
    checked = check_year(file)
    read, found = checked.loaded.places.lines, checked.diagnostics
    report = Report(found, read, checked.loaded.records, language.spoken(), str(file.parent))
    _output = plain(lines(form, report)) if form in PEOPLE else written(form, report)
    code = 2 if not checked.readable else int(not checked.sound)
    told: dict[str, object] = {"exit": code, "codes": " ".join({one.code for one in found})}
    if checked.loaded.value is None and checked.sound:
        told["failure"] = "unsound: no value, and no error either"
    for one in found:
        known = read.get(one.span.file)
        if known is not None and not is_there(one.span, known):
            told["failure"] = f"misplaced: {one.span} is not in {len(known)} lines"
    return told


def corrected(file: Path) -> str:
    """What is wrong with making the safe corrections, and making them again."""
    _checked, desk = correct([file])
    if not desk.changed:
        return ""
    write(desk)
    left = sum(desk.made.values()) < MANY and correct([file])[1].changed
    return "not all corrections are made" if left else ""


def is_there(span: Span, lines: list[str]) -> bool:
    """Whether ``span`` begins in ``lines``, or right after their end."""
    known = [*lines, ""]
    return span.line <= len(known) and span.column <= len(known[span.line - 1]) + 1


def main(folder: str, limit: str) -> None:
    for number, file in enumerate(sorted(Path(folder).iterdir())):
        print(json.dumps({"file": file.name}), flush=True)
        language.use(language.LANGUAGES[number % 2])
        start, seconds = time.process_time(), 0.0
        told: dict[str, object] = {"exit": -1}
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                told = validated(file, FORMS[number % len(FORMS)])
                seconds = time.process_time() - start
                if fault := corrected(file):
                    told["failure"] = fault
        except BaseException:
            told["failure"] = traceback.format_exc()
        if seconds > float(limit):
            told["failure"] = f"slow: {seconds:.1f} s"
        print(json.dumps({"file": file.name, "seconds": round(seconds, 3), **told}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
