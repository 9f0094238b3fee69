"""The pages as the Nu Html Checker sees them, by which the W3C checks HTML."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from branchreport.writers import WRITERS
from conftest import EXAMPLES
from making import built_in_style as style
from making import document_of
from sample_documents import EVERY_BLOCK
from test_figures import traced
from test_forms import hostile_paragraphs

pytestmark = pytest.mark.slow

WRONGLY_FOUND = (
    # a text stays as it was written
    "Text run is not in Unicode Normalization Form C.",
    # allowed in the margins of pages (CSS Paged Media 3, 6.1), and heeded there by Chromium
    "CSS: “writing-mode”: Property “writing-mode” doesn't exist in “CSS Level 3 + SVG” but exists",
    # a picture in the page itself, which is what the policy allows
    "Resource violates Content Security Policy (meta tag): image “data:image/png;base64,",
    "Resource violates Content Security Policy (meta tag): image “data:image/jpeg;base64,",
)


@pytest.mark.parametrize("name", ["gbt9704", "plain"])
def test_the_checker_finds_nothing(name: str, tmp_path: Path) -> None:
    checker = os.environ.get("VNU_JAR")
    if not checker:
        pytest.skip("the Nu Html Checker is needed: .ci/run installs it")
    documents = {
        "every-block": EVERY_BLOCK,
        "hostile": hostile_paragraphs(),
        **{name: document_of(folder) for name, folder in EXAMPLES.items()},
        **{f"{name}-traced": traced(folder) for name, folder in EXAMPLES.items()},
    }
    for title, document in documents.items():
        (tmp_path / f"{title}.html").write_bytes(WRITERS["html"](document, style(name)))
    files = sorted(tmp_path.glob("*.html"))
    done = subprocess.run(
        ["java", "-jar", checker, "--format", "json", *files], capture_output=True, check=False
    )
    messages = [found["message"] for found in json.loads(done.stderr)["messages"]]
    assert [text for text in messages if not text.startswith(WRONGLY_FOUND)] == []
