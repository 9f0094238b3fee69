"""The page of each code, in both languages: its examples are run, and do what they say."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from branchreport import explanations, language
from branchreport.cli import correcting
from branchreport.cli.checking import check_year
from branchreport.diagnostics import CODES
from conftest import ROOT, Completed
from making import picture

PAGES = Path(explanations.__file__).parent
HEADINGS = {"en": ("Wrong", "Right"), "zh": ("错误示例", "正确示例")}
NOT_IN_A_FILE = {"BR001", "BR006", "BR110", "BR442", "BR501", "BR504", "BR505", "BR512",
                 "BR513"}  # fmt: skip
"""What no file of records alone can show; their pages have no example."""

EVERY = [(code, spoken) for code in CODES for spoken in language.LANGUAGES]
SHOWN = [(code, spoken) for code, spoken in EVERY if code not in NOT_IN_A_FILE]


class Example(NamedTuple):
    """A year in one file, the files beside it, and the years before it by their files."""

    text: str
    encoding: str
    file: str
    beside: list[str]
    before: dict[str, str]

    def lay_out(self, folder: Path) -> Path:
        for named in self.beside:
            kind, _, name = named.rpartition(":")
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes({"empty": b"", "picture": picture(), "": b"1"}[kind])
        for name, text in self.before.items():
            (folder / name).write_text(text, "utf-8")
        year = folder / self.file
        year.write_bytes(self.text.encode(self.encoding))
        return year


def read(code: str, spoken: str) -> str:
    return (PAGES / spoken / f"{code}.md").read_text("utf-8")


def example(text: str, heading: str) -> Example | None:
    """What stands under ``heading`` on a page: a year, after those before it."""
    found = re.search(rf"^## {heading}\n\n((?:(?!## ).*\n)*)", text, re.MULTILINE)
    blocks = re.findall(r"^```yaml(.*)\n((?:.*\n)*?)```$", found[1], re.MULTILINE) if found else []
    if not blocks:
        return None
    *before, (said, year) = blocks
    words, _, names = said.strip().partition("with ")
    file = words.strip() if words.strip().endswith(".yaml") else ""
    encoding = "utf-8" if file else words.strip() or "utf-8"
    years = {name.strip(): text for name, text in before}
    return Example(year, encoding, file or "year.yaml", names.split(), years)


def codes(year: Path) -> set[str]:
    return {found.code for found in check_year(year).diagnostics}


@pytest.mark.parametrize(("code", "spoken"), EVERY)
def test_a_page_has_its_form(code: str, spoken: str) -> None:
    title, summary, *_ = read(code, spoken).split("\n\n")
    assert title == f"# {code} {CODES[code].name}"
    assert re.fullmatch(r"[^#`\n].*[.。]", summary.replace("\n", " "))


@pytest.mark.parametrize(("code", "spoken"), SHOWN)
def test_its_examples_do_what_they_say(code: str, spoken: str, tmp_path: Path) -> None:
    wrong, right = (example(read(code, spoken), heading) for heading in HEADINGS[spoken])
    assert wrong
    assert right
    for folder, year, expected in ("wrong", wrong, {code}), ("right", right, set()):
        (tmp_path / folder).mkdir()
        assert codes(year.lay_out(tmp_path / folder)) == expected
    mended = tmp_path / "wrong" / wrong.file
    _checked, desk = correcting.correct([mended])
    if desk.changed:
        assert correcting.write(desk)
        assert code not in codes(mended)


def test_no_page_is_left_over() -> None:
    names = {file.stem for file in PAGES.glob("*/*.md")}
    assert names == set(CODES)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_explain_prints_the_page(spoken: str, run: Callable[..., Completed]) -> None:
    for written in "BR301", "br301", "count-contradicted":
        done = run("explain", written, BRANCHREPORT_LANG=spoken)
        assert (done.returncode, done.stdout.decode()) == (0, read("BR301", spoken))


def test_explain_of_nothing_known_guesses(run: Callable[..., Completed]) -> None:
    done = run("explain", "count-contradict")
    assert (done.returncode, done.stderr.decode()) == (
        2,
        """error: there is no finding “count-contradict”
 = help: did you mean “count-contradicted”?
""",
    )


TABLE = r"(?m)^\|.*\n\|---.*\n(?:\|.*\n)+"


@pytest.mark.parametrize(("spoken", "name"), [("en", "findings.md"), ("zh", "findings.zh-CN.md")])
def test_the_manual_holds_the_list(
    spoken: str, name: str, run: Callable[..., Completed], expect: Callable[[str, Path], None]
) -> None:
    listed = run("rules", "--output-format", "markdown", BRANCHREPORT_LANG=spoken).stdout.decode()
    assert re.fullmatch(TABLE, listed)
    manual = ROOT / "docs" / name
    expect(re.sub(TABLE, lambda _: listed, manual.read_text("utf-8")), manual)
    assert listed in manual.read_text("utf-8")
