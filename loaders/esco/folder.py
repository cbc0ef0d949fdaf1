"""The files of an ESCO folder: which there are, and in which languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from loaders.tables import Table, read_table
from ontology.errors import SourceError

_NAME = re.compile(r"([A-Za-z]+)_([a-z]{2}(?:-[A-Za-z]+)?)\.csv")
PILLARS = ("skills", "occupations")
TABLES = (
    *PILLARS,
    "skillGroups",
    "ISCOGroups",
    "broaderRelationsSkillPillar",
    "broaderRelationsOccPillar",
    "skillsHierarchy",
    "occupationSkillRelations",
    "skillSkillRelations",
)


@dataclass(frozen=True, slots=True)
class Folder:
    """The CSV files of a folder by table and language: ``skills_en.csv``."""

    path: Path
    files: dict[str, dict[str, Path]]

    def in_each_language(self, table: str, needed: tuple[str, ...]) -> list[tuple[str, Table]]:
        """Read a table in every language in which it is there, by language."""
        found = sorted(self.files.get(table, {}).items())
        return [(language, read_table(path, needed)) for language, path in found]

    def once(self, table: str, needed: tuple[str, ...]) -> Table | None:
        """Read a table that says the same in every language; None where it is missing."""
        found = sorted(self.files.get(table, {}).items())
        return read_table(found[0][1], needed) if found else None

    def unread(self) -> list[Path]:
        """Return the files of tables that nobody reads."""
        read = {*TABLES, *self.collections()}
        return [
            path
            for name, by_language in sorted(self.files.items())
            for path in by_language.values()
            if name not in read
        ]

    def collections(self) -> list[str]:
        """Return the names of the tables that list the members of a collection."""
        return sorted(name for name in self.files if name.endswith("Collection"))


def open_folder(path: Path) -> Folder:
    """Look through a folder.

    Raises `SourceError` where there is neither a table of skills nor one of occupations.
    """
    files: dict[str, dict[str, Path]] = {}
    for file in sorted(path.iterdir()) if path.is_dir() else ():
        name = _NAME.fullmatch(file.name)
        if name:
            files.setdefault(name[1], {})[name[2].lower()] = file
    if not any(pillar in files for pillar in PILLARS):
        problem = "no ESCO folder: neither `skills_….csv` nor `occupations_….csv` is in it"
        raise SourceError(problem, path.as_posix())
    return Folder(path, files)


def is_esco(path: Path) -> bool:
    """Tell whether a path is a folder with tables of ESCO."""
    if not path.is_dir():
        return False
    names = (_NAME.fullmatch(file.name) for file in path.iterdir())
    return any(name is not None and name[1] in PILLARS for name in names)
