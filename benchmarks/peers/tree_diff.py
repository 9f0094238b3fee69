"""Two years as trees of plain values, compared by a peer that does not know what a year is.

``tree_diff.py PEER OLD NEW`` prints what the library or the command ``PEER`` says of two files, in
YAML or in JSON. It ends with 0 whether they differ or not.
"""

import json
import sys
from pathlib import Path
from typing import Any


def main(peer: str, old: Path, new: Path) -> None:
    """Print what ``peer`` finds."""
    match peer:
        case "deepdiff":
            from deepdiff import DeepDiff  # type: ignore[import-not-found,unused-ignore]  # a peer

            print(DeepDiff(_loaded(old), _loaded(new)).pretty())
        case "deepdiff-unordered":
            from deepdiff import DeepDiff

            print(DeepDiff(_loaded(old), _loaded(new), ignore_order=True).pretty())
        case "jsondiff":
            import jsondiff  # type: ignore[import-not-found,unused-ignore]  # a peer

            print(jsondiff.diff(_loaded(old), _loaded(new), syntax="symmetric"))
        case "graphtage":
            from graphtage.__main__ import (  # type: ignore[import-not-found,unused-ignore]  # a peer
                main as graphtage,
            )

            graphtage(["graphtage", "--no-status", str(old), str(new)])
        case "daff":
            from daff import Coopy  # type: ignore[import-not-found,unused-ignore]  # a peer

            sys.argv = ["daff", "--id", "日期", "--id", "类别", str(old), str(new)]
            Coopy.main()


def _loaded(file: Path) -> Any:
    if file.suffix == ".json":
        return json.loads(file.read_text("utf-8"))
    import yaml

    with file.open("rb") as stream:
        return yaml.load(stream, yaml.CSafeLoader)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
