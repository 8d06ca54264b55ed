"""The tables. They read like the words of the records: report, version, claim, party, source, evidence, event.

Rows are numbered by the one writer that holds the lock (:meth:`lagebild.store.Store.writing`), not by the database, so
that a report's rows go in with one statement a table. Offsets are characters of ``version.text``, end exclusive.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _to(table: str, *, name: str = "", null: bool = False, index: bool = True) -> Column[int]:
    return Column(name or f"{table}_id", Integer, ForeignKey(f"{table}.id"), nullable=null, index=index)


report = Table(
    "report",
    METADATA,
    _id(),
    Column("key", Text, nullable=False, unique=True, comment="the report's own identity, from its address or file"),
    Column("publisher", Text, index=True),
    Column("url", Text),
    Column("first_added", DateTime, nullable=False),
)

version = Table(
    "version",
    METADATA,
    _id(),
    _to("report", index=False),
    Column("number", Integer, nullable=False, comment="1 for the first text seen"),
    Column("title", Text),
    Column("language", String(8)),
    Column("published", Date),
    Column("publisher", Text),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False, comment="SHA-256 of title and text"),
    Column("added", DateTime, nullable=False, index=True, comment="when it came into this store, UTC"),
    Column("known", Date, nullable=False, index=True, comment="the day from which its claims count as known"),
    Column("until", Date, index=True, comment="the day from which a newer version stands in its place"),
    Column("credits", JSON, nullable=False),
    Column("cites", JSON, nullable=False, comment="outlets that the text names as where it read of it"),
    Column("dateline", Text),
    Column("furniture", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("vector", LargeBinary, comment="sentence vector, 32-bit floats"),
    UniqueConstraint("report_id", "number"),
    Index("ix_version_publisher_number", "publisher", "number"),
)

copy = Table(
    "copy",
    METADATA,
    Column("version_id", Integer, ForeignKey("version.id"), primary_key=True),
    Column("of_id", Integer, ForeignKey("version.id"), primary_key=True, index=True),
    Column("kind", String(16), nullable=False, comment="copy, part, translation"),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
)

fingerprint = Table(
    "fingerprint",
    METADATA,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False, comment="proleptic Gregorian ordinal"),
    Column("version_id", Integer, ForeignKey("version.id"), primary_key=True),
    sqlite_with_rowid=False,
)

entity = Table(
    "entity",
    METADATA,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("code", String(8), index=True),
    Column("sector", String(8)),
)

entity_name = Table(
    "entity_name",
    METADATA,
    Column("entity_id", Integer, ForeignKey("entity.id"), primary_key=True),
    Column("name", Text, primary_key=True, comment="a spelling seen in a report"),
    Column("folded", Text, nullable=False, index=True, comment="the same across spellings and scripts"),
)

entity_word = Table(
    "entity_word",
    METADATA,
    Column("word", Text, primary_key=True, comment="a word of entity_name.folded"),
    Column("entity_id", Integer, ForeignKey("entity.id"), primary_key=True),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    METADATA,
    _id(),
    Column("merged_into", Integer, ForeignKey("event.id"), index=True, comment="set where this number lives on"),
    Column("opened", DateTime, nullable=False),
    Column("changed", DateTime, nullable=False, index=True),
    Column("type", String(16)),
    Column("mode", String(24)),
    Column("status", String(16)),
    Column("label", Text, comment="the sentence that tells it best"),
    Column("day", Date, index=True, comment="its first day, or the day it was first reported where no date is known"),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("first_known", Date, index=True),
    Column("last_known", Date, index=True),
    Column("place", Text),
    Column("country", String(8), index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("scale", Float),
    Column("claims", Integer, nullable=False, default=0),
    Column("reports", Integer, nullable=False, default=0),
    Column("origins", Integer, nullable=False, default=0),
    Column("state_controlled", Integer, nullable=False, default=0, comment="origins under a state's control"),
    Column("disputed", JSON, nullable=False, comment="fields on which origins or sources differ"),
    Column("is_disputed", Boolean, nullable=False, default=False),
    Column("is_denied", Boolean, nullable=False, default=False),
    Column("is_confirmed", Boolean, nullable=False, default=False),
    Column("verdict", String(16), comment="accepted or rejected by a person"),
    Column("withdrawn", Boolean, nullable=False, default=False),
    Column("is_shown", Boolean, nullable=False, default=False, comment="neither merged away, rejected nor withdrawn"),
    Index("ix_event_facets", "is_shown", "day", "type", "status", "country"),
    Index("ix_event_disputed", "is_shown", "is_disputed", "day"),
    Index("ix_event_confirmed", "is_shown", "is_confirmed", "day"),
    Index("ix_event_type_day", "is_shown", "type", "day"),
    Index("ix_event_status_day", "is_shown", "status", "day"),
    # In this order all counts of a list are streamed from the index, without sorting.
    Index(
        "ix_event_counts", "is_shown", "type", "status", "country", "day", "is_disputed", "is_denied", "is_confirmed"
    ),
    Index("ix_event_spans", "first_known", "last_known", "is_confirmed", "is_disputed", "withdrawn", "merged_into"),
)

event_party = Table(
    "event_party",
    METADATA,
    Column("event_id", Integer, ForeignKey("event.id"), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("entity_id", Integer, ForeignKey("entity.id"), primary_key=True, index=True),
    Column("code", String(8)),
    Column("sector", String(8)),
    Column("day", Integer, nullable=False, default=0, comment="ordinal of the event's day"),
    Index("ix_event_party_code_day", "code", "day"),
)

event_report = Table(
    "event_report",
    METADATA,
    Column("event_id", Integer, ForeignKey("event.id"), primary_key=True),
    Column("version_id", Integer, ForeignKey("version.id"), primary_key=True, index=True),
    Column("origin", Integer, nullable=False, comment="reports of one event with the same number are one origin"),
    Column("origin_name", Text, nullable=False),
    Column("state_controlled", Boolean, nullable=False),
    Column("why", Text, nullable=False, comment="why it is no origin of its own; empty if it is"),
)

event_voice = Table(
    "event_voice",
    METADATA,
    Column("event_id", Integer, ForeignKey("event.id"), primary_key=True),
    Column("kind", String(12), primary_key=True, comment="publisher, or source for a speaker inside reports"),
    Column("name", Text, primary_key=True),
    Column("claims", Integer, nullable=False),
    Column("is_confirmed", Boolean, nullable=False, comment="the event is; so are the next two"),
    Column("is_denied", Boolean, nullable=False),
    Column("is_alone", Boolean, nullable=False, comment="one origin only"),
    Column("is_first", Boolean, nullable=False, comment="had it on the first day that it was known"),
    Index("ix_event_voice_counts", "kind", "name", "is_confirmed", "is_denied", "is_alone", "is_first", "claims"),
)

speaker = Table(
    "speaker",
    METADATA,
    Column("name", Text, primary_key=True, comment="source.name"),
    Column("reports", Integer, nullable=False, comment="versions of reports in which it speaks"),
    Column("claims", Integer, nullable=False, index=True),
)

claim = Table(
    "claim",
    METADATA,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    _to("version"),
    _to("event", null=True),
    Column("name", Text, nullable=False, comment="the claim's id as the reader gave it"),
    Column("type", String(16), nullable=False),
    Column("mode", String(24)),
    Column("contexts", JSON, nullable=False),
    Column("status", String(16), nullable=False),
    Column("quad", String(24), nullable=False),
    Column("scale", Float, nullable=False),
    Column("cameo", String(8)),
    Column("goldstein", Float),
    Column("confidence", Float, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("time", JSON),
    Column("place", JSON),
    Column("country", String(8)),
    Column("features", JSON, nullable=False, comment="what merging compares"),
    Column("why", JSON, nullable=False),
)

party = Table(
    "party",
    METADATA,
    _id(),
    _to("claim"),
    Column("role", String(12), nullable=False, comment="actor or recipient"),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("name", Text),
    Column("code", String(8)),
    Column("sector", String(8)),
    Column("second_sector", String(8)),
    Column("identifier", Text),
    _to("entity"),
    Column("why", Text, nullable=False),
)

source = Table(
    "source",
    METADATA,
    _id(),
    _to("claim"),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("stance", String(12), nullable=False),
    Column("form", String(16), nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("cue", JSON),
    Column("content", JSON, nullable=False),
    Column("chain", JSON, nullable=False),
    Column("kind", Text),
    Column("code", String(8)),
    Column("sector", String(8)),
    Column("identifier", Text),
    _to("entity"),
    Column("commitment", String(16)),
    Column("why", Text, nullable=False),
)

evidence = Table(
    "evidence",
    METADATA,
    Column("claim_id", Integer, ForeignKey("claim.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(12), nullable=False, comment="trigger, sentence, hedge, time, place"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

block = Table(
    "block",
    METADATA,
    Column("key", Text, primary_key=True, comment="claims that share one within a few days are compared"),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("claim_id", Integer, ForeignKey("claim.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

link = Table(
    "link",
    METADATA,
    Column("claim_id", Integer, ForeignKey("claim.id"), primary_key=True),
    Column("other_id", Integer, ForeignKey("claim.id"), primary_key=True, index=True),
    Column("score", Float, nullable=False),
    Column("why", JSON, nullable=False),
    sqlite_with_rowid=False,
)

verdict = Table(
    "verdict",
    METADATA,
    _id(),
    Column("kind", String(16), nullable=False, comment="accept, reject, same, different, wrong-entity"),
    Column("claims", JSON, nullable=False, comment="claims it is about"),
    Column("others", JSON, nullable=False, comment="for same and different: the claims of the other side"),
    Column("event_id", Integer, ForeignKey("event.id"), index=True),
    Column("party_id", Integer, ForeignKey("party.id")),
    Column("entity_id", Integer, ForeignKey("entity.id"), comment="who it is by that person's word"),
    Column("code", String(8)),
    Column("sector", String(8)),
    Column("name", Text),
    Column("note", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("revoked_at", DateTime),
    Column("revoked_by", Text),
)

verdict_claim = Table(
    "verdict_claim",
    METADATA,
    Column("claim_id", Integer, ForeignKey("claim.id"), primary_key=True),
    Column("verdict_id", Integer, ForeignKey("verdict.id"), primary_key=True, index=True),
)

change = Table(
    "change",
    METADATA,
    _id(),
    _to("event"),
    Column("at", DateTime, nullable=False, index=True),
    Column("kind", String(16), nullable=False, comment="opened, joined, merged, split, verdict, revoked, corrected"),
    Column("detail", JSON, nullable=False),
)

TABLES = tuple(METADATA.sorted_tables)
"""All tables, each after those that it refers to."""
