"""The pages as LibreOffice sets them meet GB/T 9704-2012 in each of the measures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from measure import ITEMS, STYLES, Item, Setting, table

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Setting]:
    folder = tmp_path_factory.mktemp("office")
    made: dict[str, Setting] = {}

    def of(name: str) -> Setting:
        if name not in made:
            made[name] = Setting(name, Path(folder))
        return made[name]

    return of


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_a_measure_is_met(item: Item, name: str, setting: Callable[[str], Setting]) -> None:
    measured, met = item.measure(setting(name))
    assert met, f"{item.name}, {item.clause}: required {item.required}, measured {measured}"


def test_the_table_tells_all(setting: Callable[[str], Setting]) -> None:
    """Printed with ``pytest -s``."""
    rows = list(table([setting(name) for name in STYLES]))
    print("\n".join(["", *rows]))
    assert len(rows) == len(ITEMS) + 2
    assert not any("**" in row for row in rows)
