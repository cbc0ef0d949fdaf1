"""Plants mistakes in the modules that everything rests on, and lets their tests find them.

`PYTHONPATH=tests python -m mutation.hunt` takes a sample of the mutants, all of them with
`WAYMARK_SCALE=1`, prints those that no test notices, and fails when too many survive.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from mutation.mutants import Mutant, mutants
from scale import count

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("ontology", "shapes", "loaders", "graph", "reasoning", "api", "tests", "pyproject.toml")
WORKERS = 2
# a mutant that loops for ever is noticed too
SECONDS = 180
LEAST_NOTICED = 0.9


class Target(NamedTuple):
    """Modules, and the tests that answer for them."""

    modules: str
    tests: tuple[str, ...]


class Planted(NamedTuple):
    """A mutant and where it goes."""

    module: str
    mutant: Mutant
    tests: tuple[str, ...]


TARGETS = (
    # forged certificates try the kernel as well
    Target("reasoning/kernel/**/*.py", ("tests/reasoning/kernel", "tests/reasoning/certificate")),
    Target("reasoning/certificate/**/*.py", ("tests/reasoning/certificate",)),
)


def main() -> int:
    """Hunt, and say what survived."""
    everything = list(_planted())
    sample = random.Random(7).sample(range(len(everything)), count(len(everything)))
    chosen = [everything[number] for number in sorted(sample)]
    with tempfile.TemporaryDirectory() as folder:
        copies = _copies(Path(folder))
        for tests in sorted({planted.tests for planted in everything}):
            assert not _noticed(copies, tests, None), f"{tests} fail without any mistake"
        with ThreadPoolExecutor(WORKERS) as pool:
            noticed = list(pool.map(lambda each: _noticed(copies, each.tests, each), chosen))
    for planted, seen in zip(chosen, noticed, strict=True):
        if not seen:
            print(f"survived: {planted.module}:{planted.mutant.row} {planted.mutant.change}")
    print(f"{sum(noticed)} of {len(noticed)} mistakes noticed, {len(everything)} possible")
    return 0 if sum(noticed) >= LEAST_NOTICED * len(noticed) else 1


def _planted() -> Iterator[Planted]:
    for target in TARGETS:
        modules = sorted(ROOT.glob(target.modules))
        assert modules, f"nothing matches {target.modules}"
        for module in modules:
            for mutant in mutants(module.read_text(encoding="utf-8")):
                yield Planted(module.relative_to(ROOT).as_posix(), mutant, target.tests)


def _copies(folder: Path) -> SimpleQueue[Path]:
    """Lay out one copy of the sources for each worker."""
    copies = SimpleQueue[Path]()
    for number in range(WORKERS):
        copy = folder / str(number)
        copy.mkdir()
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / name)
        copies.put(copy)
    return copies


def _noticed(copies: SimpleQueue[Path], tests: tuple[str, ...], planted: Planted | None) -> bool:
    """Whether the tests fail with the mistake in place; the copy is mended afterwards."""
    copy = copies.get()
    try:
        if planted is not None:
            (copy / planted.module).write_text(planted.mutant.source, encoding="utf-8")
        return not _pass(copy, tests)
    finally:
        if planted is not None:
            shutil.copy(ROOT / planted.module, copy / planted.module)
        copies.put(copy)


def _pass(copy: Path, tests: tuple[str, ...]) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    command += ["--hypothesis-profile=ci", *tests]
    environment = {**os.environ, "WAYMARK_SCALE": "0.01", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        run = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
