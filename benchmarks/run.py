"""The one command: branchreport's installed wheel beside its peers, and the promised limits."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from laboratory import BATCH, BATCHES, RENDER, VALIDATE, Laboratory
from processes import Figure, measure
from table import lines

Figures: TypeAlias = Mapping[str, Figure]

_ROUNDS: Final = (21, 7, 3)
_QUICK: Final = (5, 2, 1)
"""Rounds of the cold commands, of the large year and two small ones, and of all that is long."""


def main() -> None:
    """Measure everything and print it; slowness is reported, and fails nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = _QUICK if parser.parse_args().quick else _ROUNDS
    with TemporaryDirectory(prefix="branchreport-") as folder:
        laboratory = Laboratory(Path(folder))
        laboratory.install()
        laboratory.furnish()
        for line in _report(laboratory, *rounds):
            print(line, flush=True)


def _report(laboratory: Laboratory, cold: int, large: int, batch: int) -> Iterator[str]:
    """Every table and the verdict, with so many rounds for each kind of table."""
    place = (laboratory.python, laboratory.output)
    measure(laboratory.cold(), *place, rounds=1)  # compiles what is not compiled yet
    once = measure(laboratory.cold(), *place, cold)
    yield from lines("cold, a year of 48 records", once)
    many = measure(laboratory.large(), *place, large)
    yield from lines("cold, a year of 3,360 records", many)
    pair = measure(laboratory.compared(), *place, large)
    yield from lines("two years of 48 records", pair)
    pairs = measure(laboratory.compared_large(), *place, batch)
    yield from lines("two years of 3,000 events", pairs)
    batches: dict[int, Figures] = {}
    for number in BATCHES:
        batches[number] = measure(laboratory.batch(number), *place, batch)
        yield from lines(f"{number:,} documents in one process", batches[number], number)
    yield from _verdict(once, many, batches)


def _verdict(once: Figures, many: Figures, batches: Mapping[int, Figures]) -> Iterator[str]:
    """Each promised limit, and whether the figures keep it."""
    cold, rendered = once[VALIDATE].ratio, once[RENDER].ratio
    yield _line(cold <= 15, f"cold validate, at most 15 x an empty run: {cold:.1f}")
    yield _line(rendered <= 20, f"cold render, at most 20 x an empty run: {rendered:.1f}")
    fastest = min(many, key=lambda name: many[name].ratio)
    yield _line(fastest == VALIDATE, f"3,360 records, ahead of every peer: first is {fastest}")
    _, middle, most = BATCHES
    last = batches[most][BATCH]
    speed = most / last.milliseconds * 1000
    each = last.ratio / most
    yield _line(
        speed >= 150, f"150 documents a second: {speed:.0f}, each {each:.2f} x an empty run"
    )
    growth = last.mebibytes / batches[middle][BATCH].mebibytes - 1
    yield _line(growth < 0.1, f"memory from {middle} to {most} documents, < +10 %: {growth:+.1%}")


def _line(kept: bool, promise: str) -> str:
    return f"{'PASS' if kept else 'FAIL'}  {promise}"


if __name__ == "__main__":
    main()
