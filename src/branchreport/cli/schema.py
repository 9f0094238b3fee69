"""``branchreport schema``: what editors check and complete the files of a year by."""

import json
from pathlib import Path

from branchreport.cli.console import complain, emit
from branchreport.cli.saving import misnamed, reason, save
from branchreport.language import spoken, use
from branchreport.schema import build

FORM = "json"


def schema(lang: str | None = None, *, output: Path | None = None) -> int:
    """Print the JSON Schema for the keys of ``lang``, else of the language in use, or write it.

    0 done; 2 where it cannot be written. A file that is there already is replaced: nobody works
    on a schema by hand.
    """
    if output and (fault := misnamed(output, FORM)):
        complain(*fault)
        return 2
    text = schema_text(lang or spoken())
    if output is None:
        emit(text)
        return 0
    try:
        save(output, text.encode())
    except OSError as error:
        complain(*reason(output, error))
        return 2
    print(output)
    return 0


def schema_text(lang: str) -> str:
    """The schema for the keys of ``lang``, as its file has it."""
    before = spoken()
    use(lang)
    try:
        return json.dumps(build(), ensure_ascii=False, indent=2) + "\n"
    finally:
        use(before)
