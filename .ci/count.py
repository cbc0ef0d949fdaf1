"""Add up a JUnit report: `python .ci/count.py ALLOWED REPORT SUMS`.

Prints every reason for a skip with how often it was given, and fails on one that ALLOWED does
not list. Writes `passed failed skipped` to SUMS; the report of a run that broke off counts as
one failure.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path


def main(allowed: Path, report: Path, sums: Path) -> int:
    """Count, say why tests were skipped, and refuse what is not allowed."""
    cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - made by pytest here
    reasons = Counter(skip.get("message", "") for case in cases for skip in case.iter("skipped"))
    failed = sum(1 for case in cases if {"failure", "error"} & {child.tag for child in case})
    skipped = reasons.total()
    sums.write_text(f"{len(cases) - failed - skipped} {failed} {skipped}\n", encoding="utf-8")
    for reason, times in sorted(reasons.items()):
        print(f"skipped {times} times: {reason}")
    patterns = [
        re.compile(line)
        for line in allowed.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    unknown = [
        reason for reason in reasons if not any(pattern.fullmatch(reason) for pattern in patterns)
    ]
    for reason in unknown:
        print(f"not allowed: {reason}")
    return 1 if unknown or not cases else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
