"""Restatements in the comparison of years: what is told of them in each form, and when nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from branchreport.cli import main
from conftest import Completed
from test_diff import JUDGE

Run = Callable[..., Completed]

YEARS = {
    "zh": """报告: {{年度: {year}, 支部: 柳溪县档案馆党支部}}
活动:
  - {{日期: {year}-12-07, 类别: 党课}}
""",
    "en": """report: {{year: {year}, branch: Quay Street branch}}
activities:
  - {{date: {year}-12-07, kind: ride}}
""",
}
MORE = {
    "zh": "  - {{日期: {year}-09-06, 类别: 党课}}\n",
    "en": "  - {{date: {year}-09-06, kind: ride}}\n",
}
WORDS = {"zh": ("总结.docx", "漏记9月的党课"), "en": ("report.docx", "a ride was | missing")}


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def years(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two years in a folder each; the first was issued, changed, and restated."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1672531200")  # 2023-01-01
    document, reason = WORDS[lang]
    for year in ("2021", "2022"):
        (tmp_path / year).mkdir()
        report, log = YEARS[lang].format(year=year).split("\n", 1)
        (tmp_path / year / "a.yaml").write_text(log, "utf-8")
        (tmp_path / year / "r.yaml").write_text(f"{report}\n", "utf-8")
    (tmp_path / document).with_suffix(".pdf").write_bytes(b"%PDF")
    first = tmp_path / "2021"
    assert main(["issue", str(first), str((tmp_path / document).with_suffix(".pdf")),
                 "--date", "2021-12-20"]) == 0  # fmt: skip
    with (first / "a.yaml").open("a", encoding="utf-8") as file:
        file.write(MORE[lang].format(year="2021"))
    assert main(["issue", str(first), "--restate", reason, "--date", "2022-03-01"]) == 0
    return tmp_path


TOLD = {
    "zh": """一、重述情况

 年度   印发的文件   印发日期    重述日期   原因
------  ----------  ----------  ----------  -------------
2021年  总结.pdf    2021-12-20  2022-03-01  漏记9月的党课
""",
    "en": """Restatements

Year  Document issued  Issued      Restated    Reason
----  ---------------  ----------  ----------  --------------------
2021  report.pdf       2021-12-20  2022-03-01  a ride was | missing
""",
}


def test_text_tells_it_before_any_figure(years: Path, lang: str, check: Run) -> None:
    done = check("diff", "2021", "2022")
    text = done.stdout.decode().replace("\r\n", "\n")
    assert text.split("\n\n", 1)[1].startswith(TOLD[lang])
    done = check("diff", "2021", "2022", "--only", "重述")
    assert done.stdout.decode().replace("\r\n", "\n").split("\n\n", 1)[1] == TOLD[lang]
    for only in ("counts", "sentences"):
        done = check("diff", "2021", "2022", "--only", only)
        assert WORDS[lang][1] not in done.stdout.decode()


def test_every_form_tells_it(years: Path, lang: str, check: Run) -> None:
    reason = WORDS[lang][1]
    assert check("diff", "2021", "2022", "--to", "docx,html,md", "-o", "x").returncode == 0
    read = docx.Document(str(years / "x.docx"))
    assert [cell.text for cell in read.tables[0].rows[1].cells][-2:] == ["2022-03-01", reason]
    assert f">{reason}</span></td>" in (years / "x.html").read_text("utf-8")
    assert f"| 2022-03-01 | {reason.replace('|', chr(92) + '|')} |" in (
        years / "x.md"
    ).read_text("utf-8")  # fmt: skip


def test_programs_get_it_with_places(years: Path, lang: str, check: Run) -> None:
    told = json.loads(check("diff", "2021", "2022", "--to", "json").stdout)
    JUDGE.validate(told)
    file = "2021/印发.yaml" if lang == "zh" else "2021/issued.yaml"
    document, reason = WORDS[lang]
    pdf = document.replace("docx", "pdf")
    assert told["restatements"] == [
        {
            "year": "2021",
            "date": "2022-03-01",
            "reason": reason,
            "record": f"restatement “{reason}” (2022-03-01)",
            "file": file,
            "line": 9,
            "column": 5,
            "issue": {
                "date": "2021-12-20",
                "document": pdf,
                "record": f"issue “{pdf}” (2021-12-20)",
                "file": file,
                "line": 3,
                "column": 5,
            },
        }
    ]


def test_what_was_issued_after_it_is_not_what_it_corrects(years: Path, check: Run) -> None:
    (years / "b.txt").write_bytes(b"b")
    assert check("issue", "2021", "b.txt", "--date", "2022-03-01").returncode == 0
    told = json.loads(check("diff", "2021", "2022", "--to", "json").stdout)
    assert [each["issue"]["document"][-3:] for each in told["restatements"]] == ["pdf"]


def test_a_year_beside_itself_is_the_same(years: Path, check: Run) -> None:
    done = check("diff", "2021", "2021", "--exit-code")
    assert (done.returncode, len(done.stdout.decode().splitlines())) == (0, 1)


def test_a_restatement_alone_makes_years_differ(years: Path, lang: str, check: Run) -> None:
    copy = years / "copy"
    copy.mkdir()
    for name in ("a.yaml", "r.yaml"):
        (copy / name).write_bytes((years / "2021" / name).read_bytes())
    done = check("diff", "copy", "2021", "--exit-code")
    assert done.returncode == 1
    assert WORDS[lang][1] in done.stdout.decode()


def test_where_nothing_was_restated_nothing_is_told(years: Path, lang: str, check: Run) -> None:
    for file in (years / "2021").glob("*"):
        if file.name not in ("a.yaml", "r.yaml"):
            file.unlink()
    done = check("diff", "2021", "2022")
    assert TOLD[lang].splitlines()[0].removeprefix("一、") not in done.stdout.decode()
    assert json.loads(check("diff", "2021", "2022", "--to", "json").stdout)["restatements"] == []


def test_a_year_that_changed_since_is_compared_once_it_is_restated(
    years: Path, lang: str, check: Run
) -> None:
    with (years / "2021" / "a.yaml").open("a", encoding="utf-8") as file:
        file.write(MORE[lang].format(year="2021").replace("09-06", "11-06"))
    done = check("diff", "2021", "2022")
    assert (done.returncode, b"error BR481" in done.stderr) == (2, True)
