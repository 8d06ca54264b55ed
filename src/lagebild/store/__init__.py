"""Where readings are kept: tables, migrations, SQLite and PostgreSQL."""
