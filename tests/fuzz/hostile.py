"""Files of a megabyte, each made to be as much work as its kind can be.

    python tests/fuzz/hostile.py [--limit SECONDS] [NAME...]

Every one is validated in a process of its own, with limits. Prints the seconds that the processor
worked and how it ended; exits 1 where anything was too slow, too large, or not said as a finding.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

SIZE = 1_000_000
MEMORY = 2 * 1024**3
HEAD = "报告: {年度: 2021, 支部: 示例支部}\n"
ACTIVITY = "- {日期: 2021-01-01, 类别: 课}\n"


def _many(head: str, each: str | Callable[[int], str]) -> bytes:
    """``head`` and as many of ``each`` as there is room for."""
    text, number = head, 0
    pieces = [head]
    length = len(text.encode())
    while length < SIZE:
        piece = each if isinstance(each, str) else each(number)
        pieces.append(piece)
        length += len(piece.encode())
        number += 1
    return "".join(pieces[:-1]).encode()


LOG = HEAD + "活动:\n"
WORK = HEAD + "工作:\n"

FILES: dict[str, Callable[[], bytes]] = {
    # what YAML spends its time on
    "brackets": lambda: b"[" * SIZE,
    "braces": lambda: b"{a: " * (SIZE // 4),
    "dashes": lambda: b"- " * (SIZE // 2),
    "complex-keys": lambda: b"? " * (SIZE // 2),
    "scalars": lambda: _many("a: [", "a,") + b"]",
    "empty-lists": lambda: _many("活动: [", "[],") + b"]",
    "empty-mappings": lambda: _many("活动: [", "{},") + b"]",
    "items": lambda: _many(LOG, "- a\n"),
    "empty-items": lambda: _many(LOG, "-\n"),
    "empty-texts": lambda: _many(WORK + "- 标题: 甲\n  要点:\n", "  -\n"),
    "documents": lambda: _many("", "---\n"),
    "tag-directives": lambda: _many("", lambda n: f"%TAG !a{n}! b\n"),
    "yaml-directives": lambda: _many("", "%YAML 1.1\n"),
    "comments": lambda: _many("", "#\n"),
    "empty-lines": lambda: b"\n" * SIZE,
    "blanks": lambda: b" " * SIZE,
    "long-text": lambda: _many(WORK + "- 标题: ", "党\n  "),
    "folded-text": lambda: _many(WORK + "- 标题: >\n", "  党 党\n"),
    "line-of-colons": lambda: _many(WORK + "- 标题: ", "a: "),
    # what records do without
    "tags": lambda: _many(LOG, "- !a\n"),
    "anchors": lambda: _many(LOG, "- &a\n"),
    "aliases": lambda: _many(LOG, "- *a\n"),
    "alias-bomb": lambda: _many(
        HEAD + "a0: &a0 [x]\n", lambda n: f"a{n + 1}: &a{n + 1} [{f'*a{n},' * 9}]\n"
    ),
    "merge-keys": lambda: _many("a:\n", "- {<<: 1}\n"),
    "lists-as-keys": lambda: _many(HEAD, "? [a]\n: b\n"),
    "one-key": lambda: _many("", "a:\n"),
    "long-number": lambda: (LOG + "- 编号: ").encode() + b"9" * 900_000,
    "long-numbers": lambda: _many(LOG, "- 编号: " + "9" * 101 + "\n"),
    # slips on every line
    "tabs": lambda: _many("", "\ta\n"),
    "tabs-before-keys": lambda: _many("a:\n", "\tb: c\n"),
    "full-width-blanks": lambda: _many("", "　a\n"),
    "full-width-colons": lambda: _many("", lambda n: f"键{n % 100}：值\n"),
    "full-width-colons-in-items": lambda: _many("活动:\n", "- 日期：值\n"),
    "no-blank-after-colons": lambda: _many("活动:\n", "- 日期:值\n"),
    "open-quotation-marks": lambda: _many(LOG, '- "\n'),
    "open-brackets": lambda: _many(LOG, "- [\n"),
    "cut-off": lambda: _many(WORK, "- 标题: 学习 #1\n"),
    "full-width-marks": lambda: _many(LOG + "- {", "日期：x，") + b"}",
    "indented-each-more": lambda: _many("a:\n", lambda n: " " * (n % 997) + "b: c\n"),
    "quotes-without-marks": lambda: _many(WORK, "- 标题: {{ 党课 }}\n"),
    # keys and values
    "unknown-keys": lambda: _many(HEAD, lambda n: f"k{n}: \n"),
    "unknown-chinese-keys": lambda: _many(HEAD, lambda n: f"键{n}: \n"),
    "missing-keys": lambda: _many(LOG, "- {日期: x}\n"),
    "unknown-and-missing": lambda: _many(LOG, "- {名: x}\n"),
    "bad-dates": lambda: _many(LOG, "- {日期: x, 类别: y}\n"),
    "dates-in-quotation-marks": lambda: _many(LOG, "- {日期: “2021-01-01”, 类别: “课”}\n"),
    "kinds-in-quotation-marks": lambda: _many(LOG, "- {日期: 2021-01-01, 类别: “课”}\n"),
    "joined-names": lambda: _many(LOG, "- {日期: 2021-01-01, 类别: 课, 出席: {列席: [甲，乙]}}\n"),
    "bad-tallies": lambda: (
        _many(LOG + "- {日期: 2021-01-01, 类别: 课, 统计: {", lambda n: f"a{n}: x,") + b"}}"
    ),
    "tallies": lambda: (
        _many(LOG + "- {日期: 2021-01-01, 类别: 课, 统计: {", lambda n: f"a{n}: 1,") + b"}}"
    ),
    "exemptions": lambda: (
        _many(LOG + "- {日期: 2021-01-01, 类别: 课, 豁免: {", lambda n: f"a{n}: x,") + b"}}"
    ),
    "levels": lambda: _many(HEAD + "规则: {", lambda n: f"a{n}: 关闭,") + b"}",
    "evidence": lambda: (
        _many(LOG + "- {日期: 2021-01-01, 类别: 课, 佐证: [", lambda n: f"a{n},") + b"]}"
    ),
    "long-name": lambda: _many(LOG + "- 名称: " + "a " * 300_000 + "\n", lambda n: f"  k{n}: x\n"),
    "counts": lambda: _many(
        HEAD + "数字:\n", lambda n: f"- {{名称: a{n}, 取自: {{类别: b{n}}}}}\n"
    ),
    "counts-and-kinds": lambda: _many(
        LOG,
        lambda n: (
            f"- {{日期: 2021-01-01, 类别: 课{n}}}\n"
            if n < 12_000
            else "数字:\n" * (n == 12_000) + f"- {{名称: a{n}, 取自: {{类别: b{n}}}}}\n"
        ),
    ),
    "bad-quotes": lambda: _many(WORK + "- 标题: 甲\n  正文:\n", "  - 听{{ 党客 }}\n"),
    "bad-quotes-in-a-line": lambda: _many(WORK + "- 标题: 甲\n  正文: ", "听{{ 党客 }}"),
    "braces-in-a-line": lambda: (WORK + "- 标题: 甲\n  正文: 听").encode() + b"{" * 900_000,
    # what is not wrong at all
    "sound-log": lambda: _many(LOG, ACTIVITY),
    "sound-sections": lambda: _many(WORK, "- 标题: 甲乙丙丁\n"),
    # bytes
    "random": lambda: random.Random(1).randbytes(SIZE),
    "nul": lambda: b"\0" * SIZE,
    "ff": lambda: b"\xff" * SIZE,
    "control-characters": lambda: _many(HEAD, "\x01"),
    "control-character-a-line": lambda: _many(HEAD, "a: b\x01\n"),
    "byte-order-marks": lambda: _many(HEAD, "a: \ufeff\n"),
    "gb18030": lambda: _many(LOG, ACTIVITY).decode().encode("gb18030"),
    "utf-16": lambda: _many(LOG, ACTIVITY).decode()[: SIZE // 2].encode("utf-16"),
    "utf-32": lambda: _many(LOG, ACTIVITY).decode()[: SIZE // 4].encode("utf-32"),
    "surrogates": lambda: _many(HEAD, "x").decode().encode() + b"\xed\xa0\x80" * 1000,
    "carriage-returns": lambda: _many(LOG, ACTIVITY).replace(b"\n", b"\r"),
}


def limited() -> None:
    """Hold the process to a memory that any machine has."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def validated(file: Path) -> tuple[float, int, bytes]:
    """The seconds that validating ``file`` takes, how it ends, and what it complains of."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "branchreport", "validate", file],
        preexec_fn=limited,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "BRANCHREPORT_LANG": "zh"},
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, done.returncode, done.stderr


def measured(names: list[str], limit: float) -> Iterator[tuple[str, float, int, bool]]:
    """Each file with its seconds, its exit code, and whether it is as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            file = Path(folder) / f"{name}.yaml"
            file.write_bytes(FILES[name]())
            seconds, code, complaint = validated(file)
            file.unlink()
            yield name, seconds, code, seconds < limit and code in (0, 1) and not complaint


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", default=list(FILES), metavar="NAME")
    parser.add_argument("--limit", type=float, default=2.0, metavar="SECONDS")
    options = parser.parse_args()
    failed = 0
    for name, seconds, code, well in measured(options.names, options.limit):
        print(f"{name:28} {seconds:5.2f} s  exit {code}{'' if well else '  FAIL'}", flush=True)
        failed += not well
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
