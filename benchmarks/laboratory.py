"""What is measured: programs in an environment of their own, data, and the commands on them."""

import csv
import json
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from processes import Command, run
from years import make_year, write_year

_HERE: Final = Path(__file__).resolve().parent
_PEERS: Final = _HERE / "peers"
_PACKAGES: Final = (
    "check-jsonschema", "yamale", "docxtpl", "python-docx", "pydantic", "pyyaml",
    "deepdiff", "jsondiff", "graphtage", "daff",
)  # fmt: skip

BLOCKS: Final = 70
"""Times 48 records make the large year: 3,360."""

EVENTS: Final = 100
"""Times 30 events make each of the large years that are compared: 3,000."""

BATCHES: Final = (100, 300, 1000)
"""How many documents one process makes; its peak of memory should be the same for all."""

VALIDATE: Final = "branchreport validate"
RENDER: Final = "branchreport render"
BATCH: Final = "branchreport, from records"
DIFF: Final = "branchreport diff"

_OF_ONE_LINE: Final = ("日期", "时间", "类别", "名称", "主题", "地点", "主持人")
"""What of an event a row of a table can hold."""


@dataclass(frozen=True, slots=True)
class Laboratory:
    """A folder with everything that is measured, and ``output`` for what is written."""

    folder: Path

    @property
    def python(self) -> Path:
        """The Python of the environment."""
        return self._program("python")

    @property
    def output(self) -> Path:
        """Where every command writes."""
        return self.folder / "output"

    def install(self) -> None:
        """Make the environment, with the wheel of this checkout and its peers in it."""
        venv.create(self.folder / "venv", with_pip=True)
        run(self.python, "-m", "pip", "install", "--quiet", _HERE.parent, *_PACKAGES)

    def furnish(self) -> None:
        """Write the years, and what the peers are given in their place."""
        for number, folder in enumerate(self._years(max(BATCHES))):
            write_year(folder, number)
        write_year(self._large, 0, BLOCKS)
        _join(self._large, 0, BLOCKS)
        for number, year in enumerate(self._large_pair):
            write_year(year, number, EVENTS)
            _join(year, number, EVENTS)
        for number, year in enumerate(self._years(2)):
            _join(year, number)
        schema = run(self.python, _PEERS / "pydantic_check.py")
        self._schema.write_text(schema, "utf-8")
        self._words.mkdir()
        years = self._years(max(BATCHES))
        run(self.python, _HERE / "documents.py", "json", self._words, *years)
        run(self.python, _PEERS / "templates.py", self._base, self._template)

    def cold(self) -> dict[str, Command]:
        """The commands on one year, each a process of its own."""
        (year,) = self._years(1)
        branchreport = self._program("branchreport")
        return {
            "python -c pass": (self.python, "-c", "pass"),
            "branchreport --version": (branchreport, "--version"),
            **self._validators(year),
            RENDER: (branchreport, "render", year, "-o", self.output / "year.docx"),
            **self._letters(1),
        }

    def large(self) -> dict[str, Command]:
        """The programs that check a year, on the large one."""
        return self._validators(self._large)

    def compared(self) -> dict[str, Command]:
        """The programs that set two years of 48 records side by side."""
        return self._diffs(self._years(2), "deepdiff-unordered", "jsondiff", "graphtage")

    def compared_large(self) -> dict[str, Command]:
        """Those of them that come to an end with 3,000 events a year, within a minute."""
        return self._diffs(self._large_pair, "deepdiff-unordered")

    def batch(self, number: int) -> dict[str, Command]:
        """The programs that make documents, on the first ``number`` years."""
        script = (self.python, _HERE / "documents.py", "docx", self.output)
        return {BATCH: (*script, *self._years(number)), **self._letters(number)}

    def _validators(self, year: Path) -> dict[str, Command]:
        """Every program that checks a year; the peers are given it as one file."""
        file = year.with_suffix(".yaml")
        yamale, check_jsonschema = self._program("yamale"), self._program("check-jsonschema")
        script = (self.python, _PEERS / "pydantic_check.py")
        return {
            VALIDATE: (self._program("branchreport"), "validate", year),
            "yamale": (yamale, "-s", _PEERS / "year.yamale.yaml", file),
            "check-jsonschema": (check_jsonschema, "--schemafile", self._schema, file),
            "Pydantic, PyYAML's CSafeLoader": (*script, "CSafeLoader", file),
            "Pydantic, PyYAML's SafeLoader": (*script, "SafeLoader", file),
        }

    def _diffs(self, pair: Sequence[Path], *trees: str) -> dict[str, Command]:
        """Ours on two folders, and peers on what was joined from each."""
        branchreport = self._program("branchreport")
        script = (self.python, _PEERS / "tree_diff.py")
        whole = [year.with_suffix(".json") for year in pair]
        return {
            DIFF: (branchreport, "diff", *pair),
            f"{DIFF}, docx": (branchreport, "diff", *pair, "-o", self.output / "diff.docx"),
            "daff, the events only": (*script, "daff", *(y.with_suffix(".csv") for y in pair)),
            "deepdiff, by index": (*script, "deepdiff", *whole),
            **{f"{peer}, as JSON": (*script, peer, *whole) for peer in trees},
        }

    def _letters(self, number: int) -> dict[str, Command]:
        """Every peer that makes documents, on the words of the first ``number`` years."""
        words = [self._words / f"{year.name}.json" for year in self._years(number)]
        plain = (self.python, _PEERS / "docx_letters.py")
        filled = (self.python, _PEERS / "docxtpl_letters.py")
        return {
            "python-docx, its own template": (*plain, "-", self.output, *words),
            "python-docx, small template": (*plain, self._base, self.output, *words),
            "docxtpl, small template": (*filled, self._template, self.output, *words),
        }

    def _program(self, name: str) -> Path:
        return self.folder / "venv" / "bin" / name

    def _years(self, number: int) -> list[Path]:
        return [self.folder / "years" / f"{index:04}" for index in range(number)]

    @property
    def _large(self) -> Path:
        return self.folder / "large"

    @property
    def _large_pair(self) -> list[Path]:
        return [self.folder / "compared" / name for name in ("before", "after")]

    @property
    def _schema(self) -> Path:
        return self.folder / "schema.json"

    @property
    def _words(self) -> Path:
        return self.folder / "words"

    @property
    def _base(self) -> Path:
        return self.folder / "base.docx"

    @property
    def _template(self) -> Path:
        return self.folder / "template.docx"


def _join(year: Path, number: int, blocks: int = 1) -> None:
    """Write what peers are given for the folder ``year``: one file of YAML, of JSON, of CSV."""
    whole = "".join(file.read_text("utf-8") for file in sorted(year.glob("*.yaml")))
    year.with_suffix(".yaml").write_text(whole, "utf-8")
    values = make_year(number, blocks)
    text = json.dumps(values, ensure_ascii=False, default=str)
    year.with_suffix(".json").write_text(text, "utf-8")
    with year.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_OF_ONE_LINE)
        table.writerows([event[key] for key in _OF_ONE_LINE] for event in values["活动"])
