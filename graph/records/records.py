"""Records that are no statements, of every tenant, in a database of their own.

They lie beside the store and not in it: a ledger never forgets, and people may ask to be
forgotten.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.records.answers import AnswerRecords
from graph.records.database import Database
from graph.records.key_records import KeyRecords
from graph.records.keys import ApiKey
from graph.records.learners import LearnerRecords
from graph.records.quarantine import QuarantineRecords


class Records:
    """Learners, answers, quarantine and API keys; threads and processes may share them.

    Every call raises `StoreUnavailableError` where the database fails. `draw` gives random
    bytes for keys.
    """

    def __init__(self, database: Database, draw: Callable[[int], bytes]) -> None:
        self._database = database
        self._keys = KeyRecords(database, draw)
        self.learners = LearnerRecords(database)
        self.answers = AnswerRecords(database)
        self.quarantine = QuarantineRecords(database)

    @classmethod
    def at(cls, path: Path, draw: Callable[[int], bytes] = secrets.token_bytes) -> Self:
        """Open the records in a file, which is made if it is not there.

        Raises `StoreUnavailableError` where that cannot be, saying why and what helps.
        """
        return cls(Database.at(path), draw)

    @classmethod
    def beside(cls, store: Path, draw: Callable[[int], bytes] = secrets.token_bytes) -> Self:
        """Open the records that belong to the store in a file: `waymark-records.db`."""
        return cls.at(store.with_name(f"{store.stem}-records{store.suffix}"), draw)

    @classmethod
    def in_memory(cls, draw: Callable[[int], bytes] = secrets.token_bytes) -> Self:
        """Open empty records that are gone when they are closed."""
        return cls(Database.in_memory(), draw)

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

    def verify_key(self, token: str) -> ApiKey | None:
        """Return the key whose token this is; None where it is no token, or worth nothing."""
        return self._keys.verify(token)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
