"""Records that are no statements, of every tenant, in a database of their own.

They lie beside the store and not in it: a ledger never forgets, and people may ask to be
forgotten.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Collection
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from graph.records.keys import ApiKey, Rotated

# the libraries below are slow to import, and most commands never look at the records
if TYPE_CHECKING:
    from graph.records.answer_records import AnswerRecords
    from graph.records.database import Database
    from graph.records.key_records import KeyRecords
    from graph.records.learner_records import LearnerRecords
    from graph.records.quarantine_records import QuarantineRecords


class Records:
    """Learners, answers, quarantine and API keys; threads and processes may share them.

    The database is opened, and made, by the first call that needs it. Every call raises
    `StoreUnavailableError` where that cannot be or the database fails, saying why and what
    helps. `draw` gives random bytes for keys.
    """

    def __init__(self, path: Path | None, draw: Callable[[int], bytes]) -> None:
        self._path = path
        self._draw = draw
        self._opening = threading.Lock()
        self._opened: Database | None = None

    @classmethod
    def at(cls, path: Path, draw: Callable[[int], bytes] = secrets.token_bytes) -> Self:
        """Return the records in a file."""
        return cls(path, draw)

    @classmethod
    def beside(cls, store: Path, draw: Callable[[int], bytes] = secrets.token_bytes) -> Self:
        """Return the records that belong to the store in a file: `waymark-records.db`."""
        return cls(cls.path_beside(store), draw)

    @staticmethod
    def path_beside(store: Path) -> Path:
        """Return where the records lie that belong to the store in a file."""
        return store.with_name(f"{store.stem}-records{store.suffix}")

    @classmethod
    def in_memory(cls, draw: Callable[[int], bytes] = secrets.token_bytes) -> Self:
        """Return empty records that are gone when they are closed."""
        return cls(None, draw)

    def open(self) -> Self:
        """Open the database now, to find out whether that can be."""
        self._database()
        return self

    @cached_property
    def learners(self) -> LearnerRecords:
        """The learners."""
        from graph.records.learner_records import LearnerRecords

        return LearnerRecords(self._database())

    @cached_property
    def answers(self) -> AnswerRecords:
        """The answers, by their digests."""
        from graph.records.answer_records import AnswerRecords

        return AnswerRecords(self._database())

    @cached_property
    def quarantine(self) -> QuarantineRecords:
        """What was left out of loads."""
        from graph.records.quarantine_records import QuarantineRecords

        return QuarantineRecords(self._database())

    def create_key(
        self, tenant: str, name: str, roles: Collection[str], at: datetime
    ) -> tuple[ApiKey, str]:
        """Make a key; its token is returned this once, and only a digest of it is kept."""
        key, token = self._keys.create(tenant, name, roles, at)
        return key, str(token)

    def keys(self, tenant: str) -> tuple[ApiKey, ...]:
        """Return every key of the tenant, the revoked ones too, oldest first."""
        return self._keys.list(tenant)

    def revoke_key(self, tenant: str, identifier: str, at: datetime) -> ApiKey:
        """Make a key worthless; one that already is keeps the time of its first revocation.

        Raises `UnknownTermError` where the tenant has no such key.
        """
        return self._keys.revoke(tenant, identifier, at)

    def rotate_key(
        self, tenant: str, named: str, at: datetime, until: datetime
    ) -> tuple[Rotated, str]:
        """Make a second key for the principal of a key; the first one is good `until` then.

        `named` is the identifier of a key, or the name of the only good key of that name. Keys
        of that name that were rotated before end by then as well.

        Raises `UnknownTermError` where no good key is meant, `InputError` where several are.
        """
        rotated, token = self._keys.rotate(tenant, named, at, until)
        return rotated, str(token)

    def verify_key(self, token: str, at: datetime) -> ApiKey | None:
        """Return the key whose token this is; None where it is no token, or worth nothing now."""
        return self._keys.verify(token, at)

    def are_there(self) -> bool:
        """Tell whether the database was made already; asking makes none."""
        return self._opened is not None or (self._path is not None and self._path.exists())

    def tenants(self) -> tuple[str, ...]:
        """Return every tenant that has a record, sorted."""
        from graph.records.takeover import tenants

        return tenants(self._database())

    def digest(self, tenant: str) -> str | None:
        """Return the fingerprint of a tenant's records, equal for equal ones; None for none."""
        from graph.records.takeover import digest

        return digest(self._database(), tenant)

    def take_over(self, tenant: str, source: Records) -> None:
        """Make the tenant's records those of the source, all of them or none."""
        from graph.records.takeover import take_over

        take_over(self._database(), tenant, source._database())

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the records, a sentence for each finding."""
        from graph.records.audit import problems

        return problems(self._database())

    def close(self) -> None:
        """Let go of the file; the records are not used again."""
        if self._opened is not None:
            self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def _keys(self) -> KeyRecords:
        from graph.records.key_records import KeyRecords

        return KeyRecords(self._database(), self._draw)

    def _database(self) -> Database:
        from graph.records.database import Database

        with self._opening:
            if self._opened is None:
                path = self._path
                self._opened = Database.in_memory() if path is None else Database.at(path)
            return self._opened
