"""Where readings are kept: tables, migrations, SQLite and PostgreSQL."""

from __future__ import annotations

from lagebild.store.database import Store, StoreError

__all__ = ["Store", "StoreError"]
