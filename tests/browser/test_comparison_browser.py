"""The pages of comparisons in Chromium and by the Nu Html Checker."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest
from test_browser import browser, opened, printed, unreadable, words_of
from test_validity import WRONGLY_FOUND

from side_by_side import PAIRS, telling_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser", "opened"]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("comparisons")
    found = {name: folder / f"{name}.html" for name in PAIRS}
    for name, file in found.items():
        file.write_bytes(telling_of(PAIRS[name]).bytes("html"))
    return found


@pytest.mark.parametrize("name", PAIRS)
def test_the_page_asks_for_nothing(
    name: str,
    browser: Browser,
    files: dict[str, Path],
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(files[name].as_uri(), wait_until="networkidle")
    assert [url for url in asked if not url.startswith("data:")] == [files[name].as_uri()]
    assert said == []
    page.close()


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("width", [320, 375, 1000])
def test_no_page_scrolls_sideways(name: str, width: int, opened: Any) -> None:
    assert opened(name, width).evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAIRS)
def test_all_words_can_be_read_by_day_and_by_night(name: str, scheme: str, opened: Any) -> None:
    found = words_of(opened(name, 1000, scheme))
    assert len(found) > 100
    assert unreadable(found) == []


@pytest.mark.parametrize("name", PAIRS)
def test_it_prints_on_a4(name: str, opened: Any, tmp_path: Path) -> None:
    margin = 10 / 25.4 * 72
    with pdfplumber.open(printed(opened, name, tmp_path)) as document:
        for sheet in document.pages:
            assert {round(sheet.width / 72 * 25.4), round(sheet.height / 72 * 25.4)} == {210, 297}
            seen = [each for each in sheet.chars if each["text"].strip()]
            assert min(each["x0"] for each in seen) > margin
            assert max(each["x1"] for each in seen) < sheet.width - margin


def test_the_checker_finds_nothing(files: dict[str, Path]) -> None:
    checker = os.environ.get("VNU_JAR")
    if not checker:
        pytest.skip("the Nu Html Checker is needed: .ci/run installs it")
    done = subprocess.run(
        ["java", "-jar", checker, "--format", "json", *files.values()],
        capture_output=True,
        check=False,
    )
    messages = [found["message"] for found in json.loads(done.stderr)["messages"]]
    assert [text for text in messages if not text.startswith(WRONGLY_FOUND)] == []
