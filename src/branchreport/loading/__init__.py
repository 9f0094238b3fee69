"""Files to a year: what can be read is read, and every fault is collected with its place."""

import errno
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeAlias, TypeVar

from pydantic import ValidationError

from branchreport.diagnostics import Diagnostic, Label, Severity, Span, order
from branchreport.language import _, spoken
from branchreport.loading.decoding import decode
from branchreport.loading.naming import keys_of
from branchreport.loading.reading import Said
from branchreport.loading.reading import read as read_text
from branchreport.places import Atlas, MappingPlaces, Places, SequencePlaces
from branchreport.reasons import in_words
from branchreport.records.record import Record
from branchreport.records.year import BranchYear

Model = TypeVar("Model", bound=Record)
Read: TypeAlias = Callable[[Path], bytes]
Complete: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""The plain values of a file, completed by those that it takes from elsewhere."""

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of one file."""


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Model]):
    """What was read: the value if it is whole, its places, and everything there is to say."""

    value: Model | None
    places: Atlas
    diagnostics: tuple[Diagnostic, ...]
    records: int


def bytes_of(path: Path) -> bytes:
    """What stands in the file at ``path``."""
    return path.read_bytes()


def load_year(path: Path, read: Read = bytes_of) -> Loaded[BranchYear]:
    """Read a year from a folder of YAML files, or from one file; ``read`` gives their bytes."""
    files, findings = _files(path)
    return _load(files, findings, BranchYear, read)


def load_file(
    path: Path, model: type[Model], read: Read = bytes_of, complete: Complete = dict
) -> Loaded[Model]:
    """Read one YAML file that holds one ``model``, such as a style; ``read`` gives its bytes.

    What ``complete`` adds has no place in the file, and is to be sound.
    """
    return _load([path], [], model, read, complete)


def _files(path: Path) -> tuple[list[Path], list[Diagnostic]]:
    """The files of the year at ``path``."""
    try:
        if not path.is_dir():
            return [path], []
        files = yaml_files(path)
    except OSError as error:
        return [], [_unreadable(path, error)]
    if files:
        return files, []
    return [], [
        Diagnostic(
            "BR001",
            Severity.ERROR,
            _("the folder holds no .yaml file"),
            Span(str(path)),
            help=_("name the folder of one year, or a file in it"),
        )
    ]


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of ``folder``, sorted by name; hidden ones are an editor's, not the user's.

    Raises:
        OSError: when the folder cannot be read.

    """
    return sorted(
        (
            file
            for file in folder.iterdir()
            if file.suffix.lower() in {".yaml", ".yml"} and not file.name.startswith(".")
        ),
        key=lambda file: file.name,  # paths themselves sort otherwise on Windows
    )


def _load(
    files: list[Path],
    findings: list[Diagnostic],
    model: type[Model],
    read: Read,
    complete: Complete = dict,
) -> Loaded[Model]:
    joined = _Joined(model, read, complete)
    joined.findings += findings
    for file in files:
        joined.read(file)
    value = joined.value()
    return Loaded(
        value,
        joined.places,
        tuple(sorted(joined.findings, key=order)),
        joined.records,
    )


class _Joined:
    """The files of one value, put together: lists of one key in the order of their files."""

    def __init__(self, model: type[Record], read: Read, complete: Complete) -> None:
        self.findings: list[Diagnostic] = []
        self.records = 0
        self.places = Atlas(MappingPlaces((0, 0, 0, 0)), {}, {})
        self._model = model
        self._read = read
        self._completed_by = complete
        self._data: dict[str, Any] = {}
        self._said: dict[str, Said] = {}
        self._complete = True

    def read(self, path: Path) -> None:
        """Take in one file."""
        file = str(path)
        self.places.root.file = self.places.root.file or file
        text, found = self._text(path, file)
        if text is None:
            self.findings += found
            self._complete = False
            return
        self.places.lines[file] = text.splitlines()
        reading = read_text(text, file, found, self._model)
        self.findings += reading.findings.all()
        self.records += reading.records
        self._said[file] = reading.said
        self._complete = self._complete and reading.complete
        if isinstance(reading.value, dict) and isinstance(reading.places, MappingPlaces):
            self._take(reading.value, reading.places, file)
        elif reading.complete:
            self._complete = False
            self.findings.append(_no_records(reading.value, file, keys_of(self._model)))

    def value(self) -> Any:
        """The whole as its model, or None where anything is wrong with it."""
        if not self._data and not (self._complete and self.places.lines):
            return None
        self._data = self._completed_by(self._data)
        try:
            value = self._model.model_validate(self._data)
        except ValidationError as error:
            self._word(error)
            return None
        sound = not any(finding.severity is Severity.ERROR for finding in self.findings)
        return value if sound else None

    def _word(self, error: ValidationError) -> None:
        """Say what is wrong with the values."""
        from branchreport.loading.faults import findings  # only a fault needs it

        faults: Iterable[Any] = error.errors(include_url=False, include_input=False)
        if not self._complete:  # what is missing at the top may stand where the reading stopped
            faults = (fault for fault in faults if (fault["type"], len(fault["loc"])) != _ABSENT)
        found = findings(faults, self._data, self.places, self._model, self._said).all()
        empty = {(fault.span.file, fault.span.line) for fault in found if fault.code == "BR203"}
        self.findings = [  # a value that is missing because of a # is said to be missing
            finding
            for finding in self.findings
            if finding.code != "BR116" or (finding.span.file, finding.span.line) not in empty
        ] + found

    def _text(self, path: Path, file: str) -> tuple[str | None, list[Diagnostic]]:
        try:
            if path.exists() and not path.is_file():
                raise IsADirectoryError(_("it is not a file"))
            if path.stat().st_size > LARGEST:
                return None, [_too_large(file)]
            return decode(self._read(path), file)
        except OSError as error:
            return None, [_unreadable(path, error)]

    def _take(self, value: dict[str, Any], places: MappingPlaces, file: str) -> None:
        """Join the values of a file, under their names, to what was read before."""
        root = self.places.root
        for key, place in places.values.items():
            if key in root.values:
                self._join(key, value.get(key), place, places, file)
            else:
                self._data.update({key: value[key]} if key in value else {})
                root.values[key], root.keys[key] = place, places.keys[key]
                root.written[key] = places.written[key]
                self._remember(key, place, 0, file)

    def _join(self, key: str, value: Any, place: Places, places: MappingPlaces, file: str) -> None:
        """Add a key that another file has, too: lists are joined, anything else is an error."""
        here = self.places.root.values[key]
        before = self._data.get(key)
        if isinstance(here, SequencePlaces) and isinstance(place, SequencePlaces):
            self._remember(key, place, len(here.items), file)
            here.items += place.items
            before.extend(value) if isinstance(before, list) else None
            return
        first = self.places.key((key,))
        line, column, end_line, end_column = places.keys[key]
        self.findings.append(
            Diagnostic(
                "BR202",
                Severity.ERROR,
                _("“{key}” is given in two files").format(key=places.written[key]),
                Span(file, line + 1, column + 1, end_line + 1, end_column + 1),
                labels=(Label(first, _("first given here")),),
                help=_("keep one of the two"),
            )
        )

    def _remember(self, key: str, place: Places, offset: int, file: str) -> None:
        """Note from which file a value, and each item of a list, came."""
        files = self.places.files
        files.setdefault((key,), file)
        if isinstance(place, SequencePlaces):
            for index in range(len(place.items)):
                files[key, offset + index] = file


_ABSENT: Final = ("missing", 1)
"""The type, and the depth, of the fault of a year that lacks a part."""


def _no_records(value: Any, file: str, keys: Iterable[str]) -> Diagnostic:
    chinese = spoken() == "zh"
    named = [key for key in keys if key.isascii() != chinese] or list(keys)
    known = _(", ").join(named)
    return Diagnostic(
        "BR005",
        Severity.ERROR,
        _("the file is empty") if value is None else _("the file holds no keys"),
        Span(file),
        help=_("begin with one of the keys: {keys}").format(keys=known),
    )


def _too_large(file: str) -> Diagnostic:
    return Diagnostic(
        "BR110",
        Severity.ERROR,
        _("the file is larger than {size} MB").format(size=LARGEST // 1024**2),
        Span(file),
        help=_("split it into several files"),
    )


def _unreadable(path: Path, error: OSError) -> Diagnostic:
    match error:
        case FileNotFoundError():
            message, help_text = _("there is no such file or folder"), _("look at the path again")
        case PermissionError():
            message = _("the file may not be read")
            help_text = _("ask for permission to read it, or close the program that holds it")
        case IsADirectoryError():
            message, help_text = _("this is not a file"), _("rename it, or take it out of the year")
        case OSError(errno=errno.ELOOP):
            message = _("the link leads back to itself")
            help_text = _("put the file itself in its place")
        case _:
            message = _("it cannot be read: {reason}").format(reason=in_words(error))
            help_text = _("look at the path again")
    return Diagnostic("BR001", Severity.ERROR, message, Span(str(path)), help=help_text)
