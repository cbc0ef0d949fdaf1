"""Settings: the only reader of the environment.

Every setting has a default, so that with no environment at all Waymark works on one SQLite
file in the current folder and listens to this machine alone.
"""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ontology.errors import InputError


class Settings(BaseSettings):
    """What may be set from outside, by `WAYMARK_STORE`, `WAYMARK_PORT` and so on.

    An empty variable counts as none: it is what a container file makes of one that is not set.
    """

    model_config = SettingsConfigDict(
        env_prefix="WAYMARK_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    store: str = Field("sqlite:///waymark.db", description="where statements are kept")
    store_user: str | None = Field(None, description="who opens the store, where it asks")
    store_password: SecretStr | None = Field(None, description="the password for it")
    records: str = Field(
        "sqlite:///waymark-records.db",
        description="where records are kept, with a Neo4j store; otherwise beside the store",
    )
    tenant: str = Field("main", min_length=1, description="whose statements")
    time_zone: str | None = Field(None, description="where `today` is; the machine's by default")
    host: str = Field("127.0.0.1", description="the address the service listens on")
    port: int = Field(8765, ge=1, le=65535, description="the port the service listens on")

    answer_days: int = Field(
        90, ge=0, le=36_500, description="days that an answer is kept; 0 keeps it for good"
    )

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, name: str | None) -> str | None:
        if name is not None:
            try:
                ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError):
                raise ValueError(f"`{name}` is no time zone, such as Europe/Berlin") from None
        return name

    @property
    def answers_kept(self) -> timedelta | None:
        """How long an answer is kept after it was asked for last; None for good."""
        return timedelta(days=self.answer_days) if self.answer_days else None

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone that says which day it is; None for the machine's own."""
        return None if self.time_zone is None else ZoneInfo(self.time_zone)


def read_settings(**stated: object) -> Settings:
    """Read the environment; what is stated here and is not None goes before it.

    Raises `InputError` naming every setting that cannot be used.
    """
    given = {name: value for name, value in stated.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        problems = [
            f"WAYMARK_{'_'.join(map(str, each['loc'])).upper()}: "
            + each["msg"].removeprefix("Value error, ")
            for each in error.errors()
        ]
        raise InputError("unusable settings: " + "; ".join(problems)) from None
