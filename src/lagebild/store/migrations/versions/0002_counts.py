"""Rows and indexes that make counts over a large store fast: track records, words of names, facets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PIECE = 5000
"""Rows that are written at once."""

_PUBLISHERS = """
    INSERT INTO event_voice (event_id, kind, name, claims, is_confirmed, is_denied, is_alone, is_first)
    SELECT e.id, 'publisher', v.publisher, count(*), e.is_confirmed, e.is_denied, e.origins = 1,
        (SELECT min(v2.known) FROM claim c2 JOIN version v2 ON v2.id = c2.version_id
         WHERE c2.event_id = e.id AND v2.publisher = v.publisher) <= e.first_known
    FROM event e JOIN claim c ON c.event_id = e.id
    JOIN event_report t ON t.event_id = e.id AND t.version_id = c.version_id
    JOIN version v ON v.id = c.version_id
    WHERE e.is_shown AND v.publisher IS NOT NULL
    GROUP BY e.id, v.publisher"""

_SPEAKERS = """
    INSERT INTO event_voice (event_id, kind, name, claims, is_confirmed, is_denied, is_alone, is_first)
    SELECT e.id, 'source', s.name, count(DISTINCT c.id), e.is_confirmed, e.is_denied, e.origins = 1,
        (SELECT min(v2.known) FROM claim c2 JOIN version v2 ON v2.id = c2.version_id
         JOIN source s2 ON s2.claim_id = c2.id
         WHERE c2.event_id = e.id AND s2.name = s.name) <= e.first_known
    FROM event e JOIN claim c ON c.event_id = e.id
    JOIN event_report t ON t.event_id = e.id AND t.version_id = c.version_id
    JOIN source s ON s.claim_id = c.id
    WHERE e.is_shown
    GROUP BY e.id, s.name"""

_TOTALS = """
    INSERT INTO speaker (name, reports, claims)
    SELECT s.name, count(DISTINCT c.version_id), count(DISTINCT c.id)
    FROM source s JOIN claim c ON c.id = s.claim_id GROUP BY s.name"""


def upgrade() -> None:
    """Make tables and indexes, and fill them from what is there."""
    op.create_table(
        "entity_word",
        sa.Column("word", sa.Text(), nullable=False, comment="a word of entity_name.folded"),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_entity_word_entity_id")),
        sa.PrimaryKeyConstraint("word", "entity_id", name=op.f("pk_entity_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_voice",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.String(length=12), nullable=False, comment="publisher, or source for a speaker inside reports"
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False, comment="the event is; so are the next two"),
        sa.Column("is_denied", sa.Boolean(), nullable=False),
        sa.Column("is_alone", sa.Boolean(), nullable=False, comment="one origin only"),
        sa.Column("is_first", sa.Boolean(), nullable=False, comment="had it on the first day that it was known"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_voice_event_id")),
        sa.PrimaryKeyConstraint("event_id", "kind", "name", name=op.f("pk_event_voice")),
    )
    op.create_table(
        "speaker",
        sa.Column("name", sa.Text(), nullable=False, comment="source.name"),
        sa.Column("reports", sa.Integer(), nullable=False, comment="versions of reports in which it speaks"),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_speaker")),
    )
    for statement in (_PUBLISHERS, _SPEAKERS, _TOTALS):
        op.execute(sa.text(statement))
    _words(op.get_bind())
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns, unique=False)


_INDEXES = (
    (
        "ix_event_voice_counts",
        "event_voice",
        ["kind", "name", "is_confirmed", "is_denied", "is_alone", "is_first", "claims"],
    ),
    ("ix_speaker_claims", "speaker", ["claims"]),
    ("ix_version_publisher_number", "version", ["publisher", "number"]),
    (
        "ix_event_counts",
        "event",
        ["is_shown", "type", "status", "country", "day", "is_disputed", "is_denied", "is_confirmed"],
    ),
    (
        "ix_event_spans",
        "event",
        ["first_known", "last_known", "is_confirmed", "is_disputed", "withdrawn", "merged_into"],
    ),
)


def _words(connection: sa.Connection) -> None:
    """Words of all names that are there."""
    names = connection.execute(sa.text("SELECT entity_id, folded FROM entity_name"))
    pairs = sorted({(word, number) for number, folded in names for word in folded.split()})
    for start in range(0, len(pairs), PIECE):
        rows = [{"word": word, "number": number} for word, number in pairs[start : start + PIECE]]
        connection.execute(sa.text("INSERT INTO entity_word (word, entity_id) VALUES (:word, :number)"), rows)


def downgrade() -> None:
    """Drop them."""
    for name, table, _ in reversed(_INDEXES):
        op.drop_index(name, table)
    for table in ("speaker", "event_voice", "entity_word"):
        op.drop_table(table)
