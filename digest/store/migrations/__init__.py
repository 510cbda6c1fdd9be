"""The schema's history, one file per step in ``versions``, run by Alembic from inside the package."""
