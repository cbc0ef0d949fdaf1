"""Showing one term."""

from __future__ import annotations

from typing import NamedTuple

from api.application.application import Application, Asked
from api.application.curate.neighbourhood import Neighbourhood, neighbourhood
from graph.snapshot import Snapshot


class Shown(NamedTuple):
    """A term with its neighbourhood, and the snapshot that names everything in it."""

    snapshot: Snapshot
    around: Neighbourhood


def show(application: Application, asked: Asked, name: str) -> Shown:
    """Look a term up by CURIE, IRI or label.

    Raises `UnknownTermError`, proposing what may be meant.
    """
    known = application.snapshots.at(asked.tenant, asked.revision)
    return Shown(known.snapshot, neighbourhood(known.snapshot, known.names.resolve(name)))
