"""What a Word file wishes the values of the records to be, and which of that is clear."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from branchreport.carrying.differences import Difference, Kind, Reason
from branchreport.carrying.fields import Fields
from branchreport.carrying.fitting import Told, edited, is_unfit, refit
from branchreport.document import Run
from branchreport.places import Location
from branchreport.quantity import NotAQuantityError, Quantity
from branchreport.records.walks import value_at
from branchreport.records.year import Count


class Wishes:
    """Hears of every place where a file says a value, as the others are said there as well."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._wished: defaultdict[Location, set[str]] = defaultdict(set)

    def words(
        self, difference: Difference, told: Sequence[Told], *, known: bool, joint: bool
    ) -> Difference:
        """``difference``, in the words of a text, with what its field is to become."""
        location, text, put = self._fitting(difference, told)
        self._wished[location].add(text if put is None else put)
        reason = _in_general(difference, known=known, joint=joint)
        if put is None:
            unfit = any(map(is_unfit, told))
            reason = reason or (Reason.UNFIT if unfit else Reason.TOLD)
        elif not put.strip():
            reason = reason or Reason.EMPTY
        return replace(difference, reason=reason, location=location, put=put or "")

    def _fitting(
        self, difference: Difference, told: Sequence[Told]
    ) -> tuple[Location, str, str | None]:
        """The field that says ``told``, what it says in the records, and what it is to say."""
        assert difference.source is not None, "words of a text have a source"
        locations = self._fields.locations(difference.source)
        texts = [str(value_at(self._fields.year, location)) for location in locations]
        for location in locations:
            text = value_at(self._fields.year, location)
            assert isinstance(text, str), "as the fields say"
            unchanged = [Told(each.ours, each.ours) for each in told]
            if refit(text, unchanged) is not None:
                changes = refit(text, told)
                return location, text, None if changes is None else edited(text, changes)
        return locations[0], texts[0], None

    def figure(self, difference: Difference, run: Run, *, known: bool, joint: bool) -> Difference:
        """``difference``, in a figure, with what its count is to become where it is declared."""
        fact = self._fields.figure(run)
        count = self._fields.count(fact) if fact else None
        events = len(fact.activities) if fact else 0
        named = replace(difference, figure=fact.name if fact else "", events=events)
        if fact is None or count is None or count.value is None or run.text == fact.name:
            return replace(named, reason=Reason.COUNTED)
        location = ("counts", fact.count or 0, "value")
        put = difference.theirs.strip()
        self._wished[location].add(put)
        if fact.counted is not None:
            if not _is_true(put, fact.quantity, fact.counted):
                return replace(named, reason=Reason.COUNTED)
            declared = self._fields.places.start(location)
            named = replace(named, counted=str(fact.counted), declared=declared)
        reason = _in_general(difference, known=known, joint=joint)
        if difference.ours != str(fact.quantity):
            reason = reason or Reason.TOLD
        elif not _is_quantity(put):
            reason = reason or Reason.FORM
        return replace(named, reason=reason, location=location, put=_own(count, put))

    def other(self, difference: Difference) -> Difference:
        """``difference`` in what is not carried back."""
        return replace(difference, reason=self._why(difference))

    def _why(self, difference: Difference) -> Reason:
        source = difference.source
        if is_unfit(Told(difference.ours, difference.theirs)):
            return Reason.UNFIT
        if source is None or difference.kind is Kind.TEMPLATE:
            return Reason.TEMPLATE
        return Reason.FORM if self._fields.is_own(source) else Reason.EARLIER

    def weighed(self, differences: Iterable[Difference]) -> list[Difference]:
        """``differences``; what the file says in several ways is not clear."""
        return [
            replace(each, reason=Reason.SEVERAL)
            if each.reason is None and len(self._wished[each.location]) > 1
            else each
            for each in differences
        ]


def _in_general(difference: Difference, *, known: bool, joint: bool) -> Reason | None:
    """What keeps any value from being carried back."""
    if joint:
        return Reason.BEYOND
    if not known:
        return Reason.UNKNOWN
    return Reason.CHANGED if difference.stale else None


def _own(count: Count, put: str) -> str:
    """What of ``put`` stands in the value of ``count``, whose measure word may stand beside it."""
    beside = count.unit and not str(count.value).endswith(count.unit)
    return put.removesuffix(count.unit or "").rstrip() if beside else put


def _is_true(text: str, declared: Quantity, counted: Quantity) -> bool:
    """Whether ``text``, in the unit of what was ``declared``, is true of what was ``counted``."""
    if not _is_quantity(text):
        return False
    said = Quantity.parse(text)
    return said.unit == declared.unit and said.satisfied_by(counted.number)


def _is_quantity(text: str) -> bool:
    try:
        Quantity.parse(text)
    except NotAQuantityError:
        return False
    return True
