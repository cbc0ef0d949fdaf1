"""Settings that every test shares.

Two Hypothesis profiles: `dev` looks somewhere new on each run and keeps what it found, `ci`
(`pytest --hypothesis-profile=ci`) looks at the same examples each time.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("dev", deadline=None, derandomize=False)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("dev")
