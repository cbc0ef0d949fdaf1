"""What the environment may say."""

from __future__ import annotations

import pytest

from api.settings import read_settings
from ontology.errors import InputError


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    default = read_settings()
    for name in ("STORE", "STORE_USER", "STORE_PASSWORD", "TENANT", "PORT", "TIME_ZONE"):
        monkeypatch.setenv(f"WAYMARK_{name}", "")
    assert read_settings() == default
    assert read_settings().store_user is None


def test_a_password_shows_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_STORE_PASSWORD", "open sesame")
    assert "sesame" not in f"{read_settings()!r} {read_settings()}"


def test_every_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_PORT", "eighty")
    monkeypatch.setenv("WAYMARK_TIME_ZONE", "Mars/Olympus")
    with pytest.raises(InputError, match="WAYMARK_PORT") as refused:
        read_settings()
    assert "WAYMARK_TIME_ZONE" in refused.value.message
