"""RDF as Turtle: events in the Simple Event Model, provenance in PROV, words by NIF offsets. Extra ``exports``.

A claim is a ``prov:Entity`` derived from its report, attributed to the publisher, and about (``schema:about``) its
event. Status and stance are Lagebild's own terms.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from lagebild.export._store import EventClaims, MissingExtra, event_claims
from lagebild.picture.items import Item
from lagebild.store import Store

if TYPE_CHECKING:
    from rdflib import Graph, Namespace, URIRef

BASE = "urn:lagebild:"
TERMS = "urn:lagebild:terms#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"


def write(store: Store, path: Path) -> int:
    """Write all events that stand with their claims. Returns the number of triples. Raises MissingExtra."""
    try:
        from rdflib import Graph
    except ImportError as error:
        raise MissingExtra("rdf", "exports") from error
    graph = Graph()
    sem, nif, own = _namespaces(graph)
    for event in event_claims(store):
        _event(graph, event, sem, nif, own)
    graph.serialize(path, format="turtle", encoding="utf-8")
    return len(graph)


def _namespaces(graph: Graph) -> tuple[Namespace, Namespace, Namespace]:
    from rdflib import Namespace

    spaces = tuple(Namespace(uri) for uri in (SEM, NIF, TERMS))
    for prefix, space in zip(("sem", "nif", "lagebild"), spaces, strict=True):
        graph.bind(prefix, space)
    return spaces[0], spaces[1], spaces[2]


def _name(kind: str, key: object) -> URIRef:
    from rdflib import URIRef

    return URIRef(f"{BASE}{kind}:{quote(str(key), safe='')}")


def _event(graph: Graph, event: EventClaims, sem: Namespace, nif: Namespace, own: Namespace) -> None:
    from rdflib import RDF, RDFS, XSD, Literal

    line, node = event.line, _name("event", event.line.id)
    graph.add((node, RDF.type, sem.Event))
    graph.add((node, RDFS.label, Literal(line.label)))
    graph.add((node, sem.eventType, own[line.type]))
    graph.add((node, own.status, Literal(line.status)))
    graph.add((node, own.origins, Literal(line.origins)))
    for field in line.disputed:
        graph.add((node, own.disputed, Literal(field)))
    if line.first_day and line.last_day:
        graph.add((node, sem.hasBeginTimeStamp, Literal(line.first_day, datatype=XSD.date)))
        graph.add((node, sem.hasEndTimeStamp, Literal(line.last_day, datatype=XSD.date)))
    if line.place or line.country:
        graph.add((node, sem.hasPlace, Literal(line.place or line.country)))
    for role, parties in ((own.actor, line.actors), (own.recipient, line.recipients)):
        for party in parties:
            who = _name("entity", party.entity)
            graph.add((who, RDF.type, sem.Actor))
            graph.add((who, RDFS.label, Literal(party.name)))
            if party.code:
                graph.add((who, own.code, Literal(party.code)))
            graph.add((node, sem.hasActor, who))
            graph.add((node, role, who))
    for item in event.items:
        _claim(graph, item, node, nif, own)


def _claim(graph: Graph, item: Item, event: URIRef, nif: Namespace, own: Namespace) -> None:
    from rdflib import PROV, RDF, SDO, BNode, Literal

    node, report = _name("claim", item.stored.row["key"]), _name("report", item.version.key)
    graph.add((node, RDF.type, PROV.Entity))
    graph.add((node, SDO.about, event))
    graph.add((node, own.status, Literal(item.claim.status)))
    graph.add((node, PROV.wasDerivedFrom, report))
    graph.add((report, RDF.type, PROV.Entity))
    if item.version.url:
        graph.add((report, SDO.url, Literal(item.version.url)))
    if item.version.publisher:
        publisher = _name("publisher", item.version.publisher)
        graph.add((publisher, RDF.type, PROV.Agent))
        graph.add((report, PROV.wasAttributedTo, publisher))
        graph.add((publisher, SDO.name, Literal(item.version.publisher)))
    for span in item.claim.triggers:
        words = BNode()
        graph.add((words, RDF.type, nif.String))
        graph.add((words, nif.anchorOf, Literal(item.text(span))))
        graph.add((words, nif.beginIndex, Literal(span.start)))
        graph.add((words, nif.endIndex, Literal(span.end)))
        graph.add((node, own.trigger, words))
    for source in item.claim.sources:
        said = BNode()
        graph.add((said, RDF.type, PROV.Attribution))
        graph.add((said, own.speaker, Literal(source.name)))
        graph.add((said, own.stance, Literal(source.stance)))
        graph.add((node, PROV.qualifiedAttribution, said))
