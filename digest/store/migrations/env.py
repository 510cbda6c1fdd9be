"""Runs the steps on the connection that ``store.database`` hands over, inside its transaction."""

from alembic import context

from digest.store import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.METADATA,
    # SQLite changes a table by copying it.
    render_as_batch=True,
)
context.run_migrations()
