"""A wheel, an sdist and an editable install, each in a clean environment, all do the same."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import EXAMPLES, ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist of this checkout, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("distributions")
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", folder, ROOT], check=True, capture_output=True
    )
    return folder


def test_the_wheel_holds_what_is_needed_and_no_more(distributions: Path) -> None:
    (wheel,) = distributions.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "branchreport/py.typed",
        "branchreport/templates/work-summary/report.md.j2",
        "branchreport/templates/styles/gbt9704.yaml",
        "branchreport/rule-sets/party-branch.yaml",
        "branchreport/explanations/zh/BR441.md",
        "branchreport/locale/zh_CN/LC_MESSAGES/branchreport.mo",
    ):
        assert needed in names
    tops = {name.partition("/")[0] for name in names}
    assert {top.partition("-")[0] for top in tops} == {"branchreport"}


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_an_install_renders_the_example(kind: str, distributions: Path, tmp_path: Path) -> None:
    sources: dict[str, list[str | Path]] = {
        "wheel": [*distributions.glob("*.whl")],
        "sdist": [*distributions.glob("*.tar.gz")],
        "editable": ["-e", ROOT],
    }
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run(
        [programs / "python", "-m", "pip", "install", "-q", *sources[kind]],
        check=True,
        capture_output=True,
    )
    for form in ([programs / "branchreport"], [programs / "python", "-m", "branchreport"]):
        done = subprocess.run(
            [*form, "--lang", "zh", "render", EXAMPLES["2021"]],
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode().strip() == "云溪市水务局机关党支部2021年度工作总结.docx"
    table = subprocess.run(
        [programs / "branchreport", "--lang", "zh", "cadence", EXAMPLES["2021"]],
        capture_output=True,
        check=True,
    )
    assert "《中国共产党支部工作条例（试行）》第十一条" in table.stdout.decode()
    refused = subprocess.run(
        [programs / "branchreport", "--lang", "zh", "validate", tmp_path / "nothing"],
        capture_output=True,
        check=False,
    )
    assert "没有这个文件或文件夹" in refused.stdout.decode()
