"""Figures as a plain table."""

from collections.abc import Iterator, Mapping

from processes import Figure


def lines(title: str, figures: Mapping[str, Figure], documents: int = 0) -> Iterator[str]:
    """The table of ``figures``; where each made ``documents``, how many a second."""
    width = max(map(len, figures))
    heads = ["wall ms", "ratio", "peak MiB"] + ["documents/s"] * bool(documents)
    yield f"{title:{width}}" + "".join(f"{head:>13}" for head in heads)
    for name, figure in figures.items():
        yield f"{name:{width}}" + "".join(f"{cell:>13}" for cell in _cells(figure, documents))
    yield ""


def _cells(figure: Figure, documents: int) -> Iterator[str]:
    yield f"{figure.milliseconds:.1f}"
    yield f"{figure.ratio:.1f}"
    yield f"{figure.mebibytes:.1f}"
    if documents:
        yield f"{documents / figure.milliseconds * 1000:.0f}"
