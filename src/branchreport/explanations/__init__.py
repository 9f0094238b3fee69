"""What each code of a finding means, with an example: a page a code in each language."""

from importlib.resources import files
from typing import Final

from branchreport.language import spoken

_PAGES: Final = files(__name__)


def page(code: str) -> str:
    """The page of ``code`` in the language in use, as Markdown."""
    return (_PAGES / spoken() / f"{code}.md").read_text("utf-8")


def summary(code: str) -> str:
    """What ``code`` means in a sentence: the first paragraph of its page."""
    _title, first, *_rest = page(code).split("\n\n", 2)
    return " ".join(first.strip().split("\n"))
