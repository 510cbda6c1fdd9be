"""Reads ``config.toml`` and the environment into ``Settings``; reports every mistake at once."""

from pathlib import Path

from digest.config.settings import Settings


def load(path: Path) -> Settings:
    """Read the file, then the environment (``DIGEST_WEB__PORT=8081``); resolve paths and secret files.

    Raises ConfigError with one line per mistake: file, line, key, what was expected, the nearest known key.
    """
    raise NotImplementedError
