"""Alembic's entry: migrations run on the connection that lagebild.store.migrate hands over."""

from __future__ import annotations

from alembic import context

from lagebild.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
