"""Mutate good and faulty files, and validate each; report every one that is a fault of ours.

    python tests/fuzz/fuzz.py [--seconds 60] [--seed 1] [--limit 2] [--json]

Batches run in a process of their own, with limits on memory and time. Where one fails (an exit
code that is none of 0, 1, 2; a traceback; too slow; killed), the smallest input that fails alike is
saved in the folder for temporary files, outside of this tree, and named.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
BATCH = 100
MEMORY = 1024**3
MOST_TRIES = 300
"""Parts of a failing input that are tried, to find a smaller one."""

LARGEST = 200_000
"""Bytes of an input; `hostile.py` tries larger ones."""

WORKER = Path(__file__).with_name("worker.py")
FRAGMENTS = [
    fragment.encode()
    for fragment in (
        *"：，、；—－·●{}[]",
        *"【】｛｝［］,#:?&*!%@`|>~-'\"\\“”‘’ \t\n\r\0\x0b\x85\u2028\u200b\ufeff\u00a0　",
        "😀", "- ", "－ ", "* ", "+ ", "- - ", ": ", " :", "? ", " #", " #1", "{{", "}}",
        "{{ 党课 }}", "{% if %}", "&a ", "*a", "*a ", "!!map ", "!!python/object:os.system ",
        "<<: ", "<<: *a", "---\n", "...\n", "%TAG ! a\n", "%YAML 1.1\n", "|+\n", ">-\n", "|2\n",
        "\\x", "''", '""', "“党课”", "\r\n", "\n\n", "  ", "    ", "\x1b[31m", "e\u0301", "null",
        "\U000e0001", "yes", ".nan", "1e999", "9" * 200, "2021-02-30", "2021年2月30日", "十二",
        "二〇二一年", "１２", "12人次", "30余次", "约三四次", "报告", "活动", "数字", "工作",
        "不足", "计划", "落实", "规则", "日期", "类别", "日其", "类被", "名称: ", "year: ",
        "report: ", "from: {kind: ", "豁免: {BR201: x}", "规则: {BR201: 关闭}", "a: &b [*b]",
        "- " * 70, "[" * 70, "{a: " * 70, "x" * 2000, "党" * 1000, "- a\n" * 300, "a: b\n" * 300,
    )
]  # fmt: skip
BYTES = [b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xc4\xe3", b"\x80", b"\xed\xa0\x80", b"\xf5\x90"]
SLIPS = [
    tuple(text.encode() for text in pair)
    for pair in (
        (": ", "："), (": ", ":"), (": ", ":　"), (", ", "，"), ("- ", "－ "), ("- ", "-"),
        ("  ", "\t"), ("  ", "　"), ("{", "｛"), ("}", "｝"), ("[", "【"), ("]", ""), ("}", ""),
        ('"', "“"), ("'", ""), (": ", ": @"), (": ", ": *"), (": ", ": 甲: "), (": ", ': "'),
        (": ", ": {{ 党课 }}"), ("\n", "\n "), ("\n  ", "\n"), ("期", "其"), ("课", "刻"),
        ("0", "０"), ("-", "/"), (" #", " #1"), ("2021-", "2021年"),
    )
]  # fmt: skip

Mutation = Callable[[random.Random, bytes, list[bytes]], bytes]


def flip(chance: random.Random, raw: bytes, _others: list[bytes]) -> bytes:
    """Other bytes in some places; half of the time only such as leave it a text."""
    changed, whole = bytearray(raw), chance.random() < 0.5
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) or 1)
        if changed and not (whole and changed[at] > 127):
            changed[at] = chance.randrange(10, 127) if whole else chance.randrange(256)
    return bytes(changed)


def splice(chance: random.Random, raw: bytes, _others: list[bytes]) -> bytes:
    """Fragments put in, now and then over what was there."""
    for _ in range(chance.randint(1, 5)):
        at = boundary(chance, raw)
        end = at if chance.random() < 0.6 else min(len(raw), at + chance.randint(1, 12))
        end = boundary(chance, raw, end)
        fragment = chance.choice(FRAGMENTS if chance.random() < 0.97 else BYTES)
        raw = raw[:at] + fragment + raw[max(at, end) :]
    return raw


def slip(chance: random.Random, raw: bytes, _others: list[bytes]) -> bytes:
    """Slips of the hand: one of the marks of YAML exchanged for what looks alike."""
    for _ in range(chance.randint(1, 6)):
        old, new = chance.choice(SLIPS)
        places = [at for at in range(len(raw)) if raw.startswith(old, at)]
        if places:
            at = chance.choice(places)
            raw = raw[:at] + new + raw[at + len(old) :]
    return raw


def cut(chance: random.Random, raw: bytes, _others: list[bytes]) -> bytes:
    """The end left off, or some lines."""
    if chance.random() < 0.5:
        return raw[: boundary(chance, raw)]
    lines = raw.split(b"\n")
    start = chance.randrange(len(lines))
    return b"\n".join(lines[:start] + lines[start + chance.randint(1, 5) :])


def repeat(chance: random.Random, raw: bytes, _others: list[bytes]) -> bytes:
    """Some lines, or some bytes, many times over."""
    if chance.random() < 0.5:
        lines = raw.split(b"\n")
        start = chance.randrange(len(lines))
        chosen = lines[start : start + chance.randint(1, 4)]
        return b"\n".join(lines[:start] + chosen * chance.randint(2, 40) + lines[start:])
    at = boundary(chance, raw)
    return raw[:at] + raw[at : at + chance.randint(1, 6)] * chance.randint(2, 400) + raw[at:]


def shuffle(chance: random.Random, raw: bytes, _others: list[bytes]) -> bytes:
    """Lines exchanged, or indented otherwise."""
    lines = raw.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        if chance.random() < 0.5:
            lines[one], lines[other] = lines[other], lines[one]
        else:
            lines[one] = b" " * chance.randint(0, 7) + lines[one].lstrip(b" ")
    return b"\n".join(lines)


def join(chance: random.Random, raw: bytes, others: list[bytes]) -> bytes:
    """The beginning of one file and the end of another."""
    other = chance.choice(others)
    return raw[: boundary(chance, raw)] + other[boundary(chance, other) :]


def recode(chance: random.Random, raw: bytes, _others: list[bytes]) -> bytes:
    """Another encoding, with or without its mark."""
    text = raw.decode("utf-8", "replace")
    return text.encode(
        chance.choice(["gb18030", "utf-16", "utf-16-le", "utf-32", "big5"]), "replace"
    )


def noise(chance: random.Random, _raw: bytes, _others: list[bytes]) -> bytes:
    """No file at all: bytes, or fragments."""
    if chance.random() < 0.3:
        return chance.randbytes(chance.randint(0, 300))
    return b"".join(chance.choices(FRAGMENTS, k=chance.randint(1, 40)))


MUTATIONS: list[Mutation] = [flip, splice, slip, cut, repeat, shuffle, join, recode, noise]
WEIGHTS = [4, 10, 12, 4, 4, 6, 2, 1, 4]


def boundary(chance: random.Random, raw: bytes, at: int | None = None) -> int:
    """A place in ``raw``, near ``at`` if that is given; as a rule one where a character begins."""
    at = chance.randint(0, len(raw)) if at is None else at
    if chance.random() < 0.97:
        while 0 < at < len(raw) and raw[at] & 0xC0 == 0x80:
            at -= 1
    return at


def sources() -> list[bytes]:
    """The files to begin with."""
    folders = [ROOT / "examples", ROOT / "tests" / "faults", ROOT / "tests" / "sound"]
    files = sorted(file for folder in folders for file in folder.rglob("*.yaml"))
    return [file.read_bytes()[:LARGEST] for file in files]


def mutants(chance: random.Random, files: list[bytes]) -> Iterator[bytes]:
    """Inputs without end."""
    while True:
        raw = chance.choice(files)
        for mutation in chance.choices(MUTATIONS, WEIGHTS, k=chance.randint(1, 3)):
            raw = mutation(chance, raw, files)
        yield raw[:LARGEST]


@dataclass
class Tally:
    """What was tried, and what came of it."""

    inputs: int = 0
    size: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    exits: Counter[int] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    failures: list[dict[str, str]] = field(default_factory=list)


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(folder: Path, limit: float) -> Iterator[dict[str, object]]:
    """What became of each file of ``folder``; the last is the one that killed the process."""
    process = subprocess.Popen(
        [sys.executable, WORKER, folder, str(limit)],
        preexec_fn=limited,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "BRANCHREPORT_DEBUG": "1"},
    )
    out, complaint = process.communicate()
    last = ""
    for line in out.decode("utf-8", "replace").splitlines():
        told = json.loads(line)
        last = "" if "exit" in told else told["file"]
        if "exit" in told:
            yield told
    if last:
        yield {"file": last, "failure": f"killed ({process.returncode}): {complaint[-300:]!r}"}


def failure_of(raw: bytes, limit: float) -> str:
    """The kind of failure that ``raw`` gives by itself; empty if none."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "0.yaml").write_bytes(raw)
        told = next(run(Path(folder), limit), {})
    return kind(told)


def kind(told: dict[str, object]) -> str:
    """The failure in its last line, without what differs from input to input."""
    lines = str(told.get("failure", "")).strip().splitlines()
    return lines[-1].split(":")[0] if lines else ""


def shrunk(raw: bytes, wanted: str, limit: float) -> bytes:
    """A small part of ``raw`` that fails alike, found by leaving out ever smaller pieces."""
    size, left = len(raw) // 2, MOST_TRIES
    while size and left:
        at = 0
        while at < len(raw) and left:
            left -= 1
            smaller = raw[:at] + raw[at + size :]
            if failure_of(smaller, limit) == wanted:
                raw = smaller
            else:
                at += size
        size //= 2
    return raw


def fuzz(seconds: float, seed: int, limit: float) -> Tally:
    """Try mutants for ``seconds``."""
    tally = Tally()
    inputs = mutants(random.Random(seed), sources())
    start = time.monotonic()
    while time.monotonic() - start < seconds and len(tally.failures) < 10:
        batch = [next(inputs) for _ in range(BATCH)]
        with tempfile.TemporaryDirectory() as folder:
            for number, raw in enumerate(batch):
                (Path(folder) / f"{number}.yaml").write_bytes(raw)
            for told in run(Path(folder), limit):
                note(tally, told, batch, limit)
    tally.seconds = time.monotonic() - start
    return tally


def note(tally: Tally, told: dict[str, object], batch: list[bytes], limit: float) -> None:
    """Add what became of an input to the tally; keep the smallest that fails alike."""
    raw = batch[int(Path(str(told["file"])).stem)]
    tally.inputs += 1
    tally.size += len(raw)
    tally.slowest = max(tally.slowest, float(str(told.get("seconds", 0))))
    tally.exits[int(str(told.get("exit", -1)))] += 1
    tally.codes.update(str(told.get("codes", "")).split())
    wanted = kind(told)
    if wanted and all(failure["kind"] != wanted for failure in tally.failures):
        smallest = shrunk(raw, wanted, limit)
        handle, name = tempfile.mkstemp(".yaml", "branchreport-fuzz-")
        with os.fdopen(handle, "wb") as file:
            file.write(smallest)
        tally.failures.append({"kind": wanted, "input": name, "failure": str(told["failure"])})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=2.0, help="seconds that an input may take")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    tally = fuzz(options.seconds, options.seed, options.limit)
    if options.json:
        print(json.dumps(vars(tally), ensure_ascii=False, indent=2))
    else:
        print(
            f"{tally.inputs} inputs, {tally.size / 1e6:.1f} MB, in {tally.seconds:.0f} s; "
            f"the slowest took {tally.slowest:.2f} s"
        )
        print("exit codes:", dict(tally.exits))
        print(f"{len(tally.codes)} kinds of findings:", dict(tally.codes.most_common()))
        for failure in tally.failures:
            print(f"FAIL {failure['input']}\n{failure['failure']}")
    return int(bool(tally.failures))


if __name__ == "__main__":
    sys.exit(main())
