"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lagebild.store import fulltext

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables and the full text index."""
    op.create_table(
        "entity",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("sector", sa.String(length=8), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity")),
        sa.UniqueConstraint("key", name=op.f("uq_entity_key")),
    )
    op.create_index(op.f("ix_entity_code"), "entity", ["code"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True, comment="set where this number lives on"),
        sa.Column("opened", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=True),
        sa.Column("mode", sa.String(length=24), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=True),
        sa.Column("label", sa.Text(), nullable=True, comment="the sentence that tells it best"),
        sa.Column(
            "day",
            sa.Date(),
            nullable=True,
            comment="its first day, or the day it was first reported where no date is known",
        ),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("first_known", sa.Date(), nullable=True),
        sa.Column("last_known", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=8), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("scale", sa.Float(), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("state_controlled", sa.Integer(), nullable=False, comment="origins under a state's control"),
        sa.Column("disputed", sa.JSON(), nullable=False, comment="fields on which origins or sources differ"),
        sa.Column("is_disputed", sa.Boolean(), nullable=False),
        sa.Column("is_denied", sa.Boolean(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=True, comment="accepted or rejected by a person"),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False, comment="neither merged away, rejected nor withdrawn"),
        sa.ForeignKeyConstraint(["merged_into"], ["event.id"], name=op.f("fk_event_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_changed"), "event", ["changed"], unique=False)
    op.create_index("ix_event_confirmed", "event", ["is_shown", "is_confirmed", "day"], unique=False)
    op.create_index(op.f("ix_event_country"), "event", ["country"], unique=False)
    op.create_index(op.f("ix_event_day"), "event", ["day"], unique=False)
    op.create_index("ix_event_disputed", "event", ["is_shown", "is_disputed", "day"], unique=False)
    op.create_index("ix_event_facets", "event", ["is_shown", "day", "type", "status", "country"], unique=False)
    op.create_index(op.f("ix_event_first_known"), "event", ["first_known"], unique=False)
    op.create_index(op.f("ix_event_last_known"), "event", ["last_known"], unique=False)
    op.create_index(op.f("ix_event_merged_into"), "event", ["merged_into"], unique=False)
    op.create_index("ix_event_status_day", "event", ["is_shown", "status", "day"], unique=False)
    op.create_index("ix_event_type_day", "event", ["is_shown", "type", "day"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="the report's own identity, from its address or file"),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("first_added", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("key", name=op.f("uq_report_key")),
    )
    op.create_index(op.f("ix_report_publisher"), "report", ["publisher"], unique=False)
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=16),
            nullable=False,
            comment="opened, joined, merged, split, verdict, revoked, corrected",
        ),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_change_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_at"), "change", ["at"], unique=False)
    op.create_index(op.f("ix_change_event_id"), "change", ["event_id"], unique=False)
    op.create_table(
        "entity_name",
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="a spelling seen in a report"),
        sa.Column("folded", sa.Text(), nullable=False, comment="the same across spellings and scripts"),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_entity_name_entity_id")),
        sa.PrimaryKeyConstraint("entity_id", "name", name=op.f("pk_entity_name")),
    )
    op.create_index(op.f("ix_entity_name_folded"), "entity_name", ["folded"], unique=False)
    op.create_table(
        "event_party",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("sector", sa.String(length=8), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False, comment="ordinal of the event's day"),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_event_party_entity_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_party_event_id")),
        sa.PrimaryKeyConstraint("event_id", "role", "entity_id", name=op.f("pk_event_party")),
    )
    op.create_index("ix_event_party_code_day", "event_party", ["code", "day"], unique=False)
    op.create_index(op.f("ix_event_party_entity_id"), "event_party", ["entity_id"], unique=False)
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="1 for the first text seen"),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="SHA-256 of title and text"),
        sa.Column("added", sa.DateTime(), nullable=False, comment="when it came into this store, UTC"),
        sa.Column("known", sa.Date(), nullable=False, comment="the day from which its claims count as known"),
        sa.Column("until", sa.Date(), nullable=True, comment="the day from which a newer version stands in its place"),
        sa.Column("credits", sa.JSON(), nullable=False),
        sa.Column("cites", sa.JSON(), nullable=False, comment="outlets that the text names as where it read of it"),
        sa.Column("dateline", sa.Text(), nullable=True),
        sa.Column("furniture", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=True, comment="sentence vector, 32-bit floats"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_version_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_version_report_id_number")),
    )
    op.create_index(op.f("ix_version_added"), "version", ["added"], unique=False)
    op.create_index(op.f("ix_version_known"), "version", ["known"], unique=False)
    op.create_index(op.f("ix_version_until"), "version", ["until"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False, comment="the claim's id as the reader gave it"),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.String(length=24), nullable=True),
        sa.Column("contexts", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("quad", sa.String(length=24), nullable=False),
        sa.Column("scale", sa.Float(), nullable=False),
        sa.Column("cameo", sa.String(length=8), nullable=True),
        sa.Column("goldstein", sa.Float(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("time", sa.JSON(), nullable=True),
        sa.Column("place", sa.JSON(), nullable=True),
        sa.Column("country", sa.String(length=8), nullable=True),
        sa.Column("features", sa.JSON(), nullable=False, comment="what merging compares"),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_claim_event_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_claim_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("key", name=op.f("uq_claim_key")),
    )
    op.create_index(op.f("ix_claim_event_id"), "claim", ["event_id"], unique=False)
    op.create_index(op.f("ix_claim_version_id"), "claim", ["version_id"], unique=False)
    op.create_table(
        "copy",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False, comment="copy, part, translation"),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["of_id"], ["version.id"], name=op.f("fk_copy_of_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_copy_version_id")),
        sa.PrimaryKeyConstraint("version_id", "of_id", name=op.f("pk_copy")),
    )
    op.create_index(op.f("ix_copy_of_id"), "copy", ["of_id"], unique=False)
    op.create_table(
        "event_report",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "origin", sa.Integer(), nullable=False, comment="reports of one event with the same number are one origin"
        ),
        sa.Column("origin_name", sa.Text(), nullable=False),
        sa.Column("state_controlled", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False, comment="why it is no origin of its own; empty if it is"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_report_event_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_event_report_version_id")),
        sa.PrimaryKeyConstraint("event_id", "version_id", name=op.f("pk_event_report")),
    )
    op.create_index(op.f("ix_event_report_version_id"), "event_report", ["version_id"], unique=False)
    op.create_table(
        "fingerprint",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False, comment="proleptic Gregorian ordinal"),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_fingerprint_version_id")),
        sa.PrimaryKeyConstraint("hash", "day", "version_id", name=op.f("pk_fingerprint")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "block",
        sa.Column("key", sa.Text(), nullable=False, comment="claims that share one within a few days are compared"),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_block_claim_id")),
        sa.PrimaryKeyConstraint("key", "day", "claim_id", name=op.f("pk_block")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_block_claim_id"), "block", ["claim_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="trigger, sentence, hedge, time, place"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_evidence_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "number", name=op.f("pk_evidence")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_link_claim_id")),
        sa.ForeignKeyConstraint(["other_id"], ["claim.id"], name=op.f("fk_link_other_id")),
        sa.PrimaryKeyConstraint("claim_id", "other_id", name=op.f("pk_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_link_other_id"), "link", ["other_id"], unique=False)
    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False, comment="actor or recipient"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("sector", sa.String(length=8), nullable=True),
        sa.Column("second_sector", sa.String(length=8), nullable=True),
        sa.Column("identifier", sa.Text(), nullable=True),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_party_claim_id")),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_party_entity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index(op.f("ix_party_claim_id"), "party", ["claim_id"], unique=False)
    op.create_index(op.f("ix_party_entity_id"), "party", ["entity_id"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stance", sa.String(length=12), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("cue", sa.JSON(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("chain", sa.JSON(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("sector", sa.String(length=8), nullable=True),
        sa.Column("identifier", sa.Text(), nullable=True),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.String(length=16), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_source_claim_id")),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_source_entity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_index(op.f("ix_source_claim_id"), "source", ["claim_id"], unique=False)
    op.create_index(op.f("ix_source_entity_id"), "source", ["entity_id"], unique=False)
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind", sa.String(length=16), nullable=False, comment="accept, reject, same, different, wrong-entity"
        ),
        sa.Column("claims", sa.JSON(), nullable=False, comment="claims it is about"),
        sa.Column("others", sa.JSON(), nullable=False, comment="for same and different: the claims of the other side"),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("entity_id", sa.Integer(), nullable=True, comment="who it is by that person's word"),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("sector", sa.String(length=8), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_verdict_entity_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_verdict_event_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_verdict_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
    )
    op.create_index(op.f("ix_verdict_event_id"), "verdict", ["event_id"], unique=False)
    op.create_table(
        "verdict_claim",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_verdict_claim_claim_id")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name=op.f("fk_verdict_claim_verdict_id")),
        sa.PrimaryKeyConstraint("claim_id", "verdict_id", name=op.f("pk_verdict_claim")),
    )
    op.create_index(op.f("ix_verdict_claim_verdict_id"), "verdict_claim", ["verdict_id"], unique=False)
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in fulltext.SQLITE if sqlite else fulltext.POSTGRESQL:
        op.execute(sa.text(statement))


def downgrade() -> None:
    """Drop all."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(sa.text("DROP TABLE report_text"))
    for table in (
        "verdict_claim",
        "verdict",
        "source",
        "party",
        "link",
        "evidence",
        "block",
        "fingerprint",
        "event_report",
        "copy",
        "claim",
        "version",
        "event_party",
        "entity_name",
        "change",
        "report",
        "event",
        "entity",
    ):
        op.drop_table(table)
