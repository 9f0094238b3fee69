"""A document as JSON: every block and run with its source, and what each figure rests on."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final, assert_never, cast

from branchreport import __version__
from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Figure,
    Heading,
    Image,
    List,
    Paragraph,
    Picture,
    RedHead,
    Run,
    Runs,
    Signature,
    Source,
    Table,
    Title,
)
from branchreport.style import Style
from branchreport.writers.characters import fit
from branchreport.writers.places import Places

VERSION: Final = 1
"""Of the form: it grows when a key changes its meaning or goes."""


def write(document: Document, style: Style) -> bytes:
    """``document`` as ``schemas/document-output.schema.json`` has it; it has no looks."""
    whole = {
        "form": "branchreport-document",
        "version": VERSION,
        "tool": {"name": "branchreport", "version": __version__},
        "title": fit(document.title),
        "language": document.language,
        "author": fit(document.author),
        "date": document.date.isoformat() if document.date else None,
        "blocks": [_block(block) for block in document.blocks],
        "figures": {fit(key): _figure(figure) for key, figure in document.figures.items()},
    }
    sources = list(_sources_in(whole))
    places = Places(each["file"] for each in sources)
    for each in sources:
        each["file"] = fit(places.file(each["file"]))
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _sources_in(said: object) -> Iterator[dict[str, Any]]:
    """Every source that is told in ``said``."""
    match said:
        case {"file": _, "line": _}:
            yield cast("dict[str, Any]", said)
        case dict():
            for value in said.values():
                yield from _sources_in(value)
        case list():
            for value in said:
                yield from _sources_in(value)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case RedHead():
            number, signer = _runs(block.number), _runs(block.signer)
            issuer = _runs(block.issuer)
            return {"kind": "red-head", "issuer": issuer, "number": number, "signer": signer}
        case Title():
            return {"kind": "title", "runs": _runs(block.runs)}
        case Contents():
            return {"kind": "contents", "label": _runs(block.label)}
        case Heading():
            runs, run_in = _runs(block.runs), _runs(block.run_in)
            return {"kind": "heading", "level": block.level, "runs": runs, "run_in": run_in}
        case Paragraph():
            return {"kind": "paragraph", "role": block.role, "runs": _runs(block.runs)}
        case List():
            items = [_runs(item) for item in block.items]
            return {"kind": "list", "ordered": block.ordered, "items": items}
        case Table():
            return {"kind": "table", **_table(block)}
        case Chart():
            told = {"caption": _runs(block.caption), "grouped": block.grouped}
            return {"kind": "chart", **told, "table": _table(block.table)}
        case Picture():
            return {
                "kind": "picture",
                "image": _image(block.image),
                "caption": _runs(block.caption),
            }
        case Attachments():
            items = [_runs(item) for item in block.items]
            return {"kind": "attachments", "label": _runs(block.label), "items": items}
        case Signature():
            lines = [_runs(line) for line in block.lines]
            return {"kind": "signature", "sealed": block.sealed, "lines": lines}
        case Appendix():
            inner = [_block(each) for each in block.blocks]
            return {"kind": "appendix", "label": _runs(block.label), "blocks": inner}
        case _:
            assert_never(block)


def _table(table: Table) -> dict[str, Any]:
    return {
        "alignment": list(table.alignment),
        "header": [_runs(cell) for cell in table.header],
        "rows": [[_runs(cell) for cell in row] for row in table.rows],
    }


def _image(image: Image) -> dict[str, Any]:
    """What a picture is known by; its bytes are in the evidence."""
    return {
        "form": image.form,
        "width": image.width,
        "height": image.height,
        "size": len(image.data),
        "sha256": hashlib.sha256(image.data).hexdigest(),
    }


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [_run(run) for run in runs]


def _run(run: Run) -> dict[str, Any]:
    return {
        "text": fit(run.text),
        "source": _said(run.source) if run.source else None,
        "strong": run.strong,
        "gap": run.gap,
        "edit": run.edit or None,
    }


def _said(source: Source) -> dict[str, Any]:
    return {**_source(source), "figure": fit(source.figure) or None}


def _source(source: Source) -> dict[str, Any]:
    return {
        "record": fit(source.record),
        "file": source.file,
        "line": source.line,
        "column": source.column,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {**_term(figure), "terms": [_term(term) for term in figure.terms]}


def _term(figure: Figure) -> dict[str, Any]:
    amounts = figure.amounts or (None,) * len(figure.records)
    return {
        "name": fit(figure.name),
        "said": fit(figure.said),
        "rule": fit(figure.rule),
        "declared": _source(figure.declared) if figure.declared else None,
        "records": [
            {**_source(record), "amount": amount}
            for record, amount in zip(figure.records, amounts, strict=True)
        ],
    }
