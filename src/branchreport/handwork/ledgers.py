"""The ledger in a Word file that was merged: that of the new rendering takes its place."""

import copy
from typing import Any, Final

from branchreport.handwork.manuscript import LEDGER, PROPERTY
from branchreport.handwork.package import Package, highest
from branchreport.word_files import WordFile

_CUSTOM: Final = "custom-properties"


def keep(package: Package, rendering: WordFile) -> None:
    """Put the ledger of ``rendering``, and its digest, into ``package``."""
    source = _ledger_part(rendering)
    if source is None:
        return
    part = _ledger_part(package)
    if part is None:
        _add(package, rendering, source)
    else:
        root, new = package.tree(part), rendering.tree(source)
        if "".join(root.itertext()) != "".join(new.itertext()):
            package.replace(part, rendering.parts[source])
    _keep_digest(package, rendering)


def _ledger_part(file: WordFile | Package) -> str | None:
    for relation in file.relations(file.main):
        if relation.kind == "customXml" and _holds(file, relation.target):
            return relation.target
    return None


def _holds(file: WordFile | Package, part: str) -> bool:
    parts = file.parts if isinstance(file, WordFile) else file
    return part in parts and file.tree(part).tag == LEDGER


def _add(package: Package, rendering: WordFile, source: str) -> None:
    """Add the part with the ledger, and what is said of it."""
    part = package.add(source, rendering.parts[source], rendering.content_type(source))
    package.relate(package.main, "customXml", part)
    for each in rendering.relations(source):
        content = rendering.parts[each.target]
        said = package.add(each.target, content, rendering.content_type(each.target))
        package.relate(part, each.kind, said)


def _keep_digest(package: Package, rendering: WordFile) -> None:
    source = next((e.target for e in rendering.relations("") if e.kind == _CUSTOM), None)
    if source is None:
        return
    part = next((each.target for each in package.relations("") if each.kind == _CUSTOM), None)
    if part is None or part not in package:
        added = package.add(source, rendering.parts[source], rendering.content_type(source))
        package.relate("", _CUSTOM, added)
        return
    root, new = package.tree(part), _property(rendering.tree(source))
    old = _property(root)
    if old is None:
        _append(root, new)
    elif "".join(old.itertext()) != "".join(new.itertext()):
        for each in list(old):
            old.remove(each)
        old.extend(copy.deepcopy(each) for each in new)


def _property(root: Any) -> Any:
    return next((each for each in root if each.get("name") == PROPERTY), None)


def _append(root: Any, new: Any) -> None:
    added = copy.deepcopy(new)
    added.set("pid", str(max(highest(each.get("pid") for each in root), 1) + 1))
    root.append(added)
