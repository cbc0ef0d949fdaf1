"""Backups: the store as one SQLite file, the records as another one beside it.

A backup is a store like any other: it can be opened, asked, checked and copied.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from api.application.application import Application
from api.application.keep.check import CheckedStore, check_store
from api.application.keep.copy import Copied, Differing, copy_store, tenants_of
from api.application.keep.telling import Tell, tell_nobody
from graph.records.records import Records
from graph.store import SelfCopying
from ontology.errors import (
    BrokenLedgerError,
    InputError,
    SourceError,
    StoreUnavailableError,
)

Opening: TypeAlias = Callable[[str], AbstractContextManager[Application]]
"""Opens the store at an address, which is made if need be, and closes it at the end."""

Target: TypeAlias = Callable[[], AbstractContextManager[Application]]
"""Opens the store that is to be restored, and closes it at the end."""

OWNER_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class BackedUp:
    """The file that was written, the one of the records if there are any, and what is in them."""

    file: Path
    records: Path | None
    checked: CheckedStore


def back_up(
    application: Application, opening: Opening, file: Path, tell: Tell = tell_nobody
) -> BackedUp:
    """Write a backup, prove it, and only then give it its name.

    The service may go on meanwhile. Only the owner of the files may read them.

    Raises `InputError` where a file is there already or cannot be written, and
    `BrokenLedgerError` where the store itself is broken, saying how the sound tenants are saved.
    """
    for each in (file, _records_of(file)):
        if each.exists():
            raise InputError(f"`{each.as_posix()}` is there already: name another file")
    with _draft_of(file) as draft:
        # first the records: every revision that they speak of is in the store by then
        _copy_records(application.records, draft)
        _copy_statements(application, opening, draft, tell)
        with opening(_address(draft)) as written:
            checked = check_store(written)
        if not checked.is_sound:
            raise _broken(
                _first_problem(checked),
                [each.tenant for each in checked.tenants if each.problem is None],
            )
        recorded = _records_of(draft).exists()
        _publish(draft, file)
    return BackedUp(file, _records_of(file) if recorded else None, checked)


def restore(
    target: Target,
    opening: Opening,
    file: Path,
    differing: Differing = Differing.KEPT,
    tell: Tell = tell_nobody,
) -> Copied:
    """Bring back what a backup holds: everything into an empty store, the rest into another.

    The backup is proved first, and is not touched; the store is opened, or made, only then. A
    store with another history is left as it is. What is interrupted is continued by the next
    call.

    Raises `InputError` where there is no such backup, `StoreUnavailableError` where the file is
    none or damaged, and `SourceError` where it is broken.
    """
    with _proved(opening, file) as source, target() as application:
        return copy_store(source, application, (), differing, tell)


@contextmanager
def _proved(opening: Opening, file: Path) -> Iterator[Application]:
    """Open a copy of a backup, once it is known to be sound."""
    with ExitStack() as closing:
        copy = closing.enter_context(_taken_out(file))
        try:
            source = closing.enter_context(opening(_address(copy)))
            checked = check_store(source)
        except StoreUnavailableError as error:
            # nobody knows the copy
            problem = error.message.replace(str(copy), file.as_posix())
            raise StoreUnavailableError(problem) from error
        if not checked.is_sound:
            problem = _first_problem(checked).replace(str(copy.parent), str(file.parent))
            raise SourceError(f"the backup is broken: {problem}", file.as_posix())
        if not tenants_of(source):
            raise InputError(f"`{file.as_posix()}` holds nothing: there is nothing to restore")
        yield source


def _copy_records(records: Records, draft: Path) -> None:
    if not records.are_there():
        return
    with Records.beside(draft) as kept:
        for tenant in records.tenants():
            kept.take_over(tenant, records)


def _copy_statements(application: Application, opening: Opening, draft: Path, tell: Tell) -> None:
    os.close(os.open(draft, os.O_CREAT | os.O_WRONLY, OWNER_ALONE))
    if isinstance(application.store, SelfCopying):
        application.store.back_up(draft, tell)
        return
    with opening(_address(draft)) as target:
        copied = copy_store(application, target, application.store.tenants(), tell=tell)
    if isinstance(copied.failure, BrokenLedgerError):
        sound = [each.tenant for each in copied.tenants if each not in copied.lacking]
        raise _broken(copied.failure.message, sound)
    if copied.failure is not None:
        raise copied.failure


def _broken(problem: str, sound: Sequence[str]) -> BrokenLedgerError:
    """Return the error that says what is broken, and how to save what is not."""
    if not sound:
        return BrokenLedgerError(f"the store is broken: {problem}")
    options = " ".join(f"--tenant {each}" for each in sound)
    return BrokenLedgerError(
        f"the store is broken: {problem}; no backup was written, but "
        f"`waymark store copy FROM sqlite:///FILE {options}` saves what is sound"
    )


def _first_problem(checked: CheckedStore) -> str:
    problems = [f"`{each.tenant}`: {each.problem}" for each in checked.tenants if each.problem]
    return [*problems, *checked.records][0]


@contextmanager
def _draft_of(file: Path) -> Iterator[Path]:
    """Lend a place in the folder of the file, which is cleared away whatever happens."""
    try:
        folder = Path(tempfile.mkdtemp(dir=file.absolute().parent, prefix=".waymark-"))
    except OSError as error:
        raise _unwritable(file, error) from error
    try:
        yield folder / file.name
    finally:
        shutil.rmtree(folder)


def _publish(draft: Path, file: Path) -> None:
    """Give the draft its name; the store comes last, and with it there is a backup."""
    named = []
    try:
        for made, place in ((_records_of(draft), _records_of(file)), (draft, file)):
            if made.exists():
                _settle(made)
                _name(made, place)
                named.append(place)
        _settle(file.parent)
    except OSError as error:
        for place in named:
            place.unlink()
        raise _unwritable(file, error) from error


def _name(made: Path, place: Path) -> None:
    """Give a file its name; raises `FileExistsError` where something has it already."""
    try:
        os.link(made, place)
    except OSError:
        # a disk without links: take the name, and only then give it to the file
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE))
        made.replace(place)


def _settle(path: Path) -> None:
    """Wait until the disk has it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _taken_out(file: Path) -> Iterator[Path]:
    """Lend a copy of a backup: a backup is not written to, not even to bring it up to date."""
    if not file.is_file():
        raise InputError(f"there is no backup `{file.as_posix()}`")
    for each in (file, _records_of(file)):
        if each.with_name(f"{each.name}-wal").exists() or _journal(each).exists():
            raise InputError(
                f"`{each.as_posix()}` is in use or was left by a crash: it is no backup; "
                "`waymark store copy` moves a store that is in use"
            )
    with tempfile.TemporaryDirectory(prefix="waymark-") as folder:
        copy = Path(folder) / file.name
        shutil.copyfile(file, copy)
        if _records_of(file).exists():
            shutil.copyfile(_records_of(file), _records_of(copy))
        yield copy


def _journal(file: Path) -> Path:
    return file.with_name(f"{file.name}-journal")


def _records_of(store: Path) -> Path:
    return Records.path_beside(store)


def _address(file: Path) -> str:
    return f"sqlite:///{file}"


def _unwritable(file: Path, error: OSError) -> InputError:
    reason = (error.strerror or str(error)).lower()
    return InputError(f"`{file.as_posix()}` cannot be written: {reason}")
