"""A JSON Schema of a file of records, for editors: what they check, explain and offer by.

Made from the models of `branchreport.records`, in the keys and words of the language in use. It
is one of draft-07, with the keywords that yaml-language-server adds to it. It accepts every file
that ``validate`` has nothing to say about, if its keys are all of that language.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Final, get_args, get_origin

from pydantic.fields import FieldInfo

from branchreport.language import _, spoken
from branchreport.records.choices import Choice
from branchreport.records.fields import Code
from branchreport.records.record import Record
from branchreport.records.year import BranchYear, Count, Derivation, Report
from branchreport.schema.shapes import SHAPES, Shape, choice, or_nothing
from branchreport.schema.snippets import entry_of, snippets_of

DRAFT: Final = "http://json-schema.org/draft-07/schema#"

_EITHER: Final = {
    Report: (("year",), ("from", "to")),
    Count: (("value",), ("from",)),
    Derivation: (("kind",), ("theme",), ("tally",), ("attendance",)),
}
"""Groups of keys, of which a record needs one, as its own validator asks."""


def build() -> Shape:
    """The schema, in the keys and words of the language in use."""
    builder = _Builder()
    return {
        "$schema": DRAFT,
        "$id": f"branchreport.{spoken()}.schema.json",
        **builder.record(BranchYear),
        "title": _("records of a year"),
        "minProperties": 1,
        "definitions": dict(sorted(builder.definitions.items())),
    }


class _Builder:
    """Makes schemas of models, and gathers those that others refer to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Shape] = {}

    def record(self, model: type[Record]) -> Shape:
        """The schema of one ``model``."""
        keys = _keys(model)
        properties = {keys[name]: self._property(name, model) for name in keys}
        # a year may stand in several files, and each of them hold any of the keys
        whole = model is not BranchYear
        required = [keys[name] for name, info in _fields(model) if whole and info.is_required()]
        return {
            "title": _(model.kind_of_record),
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
            **_either(model, keys),
            "errorMessage": _message(properties, required),
            **snippets_of(model, keys, properties),
        }

    def _property(self, name: str, model: type[Record]) -> Shape:
        """The schema of a value, and what is to be said of its key."""
        info = dict(_fields(model))[name]
        shape = self._value(_annotation(info))
        described = _(info.description) if info.description else ""
        told = [described]
        if info.is_required():
            told.append(_("Must be given."))
        if "properties" not in shape:
            told.append((shape["anyOf"][0] if "anyOf" in shape else shape)["errorMessage"])
        told.append(
            _("Chinese key: `{key}`").format(key=_keys(model, chinese=spoken() != "zh")[name])
        )
        if info.examples:
            shape["examples"] = info.examples
        if not info.is_required():
            shape = or_nothing(shape)
        return {"description": described, "markdownDescription": "\n\n".join(told), **shape}

    def _value(self, annotation: Any) -> Shape:
        """What may stand where a field is annotated so."""
        if annotation in SHAPES:
            return SHAPES[annotation]()
        inner = [argument for argument in get_args(annotation) if argument is not type(None)]
        if get_origin(annotation) is tuple:
            message = _("write each item on a line after “- ”")
            return {"type": "array", "items": self._named(inner[0]), "errorMessage": message}
        if get_origin(annotation) is dict:
            return self._mapping(inner[0], inner[1])
        if inner:
            return self._value(inner[0])
        return choice(annotation) if issubclass(annotation, Choice) else self.record(annotation)

    def _mapping(self, name: Any, value: Any) -> Shape:
        """Lines of the form ``name: value``; of the names, only codes can be offered."""
        names = self._named(name) if name is Code else {**self._value(name), "doNotSuggest": True}
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": self._named(value),
            "errorMessage": _("write lines of the form “name: value”"),
            **entry_of(self._value(name), self._value(value)),
        }

    def _named(self, annotation: Any) -> Shape:
        """A reference to the schema of what is annotated so, which is added to the definitions."""
        shape = SHAPES.get(annotation)
        name = shape.__name__ if shape else annotation.__name__.lower()
        if name not in self.definitions:
            self.definitions[name] = {}  # keeps a record that holds others of its kind from circles
            self.definitions[name] = self._value(annotation)
        return {"$ref": f"#/definitions/{name}"}


def _annotation(info: FieldInfo) -> Any:
    """What a field is annotated with, as its model writes it."""
    metadata = tuple(info.metadata)
    return Annotated[info.annotation, *metadata] if metadata else info.annotation


def _fields(model: type[Record]) -> list[tuple[str, FieldInfo]]:
    """The fields of ``model`` by their English keys, its own before those that it inherits."""
    above = [base for base in model.__mro__[1:] if issubclass(base, Record)]
    inherited = {name for base in above for name in base.model_fields}
    fields = sorted(model.model_fields.items(), key=lambda field: field[0] in inherited)
    return [(info.alias or name, info) for name, info in fields]


def _keys(model: type[Record], *, chinese: bool | None = None) -> dict[str, str]:
    """The keys of ``model`` in one language, else that in use, by the English ones."""
    chinese = spoken() == "zh" if chinese is None else chinese
    return {name: (chinese and info.title) or name for name, info in _fields(model)}


def _either(model: type[Record], keys: dict[str, str]) -> Shape:
    """That one group of keys must be there; `if`, as editors explain a bare `anyOf` badly."""
    groups = [[keys[name] for name in group] for group in _EITHER.get(model, ())]
    if not groups:
        return {}
    others = [{"required": group} for group in groups[:-1]]
    message = _("one of these must be given: {keys}").format(
        keys=_(", ").join(" + ".join(group) for group in groups)
    )
    return {
        "if": {"not": {"anyOf": others}},
        "then": {"required": groups[-1], "errorMessage": message},
    }


def _message(keys: Iterable[str], required: list[str]) -> str:
    """What an editor says of an unknown key, of a missing one, and of something else than keys."""
    marked = _(", ").join(f"{key}*" if key in required else key for key in keys)
    if not required:
        return _("known here: {keys}").format(keys=marked)
    return _("known here, and those with * must be given: {keys}").format(keys=marked)
