"""What is measured: programs in an environment of their own, data, and the commands on them."""

import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from processes import Command, run
from years import write_year

_HERE: Final = Path(__file__).resolve().parent
_PEERS: Final = _HERE / "peers"
_PACKAGES: Final = ("check-jsonschema", "yamale", "docxtpl", "python-docx", "pydantic", "pyyaml")

BLOCKS: Final = 70
"""Times 48 records make the large year: 3,360."""

BATCHES: Final = (100, 300, 1000)
"""How many documents one process makes; its peak of memory should be the same for all."""

VALIDATE: Final = "branchreport validate"
RENDER: Final = "branchreport render"
BATCH: Final = "branchreport, from records"


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
        for year in (self._large, *self._years(1)):
            files = sorted(year.glob("*.yaml"))
            whole = "".join(file.read_text("utf-8") for file in files)
            year.with_suffix(".yaml").write_text(whole, "utf-8")
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
