"""Validate every file of a folder, and say of each how it went: a line of JSON before and after.

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
from branchreport.cli.console import show
from branchreport.diagnostics import Span
from branchreport.show.text import full, summary


def validated(file: Path) -> dict[str, object]:
    """What ``branchreport validate`` does with ``file``, without a process for each."""
    checked = check_year(file)
    lines = checked.loaded.places.lines
    out = io.StringIO()
    found = checked.diagnostics
    show([*full(found, lines), summary(len(lines), checked.loaded.records, found)], out)
    code = 2 if not checked.readable else int(not checked.sound)
    told: dict[str, object] = {"exit": code, "codes": " ".join({one.code for one in found})}
    if checked.loaded.value is None and checked.sound:
        told["failure"] = "unsound: no value, and no error either"
    for one in found:
        known = lines.get(one.span.file)
        if known is not None and not is_there(one.span, known):
            told["failure"] = f"misplaced: {one.span} is not in {len(known)} lines"
    return told


def is_there(span: Span, lines: list[str]) -> bool:
    """Whether ``span`` begins in ``lines``, or right after their end."""
    known = [*lines, ""]
    return span.line <= len(known) and span.column <= len(known[span.line - 1]) + 1


def main(folder: str, limit: str) -> None:
    for number, file in enumerate(sorted(Path(folder).iterdir())):
        print(json.dumps({"file": file.name}), flush=True)
        language.use(language.LANGUAGES[number % 2])
        start = time.process_time()
        told: dict[str, object] = {"exit": -1}
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                told = validated(file)
        except BaseException:
            told["failure"] = traceback.format_exc()
        seconds = time.process_time() - start
        if seconds > float(limit):
            told["failure"] = f"slow: {seconds:.1f} s"
        print(json.dumps({"file": file.name, "seconds": round(seconds, 3), **told}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
