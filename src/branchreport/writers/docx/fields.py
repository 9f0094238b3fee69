"""Fields: what Word works out itself, and what is shown until it does (ECMA-376-1, 17.16)."""

from html import escape

from branchreport.writers.docx.markup import element, properties


def field(instruction: str, shown: str) -> str:
    """A field that shows ``shown``, runs in markup, until it is brought up to date."""
    return begin(instruction) + shown + end()


def begin(instruction: str) -> str:
    """What stands before the words that a field shows; they may reach over several paragraphs."""
    return _character("begin") + _instruction(instruction) + _character("separate")


def end() -> str:
    """What stands after them."""
    return _character("end")


def mark(instruction: str) -> str:
    """A field that shows nothing."""
    hidden = properties("rPr", element("vanish"))
    return (
        _character("begin", hidden) + _instruction(instruction, hidden) + _character("end", hidden)
    )


def quoted(words: str) -> str:
    """``words`` as a field's instruction holds them; Word takes any double mark for a quote."""
    for special in '\\"“”':
        words = words.replace(special, f"\\{special}")
    return f'"{words}"'


def _character(kind: str, looks: str = "") -> str:
    return element("r", looks, element("fldChar", fldCharType=kind))


def _instruction(words: str, looks: str = "") -> str:
    said = f'<w:instrText xml:space="preserve"> {escape(words, quote=False)} </w:instrText>'
    return element("r", looks, said)
