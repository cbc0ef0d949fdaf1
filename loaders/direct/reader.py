"""Reading DIRECT 2.0 into statements.

Domains and competencies become groups, skills become competencies on one scale, learning
resources teach the first level of the skills that name them, and profiles become roles. DIRECT
has no prerequisites, and none is made: skills that are related are aligned as related, and
nobody approved it.

Its level 0 says that a skill is lacking, so the scale has the levels from 1. It is progressive,
for each level is described as going beyond the one below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from loaders.direct.files import direct_files, read_catalogue
from loaders.direct.profiles import roles
from loaders.direct.terms import FRAMEWORK, LICENCE, Placed, terms
from loaders.fidelity import Account, Place
from loaders.loaded import Loaded
from ontology.dataset import Provenance, Statement, state

_VERSION = re.compile(r"framework[-_]([0-9]+(?:[-_.][0-9]+)*)\.json", re.IGNORECASE)


def read_paths(paths: Sequence[Path]) -> Loaded:
    """Read files and folders of DIRECT as one load; profiles find their skills in any of them.

    Raises `SourceError` where a file is no JSON, or no list of records or profiles.
    """
    account = Account()
    files = [file for path in paths for file in _files(path, account)]
    catalogue = read_catalogue(list(dict.fromkeys(files)), account)
    said = [*terms(catalogue, _version(files), account), *roles(catalogue, account)]
    statements = tuple(map(_stated, said))
    for kind, count in Counter(statement.kind for statement in statements).items():
        account.kept(kind, count)
    return Loaded(statements, fidelity=account.fidelity())


def _files(path: Path, account: Account) -> list[Path]:
    found = direct_files(path)
    if path.is_dir():
        for other in sorted(set(path.glob("*.json")) - set(found)):
            account.dropped("file", "no file of DIRECT", Place(other.as_posix()))
    return found or [path]


def _version(files: Sequence[Path]) -> str | None:
    """Return the version that the name of a file tells: ``framework-2-0.json`` is 2.0."""
    for file in files:
        found = _VERSION.fullmatch(file.name)
        if found:
            return re.sub("[-_]", ".", found[1])
    return None


def _stated(said: Placed) -> Statement:
    place = said.place
    provenance = Provenance(FRAMEWORK, place.file, place.row, place.column, licence=LICENCE)
    return state(said.content, provenance)
