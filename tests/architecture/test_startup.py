"""`waymark --help` answers without loading what it does not need."""

from __future__ import annotations

import json
import subprocess
import sys

from architecture.house import ROOT

# slow to import, each of them, and of no use to a page of help
HEAVY = (
    "fastapi",
    "highspy",
    "neo4j",
    "networkx",
    "numpy",
    "owlready2",
    "pyshacl",
    "rdflib",
    "sqlalchemy",
    "strawberry",
    "torch",
    "uvicorn",
)
SCRIPT = f"""
import json, sys
from api.__main__ import main
sys.argv = ["waymark", "--help"]
try:
    main()
finally:
    loaded = [name for name in {HEAVY!r} if name in sys.modules]
    print(json.dumps(loaded), file=sys.stderr)
"""


def test_help_loads_nothing_heavy() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert "Usage" in answer.stdout
    assert json.loads(answer.stderr.splitlines()[-1]) == []
