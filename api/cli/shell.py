"""What a command works with: the terminal, the settings, and the way to an application."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from api.application.application import Application, Asked
from api.application.keep.telling import Tell, tell_nobody
from api.application.principal import LOCAL
from api.settings import Settings


@dataclass(frozen=True, slots=True)
class Composers:
    """How an application is put together, for commands that write and for those that read.

    For reading, a store that is not there is an empty one: nothing is made on the disk.
    `serve` starts the service, and returns when it was told to end.
    """

    for_writing: Callable[[Settings], Application]
    for_reading: Callable[[Settings], Application]
    serve: Callable[[Settings], None]


@dataclass(frozen=True, slots=True)
class Shell:
    """One run of the command."""

    composers: Composers
    settings: Settings
    revision: int | None
    json: bool
    out: Console
    err: Console
    tenants: tuple[str, ...] = ()
    """Those that were named in this very command."""

    @property
    def asked(self) -> Asked:
        """Who works at this machine asks, in the tenant of the settings."""
        return Asked(LOCAL, self.settings.tenant, self.revision)

    @contextmanager
    def reading(self) -> Iterator[Application]:
        """Open the application for looking at things."""
        application = self.composers.for_reading(self.settings)
        try:
            yield application
        finally:
            application.close()

    @contextmanager
    def writing(self) -> Iterator[Application]:
        """Open the application for changing things."""
        application = self.composers.for_writing(self.settings)
        try:
            yield application
        finally:
            application.close()

    @contextmanager
    def opening(self, address: str) -> Iterator[Application]:
        """Open the application on another store than that of the settings."""
        application = self.composers.for_writing(self._elsewhere(address))
        try:
            yield application
        finally:
            application.close()

    @contextmanager
    def reading_from(self, address: str) -> Iterator[Application]:
        """Open the application on another store, for looking at things."""
        application = self.composers.for_reading(self._elsewhere(address))
        try:
            yield application
        finally:
            application.close()

    def print_json(self, answer: BaseModel) -> None:
        """Write an answer for machines: one object, indented."""
        sys.stdout.write(answer.model_dump_json(indent=2) + "\n")

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """Show that something goes on, where somebody is watching."""
        if not self._is_watched:
            yield
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(24))
        with Progress(*columns, TimeElapsedColumn(), console=self.err, transient=True) as progress:
            progress.add_task(what, total=None)
            yield

    @contextmanager
    def counting(self, what: str) -> Iterator[Tell]:
        """Show how much of something is done, where somebody is watching."""
        if not self._is_watched:
            yield tell_nobody
            return
        columns = (TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn())
        with Progress(*columns, TimeElapsedColumn(), console=self.err, transient=True) as progress:
            task = progress.add_task(what, total=None)
            yield lambda done, of: progress.update(task, completed=done, total=of)

    @property
    def _is_watched(self) -> bool:
        return self.err.is_terminal and not self.json and not self.err.quiet

    def _elsewhere(self, address: str) -> Settings:
        return self.settings.model_copy(update={"store": address})


def shell_of(context: typer.Context) -> Shell:
    """Return the shell that the common options made."""
    shell = context.obj
    if not isinstance(shell, Shell):
        raise TypeError("the command was called without its common options")
    return shell


def leave(code: int) -> None:
    """End the command with this exit code."""
    if code:
        raise typer.Exit(code)
